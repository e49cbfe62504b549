from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "mdo_billing"
    label = "billing"

    def ready(self) -> None:
        from mdo_billing import tasks  # noqa: F401, PLC0415 - registers the outbox handler
