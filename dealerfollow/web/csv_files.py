"""Tables as CSV files that a spreadsheet opens without running anything in them."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> str | int:
    """A number as it is; a text that a spreadsheet would take for a formula gets an apostrophe
    before it. NUL characters are dropped: no spreadsheet reads on after one."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.startswith(RISKY) else text


def csv_response(
    filename: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A CSV file for download: UTF-8 with a mark, so that Excel reads accents too."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([safe_cell(heading) for heading in headings])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return response
