"""What the rule says of rows made long ago."""

from datetime import date

from dealerfollow.testing.sales import noon
from followups.queries.by_rule import store_rules


def test_the_holidays_of_all_years_since_the_store_began_are_known(cast):
    rule = store_rules([cast.north.pk], now=noon(date(2029, 1, 5)))[cast.north.pk]
    christmas = [date(year, 12, 25) for year in range(2020, 2032)]
    for calendar in (rule.calendar, rule.former_calendar):
        assert [calendar.is_open(day) for day in christmas] == [False] * len(christmas)
