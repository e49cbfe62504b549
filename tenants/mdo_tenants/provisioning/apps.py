from django.apps import AppConfig


class ProvisioningConfig(AppConfig):
    name = "mdo_tenants.provisioning"
    label = "provisioning"

    def ready(self) -> None:
        from mdo_tenants.provisioning import tasks  # noqa: F401, PLC0415 - registers the outbox handlers
