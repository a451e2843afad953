"""What the demo's departments say fits what they owe."""

import pytest

from dealerfollow.demo.words import ASKED_FOR, NEWS, NEWS_OF_OTHERS, PERKS, PROMISES
from deliveries.rules.desk_words import READY, outcomes_of


def test_every_promise_has_words_of_its_own_or_is_used_up():
    assert set(NEWS) | set(PERKS) == {item for item, _, _ in PROMISES}
    assert not set(NEWS) & set(PERKS)


@pytest.mark.parametrize(("item", "department", "_days"), (*PROMISES, *ASKED_FOR))
def test_its_department_may_say_so_and_some_of_it_is_ready_and_some_is_not(item, department, _days):
    said = [outcome for _, outcome in NEWS.get(item, NEWS_OF_OTHERS)]
    assert set(said) <= set(outcomes_of(department, owed_by="store"))
    assert READY in said and set(said) != {READY}
