"""Copies the third-party front-end files that we serve out of node_modules."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dealerfollow.web.build_assets import AssetsMissingError, build


class Command(BaseCommand):
    """manage.py build_assets"""

    help = "Builds static_built/ from node_modules (npm ci --ignore-scripts fills that)."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the files; says what to run when node_modules is missing."""
        try:
            written = build(settings.BASE_DIR / "node_modules", settings.BASE_DIR / "static_built")
        except AssetsMissingError as problem:
            raise CommandError(str(problem)) from problem
        size = sum(path.stat().st_size for path in written)
        self.stdout.write(f"{len(written)} files, {size // 1000} kB, in static_built/")
