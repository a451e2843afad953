"""Boot check: the third-party front-end files have been built."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from dealerfollow.web.build_assets import COPIES, SPRITE


@register()
def front_end_files_are_built(**kwargs: Any) -> list[CheckMessage]:
    """W001: a file of static_built/ is missing: pages would come without style or icons."""
    folder = settings.BASE_DIR / "static_built"
    missing = [name for name in (*COPIES, SPRITE) if not (folder / name).is_file()]
    if not missing:
        return []
    return [
        Warning(
            f"Front-end files are missing in static_built/: {', '.join(missing)}.",
            hint="Run: npm ci --ignore-scripts && bin/manage build_assets",
            id="web.W001",
        )
    ]
