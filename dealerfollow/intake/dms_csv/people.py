"""Buyer, co-buyer and salespeople of one record."""

from datetime import date, timedelta

from dealerfollow.intake.contacts import read_emails, read_phones
from dealerfollow.intake.dms_csv.fields import Fields, Reading
from dealerfollow.intake.dms_csv.words import plain
from dealerfollow.intake.names import name_from_parts, parse_name, second_person
from dealerfollow.intake.sold_deal import Address, Person, PersonName, PhoneKind, Salesperson
from dealerfollow.intake.states import state_code

_PHONE_KINDS: tuple[PhoneKind, ...] = ("mobile", "home", "work", "other")


def read_buyer(row: Fields, reading: Reading) -> Person | None:
    """The customer of the row, None when it names nobody and gives no way to reach anybody."""
    if any(row.text(name) for name in ("first_name", "last_name", "company_name")):
        name = name_from_parts(
            row.text("first_name"),
            row.text("middle_name"),
            row.text("last_name"),
            row.text("company_name"),
        )
    else:
        name = parse_name(row.text("customer_name"))
    person = Person(
        name=name,
        customer_number=row.text("customer_number"),
        address=_address(row),
        phones=_phones(row, reading, ""),
        emails=_emails(row, ""),
        language=row.text("language"),
        born_on=row.soft_day(
            "born_on",
            reading,
            code="bad_birth_date",
            earliest=date(1900, 1, 1),
            latest=reading.today - timedelta(days=1),
        ),
    )
    return person if name.full or person.phones or person.emails else None


def read_co_buyer(row: Fields, reading: Reading) -> Person | None:
    """The co-buyer from columns of their own, else the second name of "SMITH,JOHN & MARY"."""
    first, last = row.text("co_first_name"), row.text("co_last_name")
    name: PersonName | None = name_from_parts(first, "", last) if first or last else None
    if not name and row.text("co_name"):
        name = parse_name(row.text("co_name"))
    if not name and not row.text("last_name"):
        name = second_person(row.text("customer_name"))
    if not name or not name.full:
        return None
    return Person(
        name=name,
        customer_number=row.text("co_number"),
        phones=_phones(row, reading, "co_"),
        emails=_emails(row, "co_"),
    )


def read_salespeople(row: Fields) -> tuple[Salesperson, ...]:
    """In the order of the deal, the primary caller first; the house itself is nobody."""
    found: list[Salesperson] = []
    for number in "123":
        dms_id = row.text(f"salesperson_{number}_id")
        name = row.text(f"salesperson_{number}_name")
        person = Salesperson(dms_id, name)
        if (dms_id or name) and not is_house(name or dms_id) and person not in found:
            found.append(person)
    return tuple(found)


def is_house(name: str) -> bool:
    """True for the stand-in under which dealers book deals without a salesperson."""
    return plain(name) in {"house", "house deal", "house account", "hse"}


def _address(row: Fields) -> Address:
    zip_code = row.text("zip")
    if zip_code.isdigit() and len(zip_code) in (3, 4, 8):  # a spreadsheet ate the zero
        zip_code = zip_code.zfill(9 if len(zip_code) == 8 else 5)
    if zip_code.isdigit() and len(zip_code) == 9:
        zip_code = f"{zip_code[:5]}-{zip_code[5:]}"
    return Address(
        row.text("address"),
        row.text("address2"),
        row.text("city"),
        state_code(row.text("state")),
        zip_code,
    )


def _phones(row: Fields, reading: Reading, prefix: str) -> tuple[tuple[str, PhoneKind], ...]:
    phones: dict[str, PhoneKind] = {}
    for kind in _PHONE_KINDS:
        name = f"{prefix}phone_{kind}"
        for text in row.texts(name):
            numbers, bad = read_phones(text, reading.region)
            for number in numbers:
                phones.setdefault(number, kind)
            for piece in bad:
                row.report("bad_phone", name, piece if piece != text else text)
    return tuple(phones.items())


def _emails(row: Fields, prefix: str) -> tuple[str, ...]:
    emails: dict[str, None] = {}
    for text in row.texts(f"{prefix}email"):
        good, bad = read_emails(text)
        emails |= dict.fromkeys(good)
        for piece in bad:
            row.report("bad_email", f"{prefix}email", piece if piece != text else text)
    return tuple(emails)
