from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "mdo_tenants.licences"
    label = "licences"
