from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mdo_foundation.audit"
    label = "audit"
