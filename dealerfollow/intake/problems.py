"""What can be wrong with an arriving file: one frozen Problem per finding, code and remedy.

Only codes and parameters live here. The words that a person reads are made at the edge.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["file", "refused", "warning"]

SHOWN_CHARS = 80

# code -> (severity, remedy). "file": nothing can be read from the file. "refused": this row is
# left out. "warning": the row is taken, without the part that is wrong.
CODES: dict[str, tuple[Severity, str]] = {
    "empty_file": ("file", "export_again"),
    "file_too_large": ("file", "split_file"),
    "too_many_rows": ("file", "split_file"),
    "too_many_columns": ("file", "export_fewer_columns"),
    "too_many_problems": ("file", "check_columns"),
    "not_a_table": ("file", "save_as_csv_or_xlsx"),
    "old_excel_format": ("file", "save_as_csv_or_xlsx"),
    "unreadable_workbook": ("file", "save_as_csv_or_xlsx"),
    "dangerous_workbook": ("file", "save_as_csv_or_xlsx"),
    "missing_column": ("file", "map_column"),
    "no_rows": ("file", "export_again"),
    "replaced_characters": ("warning", "save_as_utf8"),
    "ragged_row": ("refused", "check_separators"),
    "unclosed_quote": ("refused", "check_quotes"),
    "cell_too_long": ("refused", "shorten_value"),
    "impossible_date": ("refused", "correct_date"),
    "date_too_far_ahead": ("refused", "correct_date"),
    "date_too_old": ("refused", "correct_date"),
    "no_date": ("refused", "add_date"),
    "no_customer": ("refused", "add_customer"),
    "nothing_to_match_on": ("refused", "add_deal_number"),
    "excel_rounded_number": ("refused", "format_as_text"),
    "repeated_deal_number": ("refused", "keep_one_row"),
    "bad_birth_date": ("warning", "correct_date"),
    "bad_lease_end": ("warning", "correct_date"),
    "bad_number": ("warning", "correct_number"),
    "bad_phone": ("warning", "correct_phone"),
    "bad_email": ("warning", "correct_email"),
    "looks_like_ssn": ("warning", "remove_column"),
    "unknown_status": ("warning", "tell_status"),
    "unknown_sale_kind": ("warning", "tell_sale_kind"),
    "condition_guessed": ("warning", "add_new_or_used"),
    "delivered_before_sold": ("warning", "check_dates"),
    "no_vehicle": ("warning", "add_vehicle"),
    "vin_length": ("warning", "check_vin"),
    "vin_characters": ("warning", "check_vin"),
    "vin_check_digit": ("warning", "check_vin"),
}

# A social security number as people write it; bare nine digits are judged by the reader of a field.
SSN_LIKE = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])")


@dataclass(frozen=True)
class Problem:
    """One finding. `line` is the line (or Excel row) that a person sees; None for the whole file.

    `value` is at most 80 characters, cleaned, and never holds a number like a social security one.
    """

    line: int | None
    column: str
    value: str
    code: str
    severity: Severity
    remedy: str
    params: Mapping[str, str | int] = field(default_factory=dict)


def problem(
    code: str, line: int | None = None, column: str = "", value: str = "", **params: str | int
) -> Problem:
    """A Problem with the severity and remedy that CODES gives to its code; KeyError if unknown."""
    severity, remedy = CODES[code]
    shown = SSN_LIKE.sub("***-**-****", value)[:SHOWN_CHARS]
    return Problem(line, column[:SHOWN_CHARS], shown, code, severity, remedy, params)
