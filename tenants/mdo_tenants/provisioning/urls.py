from django.urls import path

from mdo_tenants.provisioning import views

app_name = "provisioning"
urlpatterns = [
    path("", views.sign_up, name="sign_up"),
    path("verstuurd/", views.sent, name="sent"),
    path("bevestigen/<str:token>/", views.confirm, name="confirm"),
    path("voortgang/", views.progress, name="progress"),
    path("account/", views.account, name="account"),
]
