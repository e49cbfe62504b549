from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mdo_tenants.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mdo_tenants.accounts import checks, receivers, tasks  # noqa: F401, PLC0415 - they register themselves
