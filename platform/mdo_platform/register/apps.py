from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "mdo_platform.register"
    label = "register"
    verbose_name = _("Register")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the worker does, and tell the access log who treats whom; both need the models of every app."""
        from mdo_foundation.audit.controls import use_register  # noqa: PLC0415
        from mdo_platform.register import tasks  # noqa: F401, PLC0415
        from mdo_platform.register.relations import known  # noqa: PLC0415

        use_register(known)
