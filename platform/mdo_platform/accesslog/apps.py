from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessLogConfig(AppConfig):
    name = "mdo_platform.accesslog"
    label = "accesslog"
    verbose_name = _("Inzagelog")

    def ready(self) -> None:
        """Register the outbox handler, what a group's first line of a day asks for, and the link in a patient's menu.

        All of it needs the models of every app.
        """
        from mdo_foundation.audit.anchoring import on_first_line  # noqa: PLC0415
        from mdo_platform.accesslog.panels import register_panels  # noqa: PLC0415
        from mdo_platform.accesslog.tasks import ask_for_review  # noqa: PLC0415

        on_first_line(ask_for_review)
        register_panels()
