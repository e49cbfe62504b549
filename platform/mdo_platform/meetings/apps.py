from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mdo_platform.meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"

    def ready(self) -> None:
        """Register the outbox handler, the panels in the register, who treats whom, and what a deletion takes along."""
        from mdo_foundation.audit.controls import add_relation  # noqa: PLC0415 - they need the models of every app
        from mdo_platform.meetings import promises, receivers, tasks  # noqa: F401, PLC0415
        from mdo_platform.meetings.erasure import erase_from_reports  # noqa: PLC0415
        from mdo_platform.meetings.invitations import tasks as invitations  # noqa: F401, PLC0415
        from mdo_platform.meetings.panels import register_panels  # noqa: PLC0415
        from mdo_platform.meetings.relations import attended  # noqa: PLC0415
        from mdo_platform.meetings.reminders import tasks as reminders  # noqa: F401, PLC0415
        from mdo_platform.register.erasure import on_erase  # noqa: PLC0415

        register_panels()
        add_relation(attended)
        on_erase(erase_from_reports)
