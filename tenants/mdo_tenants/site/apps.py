from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mdo_tenants.site"
    label = "site"

    def ready(self) -> None:
        from mdo_tenants.groups import destinations  # noqa: PLC0415 - apps must be loaded first
        from mdo_tenants.site import presenters  # noqa: PLC0415

        destinations.add_source(presenters.staff_destination)
