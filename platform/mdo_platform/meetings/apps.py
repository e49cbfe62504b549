from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mdo_platform.meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"

    def ready(self) -> None:
        from mdo_platform.meetings import tasks  # noqa: F401, PLC0415  registers the outbox handler once apps are loaded
