"""One record by field instead of by column, with a memory for what was wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dealerfollow.intake.cleaning import blank_to_empty
from dealerfollow.intake.columns import DEFAULT_LIMIT, LIMITS
from dealerfollow.intake.dates import DateOrder, ahead_problem, is_blank_date, read_date
from dealerfollow.intake.problems import SSN_LIKE, Problem, problem
from dealerfollow.intake.tabular import Cell

# Fields in which nine bare digits are ordinary; anywhere else they may be an identity number.
_NINE_DIGITS = (
    "deal_number stock_number vin zip mileage status sold_on event_on delivered_on lease_end "
    "phone_mobile phone_home phone_work phone_other co_phone_mobile co_phone_home co_phone_work "
    "salesperson_1_id salesperson_2_id salesperson_3_id"
)
_NINE_DIGITS_ARE_FINE = frozenset(_NINE_DIGITS.split())
DATE_FIELDS = ("sold_on", "event_on", "delivered_on", "lease_end", "born_on")


@dataclass(frozen=True)
class Reading:
    """What holds for a whole file: today in the store, the order of dates, the phones' region."""

    today: date
    order: DateOrder
    region: str
    has_delivered: bool
    has_status: bool


@dataclass
class Fields:
    """The cells of one line by field: (column, cell) pairs in the order of the file."""

    line: int
    cells: dict[str, list[tuple[str, Cell]]]
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """True when something was found for which the row is left out."""
        return any(found.severity == "refused" for found in self.problems)

    def report(self, code: str, name: str = "", value: str = "", **params: str | int) -> None:
        """Remember a problem; `name` is the field, shown as the column it came from."""
        cells = self.cells.get(name)
        column = next((c for c, v in cells if str(v) == value), cells[0][0]) if cells else ""
        self.problems.append(problem(code, self.line, column, value, **params))

    def text(self, name: str) -> str:
        """The first value of the field that is not blank, "" if there is none."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """All values of a field that several columns may fill, without blank ones."""
        found = []
        for _, cell in self.cells.get(name, ()):
            text = blank_to_empty(str(cell))
            if text and self._may_be_kept(name, text):
                found.append(text)
        return found

    def _may_be_kept(self, name: str, text: str) -> bool:
        limit = LIMITS.get(name, DEFAULT_LIMIT)
        if len(text) > limit:
            self._once("cell_too_long", name, text[:80], limit=limit)
            return False
        is_nine = len(text) == 9 and text.isdigit() and name not in _NINE_DIGITS_ARE_FINE
        if is_nine or SSN_LIKE.search(text):
            self._once("looks_like_ssn", name)
            return False
        return True

    def _once(self, code: str, name: str, value: str = "", **params: str | int) -> None:
        columns = [column for column, _ in self.cells[name]]
        if not any(p.code == code and p.column in columns for p in self.problems):
            self.report(code, name, value, **params)

    def day(self, name: str, reading: Reading, *, max_ahead_days: int) -> date | None:
        """The date of a sale's field; None when blank, or when it is a reported problem."""
        for _, cell in self.cells.get(name, ()):
            shown = blank_to_empty(str(cell)) if isinstance(cell, str) else cell
            if not shown or (isinstance(shown, str) and is_blank_date(shown)):
                continue
            day = read_date(shown, order=reading.order, today=reading.today)
            code = "impossible_date" if day is None else ""
            if day:
                code = ahead_problem(day, today=reading.today, max_days=max_ahead_days)
            if not code:
                return day
            self.report(code, name, str(shown)[:80], order=reading.order)
            return None
        return None

    def soft_day(
        self, name: str, reading: Reading, *, code: str, earliest: date, latest: date
    ) -> date | None:
        """A date whose being wrong costs only itself: reported by `code` as a warning."""
        for _, cell in self.cells.get(name, ()):
            shown = blank_to_empty(str(cell)) if isinstance(cell, str) else cell
            if not shown or (isinstance(shown, str) and is_blank_date(shown)):
                continue
            day = read_date(shown, order=reading.order, today=reading.today)
            if day and earliest <= day <= latest:
                return day
            self.report(code, name, str(shown)[:80])
        return None

    def number(self, name: str, *, low: int, high: int) -> int | None:
        """A whole number such as 12,345 mi; out of bounds or not a number is a warning."""
        text = self.text(name)
        digits = text.casefold().replace(",", "").removesuffix("miles").removesuffix("mi").strip()
        digits = digits.removesuffix(".00").removesuffix(".0")
        if not text or digits == "0":
            return None
        if digits.isdecimal() and digits.isascii() and low <= int(digits) <= high:
            return int(digits)
        self.report("bad_number", name, text)
        return None


def by_field(line: int, cells: dict[str, Cell], columns: Iterable[tuple[str, str]]) -> Fields:
    """The Fields of a row, by the (header, field) pairs of its mapping."""
    found: dict[str, list[tuple[str, Cell]]] = {}
    for header, name in columns:
        if header in cells:
            found.setdefault(name, []).append((header, cells[header]))
    return Fields(line, found)
