from django.urls import path

from mdo_billing import views

app_name = "billing"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<int:year>/", views.year_list, name="year"),
    path("<int:year>/maken/", views.run, name="run"),
    path("factuur/<uuid:invoice_id>/pdf/", views.pdf, name="pdf"),
    path("tarieven/", views.tariffs, name="tariffs"),
]
