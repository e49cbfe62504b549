from __future__ import annotations

from django.urls import path

from mdo_platform.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("nieuws/", views.news, name="news"),
]
