"""The national registry and service visits: who may be rung without a fresh purchase."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from customers.actions.registry import OlderScrubError, keep_scrub
from customers.actions.services import keep_services
from customers.models import Customer, RegistryNumber, RegistryScrub
from customers.queries import contact_facts_of
from customers.rules.contactability import may_contact
from dealerfollow.lib.workdays import add_months
from dealerfollow.testing.sales import buyer, deliver, noon

TUESDAY = date(2026, 3, 3)
MOBILE, HOME = "+12125550177", "+16465550188"


@pytest.fixture
def owner(cast):
    """Bought 18 months and a day before TUESDAY; nothing since."""
    bought_on = add_months(TUESDAY, -18) - timedelta(days=1)
    told = buyer(phones=((MOBILE, "mobile"),))
    return deliver(cast.north, bought_on, buyer=told, salesperson=cast.sam).customer


def scrub(cast, numbers=(), *, codes=("212",), on=TUESDAY, now=None):
    return keep_scrub(cast.group, codes, numbers, scrubbed_on=on, now=now or noon(TUESDAY))


def answer(customer, channel="phone", on=TUESDAY):
    facts = contact_facts_of([Customer.objects.get(pk=customer.pk)])[customer.pk]
    return may_contact(facts, channel, "relationship", noon(on))


def test_edge_58_an_owner_of_18_months_and_a_day_who_is_registered_is_written_to(cast, owner):
    scrub(cast, [MOBILE])
    refused = answer(owner)
    assert (refused.reason, refused.next_at) == ("on_registry", None)
    assert refused.other_channels == ("email", "letter")
    assert answer(owner, on=TUESDAY - timedelta(days=1)).is_allowed  # the last day, inclusive


def test_edge_58_a_service_visit_two_months_ago_lets_them_be_rung(cast, owner):
    scrub(cast, [MOBILE])
    assert keep_services({owner.pk: add_months(TUESDAY, -2)}) == 1
    assert answer(owner).is_allowed
    known = Customer.objects.get(pk=owner.pk)
    assert known.last_serviced_on == date(2026, 1, 3)
    assert known.relationship_until == date(2027, 7, 3)


def test_edge_58_the_same_or_an_older_visit_is_no_news(owner):
    keep_services({owner.pk: date(2026, 1, 3)})
    before = Customer.objects.get(pk=owner.pk)
    assert keep_services({owner.pk: date(2026, 1, 3)}) == 0
    assert keep_services({owner.pk: date(2025, 1, 3)}) == 0
    after = Customer.objects.get(pk=owner.pk)
    assert (after.last_serviced_on, after.relationship_until) == (
        before.last_serviced_on,
        before.relationship_until,
    )


def test_edge_58_a_visit_long_ago_never_shortens_what_a_purchase_gives(cast):
    customer = deliver(cast.north, TUESDAY, salesperson=cast.sam).customer
    keep_services({customer.pk: date(2024, 1, 2)})
    assert Customer.objects.get(pk=customer.pk).relationship_until == date(2027, 9, 3)


def test_without_a_file_of_their_area_code_a_number_is_taken_as_registered(cast, owner):
    assert answer(owner).reason == "registry_not_checked"
    scrub(cast, codes=("646",))
    assert answer(owner).reason == "registry_not_checked"
    scrub(cast)
    assert answer(owner).is_allowed


def test_a_file_of_31_days_still_counts_and_one_of_32_does_not(cast, owner):
    scrub(cast, on=TUESDAY)
    assert answer(owner, on=TUESDAY + timedelta(days=31)).is_allowed
    stale = answer(owner, on=TUESDAY + timedelta(days=32))
    assert (stale.reason, stale.params["scrubbed_on"]) == ("registry_not_checked", "2026-03-03")


def test_who_was_on_an_old_file_stays_registered(cast, owner):
    scrub(cast, [MOBILE])
    assert answer(owner, on=TUESDAY + timedelta(days=90)).reason == "on_registry"


def test_the_strictest_of_all_their_numbers_counts(cast, owner):
    owner.phones.create(group=cast.group, number=HOME, rank=1)
    scrub(cast)
    assert answer(owner).reason == "registry_not_checked"  # 646 was never loaded
    scrub(cast, [HOME], codes=("646",))
    assert answer(owner).reason == "on_registry"
    owner.phones.filter(number=HOME).update(wrong_at=noon(TUESDAY))
    assert answer(owner).is_allowed  # a wrong number is nobody's to ring


def test_a_new_file_replaces_the_old_one_and_twice_is_once(cast, owner):
    assert scrub(cast, [MOBILE, "+12125550199", MOBILE]) == 2
    assert scrub(cast, [MOBILE, "+12125550199"]) == 2
    assert RegistryScrub.objects.count() == 1
    later = TUESDAY + timedelta(days=20)
    assert scrub(cast, ["+12125550199"], on=later, now=noon(later)) == 1
    assert answer(owner).is_allowed


def test_an_older_or_a_future_file_is_refused_and_changes_nothing(cast):
    scrub(cast, [MOBILE])
    with pytest.raises(OlderScrubError, match="212"):
        scrub(cast, on=TUESDAY - timedelta(days=1))
    with pytest.raises(OlderScrubError, match="future"):
        scrub(cast, on=TUESDAY + timedelta(days=1))
    assert list(RegistryNumber.objects.values_list("number", flat=True)) == [MOBILE]


def load(tmp_path, text, codes="212", on="2026-03-03"):
    file = tmp_path / "registry.txt"
    file.write_text(text)
    told = ("--store", "north", "--scrubbed-on", on, "--area-codes", codes)
    call_command("import_registry", *told, str(file), verbosity=0)


def test_the_command_reads_both_layouts(cast, tmp_path):
    load(tmp_path, "212,5550177\n\n(212) 555-0199\n2125550101\n")
    held = RegistryNumber.objects.order_by("number").values_list("number", flat=True)
    assert list(held) == ["+12125550101", "+12125550177", "+12125550199"]
    assert RegistryScrub.objects.get().scrubbed_on == TUESDAY


@pytest.mark.parametrize(
    ("text", "told", "says"),
    [
        pytest.param("2125550177\n555\n", {}, "line 2", id="not-a-number"),
        pytest.param("6465550177\n", {}, "646 was not told", id="another-area-code"),
        pytest.param("2125550177\n", {"codes": "21"}, "not area codes", id="bad-codes"),
        pytest.param("2125550177\n", {"on": "2999-01-01"}, "future", id="future"),
    ],
)
def test_a_wrong_file_keeps_nothing_at_all(cast, tmp_path, text, told, says):
    with pytest.raises(CommandError, match=says) as refused:
        load(tmp_path, text, **told)
    assert refused.value.returncode == 2
    assert not RegistryNumber.objects.exists() and not RegistryScrub.objects.exists()
