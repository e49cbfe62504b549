from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mdo_foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Register the outbox handler; it needs the models of every app."""
        from mdo_foundation.audit import tasks  # noqa: F401, PLC0415
