from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from mdo_foundation.ui.build import build_static_sources, compile_catalogues


class Command(BaseCommand):
    help = "Make the fonts and compile the translations, which are not in the repository (skips what is up to date)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("fonts built" if build_static_sources() else "fonts up to date")
        self.stdout.write("translations compiled" if compile_catalogues() else "translations up to date")
