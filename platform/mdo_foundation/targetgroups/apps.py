from django.apps import AppConfig


class TargetGroupsConfig(AppConfig):
    name = "mdo_foundation.targetgroups"
    label = "targetgroups"

    def ready(self) -> None:
        """A portal without its colours is worse than one that is down: a broken plugin ends the start, in one line."""
        from . import registry  # noqa: PLC0415 - models of other apps may use the registry, so not before they load

        try:
            registry.get_registry()
        except registry.RegistryError as error:
            raise SystemExit(f"mdo: {error}") from None
