from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "mdo_foundation.common"
    label = "common"
