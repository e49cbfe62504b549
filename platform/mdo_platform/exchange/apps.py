from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "mdo_platform.exchange"
    label = "exchange"
    verbose_name = _("Uitwisseling")

    def ready(self) -> None:
        """Register the outbox handlers; they need the models of every app."""
        from mdo_platform.exchange import tasks  # noqa: F401, PLC0415
