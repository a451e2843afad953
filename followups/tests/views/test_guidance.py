"""Steps and words on the card: open for who is new here, folded for who is not."""

from datetime import date, timedelta

import pytest

from dealerfollow.stores.models import Membership
from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import FollowUp
from followups.words.guidance import guidance_for
from followups.words.guidance.steps import STEPS
from followups.words.labels import KINDS
from followups.words.saying import LANGUAGES, Speaker

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


@pytest.fixture
def row(cast):
    who = buyer(first_name="Maria", last_name="Delgado")
    sold = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=who)
    return FollowUp.objects.get(delivery=sold)


def is_open(caller, row):
    return 'data-remember="guidance" open' in caller.open(row).content.decode()


@pytest.mark.parametrize(
    ("days", "opened"), [(0, True), (59, True), (60, False), (900, False), (None, False)]
)
def test_line_16_a_rookie_finds_the_steps_open_and_a_veteran_folded(sam, cast, row, days, opened):
    started_on = None if days is None else THURSDAY - timedelta(days=days)
    Membership.objects.filter(user=cast.sam).update(started_on=started_on)
    assert is_open(sam, row) is opened


@pytest.mark.parametrize(("left", "opened"), [("open", True), ("closed", False)])
def test_it_stays_as_the_person_left_it(sam, cast, row, left, opened):
    started_on = THURSDAY - timedelta(days=10 if left == "closed" else 900)
    Membership.objects.filter(user=cast.sam).update(started_on=started_on)
    sam.client.cookies[f"guidance-{cast.sam.pk}"] = left
    assert is_open(sam, row) is opened
    sam.client.cookies[f"guidance-{cast.sam.pk}"] = "nonsense"
    assert is_open(sam, row) is False


def test_line_56_the_words_are_in_the_customers_language_with_days_and_car(sam, row):
    guidance = sam.open(row).context["card"].guidance
    assert guidance.lines[1].words == (
        "Maria, this is Sam at Copperline North, about the CR-V you took home 2 days ago. I have "
        "something for you. You reach me at (480) 555-0100. I will try you again as well."
    )
    row.customer.language = "es"
    row.customer.save()
    card = sam.open(row).context["card"]
    assert card.guidance.lines[0].words.startswith(
        "Maria, le habla Sam de Copperline North, por el CR-V que se llevó hace 2 días. "
    )
    assert card.guidance.steps == guidance.steps  # the steps stay the reader's


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "heat", "thank_you", "unheard_of"])
def test_line_16_every_kind_has_steps_and_no_word_is_left_unfilled(kind, language):
    speaker = Speaker("Maria", "Sam", "North", language, THURSDAY, "CR-V", THURSDAY)
    guidance = guidance_for(kind, speaker, phone="", is_call=True)
    assert guidance.steps == tuple(map(str, STEPS.get(kind, STEPS["any"])))
    assert not [line.words for line in guidance.lines if "{" in line.words or "  " in line.words]


def test_what_is_written_has_no_voicemail():
    speaker = Speaker("Maria", "Sam", "North", "en", THURSDAY)
    lines = guidance_for("birthday", speaker, phone="", is_call=False).lines
    assert [line.words for line in lines] == [
        "Maria, this is Sam at North. Happy birthday! That is all I am calling for."
    ]
