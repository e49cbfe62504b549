from django.apps import AppConfig


class TerminologyConfig(AppConfig):
    name = "mdo_tenants.terminology"
    label = "terminology"
