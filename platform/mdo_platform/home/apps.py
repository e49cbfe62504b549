from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "mdo_platform.home"
    label = "home"
