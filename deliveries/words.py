"""Problem codes of an import in words: what is wrong with the row, and what helps."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dealerfollow.intake.problems import CODES
from deliveries.rules.deals import ROW_CODES

MESSAGES = {
    "empty_file": gettext_noop("The file is empty."),
    "file_too_large": gettext_noop("The file is larger than %(limit)s MB."),
    "too_many_rows": gettext_noop("The file has more than %(limit)s rows."),
    "too_many_columns": gettext_noop("The file has more than %(limit)s columns."),
    "too_many_problems": gettext_noop("More than %(limit)s problems: the columns are wrong."),
    "not_a_table": gettext_noop("This is no table: a PDF, a picture or a web page."),
    "old_excel_format": gettext_noop("This is the old Excel format (.xls)."),
    "unreadable_workbook": gettext_noop("The workbook is damaged or has a password."),
    "dangerous_workbook": gettext_noop("The workbook would unpack to far more than it should."),
    "missing_column": gettext_noop("No column says which %(needed)s it is."),
    "no_rows": gettext_noop("There is a header, and no row below it."),
    "replaced_characters": gettext_noop("Some letters could not be read."),
    "ragged_row": gettext_noop("The row has more or fewer cells than the header."),
    "unclosed_quote": gettext_noop("A quotation mark is opened and never closed."),
    "cell_too_long": gettext_noop("The cell is longer than it can be."),
    "impossible_date": gettext_noop("There is no such day."),
    "date_too_far_ahead": gettext_noop("The day is too far ahead."),
    "date_too_old": gettext_noop("The day is before 1990."),
    "no_date": gettext_noop("The row has no date."),
    "no_customer": gettext_noop("The row names no customer."),
    "nothing_to_match_on": gettext_noop("Neither a deal number nor a VIN with a name."),
    "excel_rounded_number": gettext_noop("A spreadsheet has rounded this number."),
    "repeated_deal_number": gettext_noop("Rows that differ have this deal number: %(lines)s."),
    "bad_birth_date": gettext_noop("Not a day on which somebody was born. Left out."),
    "bad_lease_end": gettext_noop("Not a day on which a lease ends. Left out."),
    "bad_number": gettext_noop("Not a number that can be. Left out."),
    "bad_phone": gettext_noop("Not a number that can be dialed. Left out."),
    "bad_email": gettext_noop("Not an e-mail address. Left out."),
    "looks_like_ssn": gettext_noop("Looks like a social security number. Not kept."),
    "unknown_status": gettext_noop("Nobody knows this status. Without a delivery date it waits."),
    "unknown_sale_kind": gettext_noop("Nobody knows this kind of sale. Taken as retail."),
    "condition_guessed": gettext_noop("New or used is not said. Taken as %(guess)s."),
    "delivered_before_sold": gettext_noop("Delivered long before it was sold."),
    "no_vehicle": gettext_noop("The row names no car."),
    "vin_length": gettext_noop("A VIN has 17 characters."),
    "vin_characters": gettext_noop("A VIN has no I, O or Q and no signs."),
    "vin_check_digit": gettext_noop("The check digit of the VIN does not fit."),
    "deal_number_used_again": gettext_noop(
        "The deal number already belongs to another car and another buyer."
    ),
    "excluded_wholesale": gettext_noop("Wholesale: nobody is owed a call."),
    "excluded_dealer_trade": gettext_noop("A trade between dealers: nobody is owed a call."),
    "no_name": gettext_noop("The row has a number or an address, and no name."),
    "not_saved": gettext_noop("The row could not be saved."),
    "house_deal": gettext_noop("House deal: the manager makes the calls."),
    "employee_sale": gettext_noop("Sold to an employee: the manager makes the calls."),
    "other_buyer": gettext_noop("The same sale with another buyer. The new buyer is called."),
    "was_unwound": gettext_noop("Unwound here, and the file says that it stands."),
    "former_contract": gettext_noop("Re-written under a new number: one delivery, one call."),
    "unmatched_salesperson": gettext_noop("Nobody here is this salesperson. The manager calls."),
    "store_line": gettext_noop("This is the store’s own line. Left out."),
}

REMEDIES = {
    "export_again": gettext_noop("Export it again and look whether it has rows."),
    "split_file": gettext_noop("Export fewer days at a time."),
    "export_fewer_columns": gettext_noop("Export fewer columns."),
    "check_columns": gettext_noop("Check which column is which."),
    "save_as_csv_or_xlsx": gettext_noop("Save it as CSV or XLSX."),
    "map_column": gettext_noop("Say which column it is."),
    "save_as_utf8": gettext_noop("Export it as UTF-8."),
    "check_separators": gettext_noop("Look for a comma inside a cell without quotation marks."),
    "check_quotes": gettext_noop("Look for a single quotation mark in this row."),
    "shorten_value": gettext_noop("Shorten it."),
    "correct_date": gettext_noop("Correct the date in the DMS."),
    "add_date": gettext_noop("Give the day of sale or delivery."),
    "add_customer": gettext_noop("Give the customer’s name."),
    "add_deal_number": gettext_noop("Give the deal number."),
    "format_as_text": gettext_noop("Format the column as text and export it again."),
    "keep_one_row": gettext_noop("Keep the one that is right."),
    "correct_number": gettext_noop("Correct it in the DMS."),
    "correct_phone": gettext_noop("Ask for the number on the call."),
    "correct_email": gettext_noop("Ask for the address on the call."),
    "remove_column": gettext_noop("Leave such numbers out of the export."),
    "tell_status": gettext_noop("Give the delivery date when it is delivered."),
    "tell_sale_kind": gettext_noop("Look whether it is retail."),
    "add_new_or_used": gettext_noop("Add the column that says new or used."),
    "check_dates": gettext_noop("Check both days."),
    "add_vehicle": gettext_noop("Give the VIN or the stock number."),
    "check_vin": gettext_noop("Compare it with the sticker on the driver’s door frame."),
    "check_deal_number": gettext_noop("Correct the deal number in the DMS."),
    "nothing_to_do": gettext_noop("Nothing to do."),
    "tell_support": gettext_noop("Bring the file in again; if it stays, ask whoever runs this."),
    "manager_calls": gettext_noop("Nothing to do, unless a salesperson should call."),
    "check_buyer": gettext_noop("Look whether the customer is right."),
    "check_unwound": gettext_noop("Open the delivery and say which is true."),
    "match_salesperson": gettext_noop("Say who it is, under Deliveries."),
}

NEEDED = {
    "customer": gettext_noop("customer"),
    "date": gettext_noop("day"),
    "vehicle": gettext_noop("car"),
}
GUESS = {"new": gettext_noop("new"), "used": gettext_noop("used")}


def message_of(code: str, params: Mapping[str, Any] | None = None) -> str:
    """What is wrong, in words of the reader's language. KeyError for a code that nobody knows."""
    values = dict(params or {})
    if "needed" in values:
        values["needed"] = _(NEEDED.get(str(values["needed"]), str(values["needed"])))
    if "guess" in values:
        values["guess"] = _(GUESS.get(str(values["guess"]), str(values["guess"])))
    return _(MESSAGES[code]) % values


def remedy_of(code: str) -> str:
    """What helps, in words of the reader's language."""
    _severity, remedy = ROW_CODES.get(code) or CODES[code]
    return _(REMEDIES[remedy])
