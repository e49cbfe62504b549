from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "mdo_platform.project"
    label = "project"

    def ready(self) -> None:
        from mdo_platform.project import celery  # noqa: F401, PLC0415 - makes it the app of every shared task
