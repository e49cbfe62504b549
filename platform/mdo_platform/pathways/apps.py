from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    name = "mdo_platform.pathways"
    label = "pathways"
    verbose_name = _("Programma")

    def ready(self) -> None:
        """Add the tab to a patient, and tell the timeline about steps; both need the models of every app."""
        from mdo_platform.pathways.history import KIND  # noqa: PLC0415
        from mdo_platform.pathways.queries import has_pathway  # noqa: PLC0415
        from mdo_platform.register.kinds import register_kind  # noqa: PLC0415
        from mdo_platform.register.panels import PatientTab, register_tab  # noqa: PLC0415

        register_kind(KIND)
        register_tab(
            PatientTab(name="pathway", label=self.verbose_name, route="pathways:pathway", is_shown=has_pathway)
        )
