from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "mdo_tenants.groups"
    label = "groups"

    def ready(self) -> None:
        from mdo_tenants.groups import receivers  # noqa: F401, PLC0415 - listens to accepted invitations
