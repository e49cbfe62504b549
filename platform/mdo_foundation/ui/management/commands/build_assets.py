from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from mdo_foundation.ui.build import build_static_sources


class Command(BaseCommand):
    help = "Make the fonts that are not in the repository (skips when up to date)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("fonts built" if build_static_sources() else "fonts up to date")
