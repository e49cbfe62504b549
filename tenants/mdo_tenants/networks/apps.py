from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "mdo_tenants.networks"
    label = "networks"

    def ready(self) -> None:
        from mdo_tenants.groups import destinations, organisations  # noqa: PLC0415 - apps must be loaded first
        from mdo_tenants.networks import presenters, queries  # noqa: PLC0415

        organisations.use_source(queries.home_care_organisations)
        destinations.add_source(presenters.destinations)
