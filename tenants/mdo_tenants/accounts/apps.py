from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mdo_tenants.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mdo_tenants.accounts import checks, tasks  # noqa: F401, PLC0415 - registers checks and outbox handlers
