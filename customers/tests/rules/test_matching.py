"""Who is the same person? Decision 9."""

import pytest

from customers.rules.matching import Match, PersonKeys, find_match, fold_name, match_reason

PHONE = "+16025550123"
MARIA = PersonKeys(
    first="María",
    last="García López",
    source_ids=frozenset({("cdk", "55")}),
    emails=frozenset({"Maria@Example.com"}),
    phones=frozenset({PHONE}),
    vins=frozenset({"1HGCM82633A004352"}),
)


def person(first: str = "", last: str = "", **keys: object) -> PersonKeys:
    return PersonKeys(first=first, last=last, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        pytest.param(person(source_ids=frozenset({("cdk", "55")})), "source_id", id="own-id"),
        pytest.param(person(source_ids=frozenset({("web", "55")})), None, id="other-source"),
        pytest.param(
            person("Dana", "GARCIA LOPEZ", emails=frozenset({"maria@example.com"})),
            "email_and_last_name",
            id="email-and-last-name-without-accents",
        ),
        pytest.param(
            person("Maria", "Garcia", emails=frozenset({"maria@example.com"})),
            "email_and_last_name",
            id="one-of-two-surnames",
        ),
        pytest.param(
            person("Maria", "Smith", emails=frozenset({"maria@example.com"})),
            None,
            id="email-alone",
        ),
        pytest.param(
            person("maria", "garcia lopez", phones=frozenset({PHONE})),
            "phone_and_name",
            id="phone-and-full-name",
        ),
        pytest.param(
            person("Jose", "Garcia Lopez", phones=frozenset({PHONE})), None, id="husband-same-phone"
        ),
        pytest.param(person(phones=frozenset({PHONE})), None, id="phone-alone"),
        pytest.param(person(vins=MARIA.vins), None, id="vin-alone"),
        pytest.param(
            person("Maria", "Garcia Lopez", vins=MARIA.vins), None, id="vin-and-name-only-suggest"
        ),
    ],
)
def test_what_matches_by_itself(other: PersonKeys, reason: str | None) -> None:
    assert match_reason(MARIA, other) == reason
    assert match_reason(other, MARIA) == reason


def test_numbers_that_belong_to_nobody_never_match() -> None:
    other = person("Maria", "Garcia Lopez", phones=frozenset({PHONE}))
    assert match_reason(MARIA, other, never_match=frozenset({PHONE})) is None


def test_relay_addresses_never_match() -> None:
    relay = frozenset({"abc123@reply.craigslist.org"})
    assert (
        match_reason(person("A", "Smith", emails=relay), person("B", "Smith", emails=relay)) is None
    )


def test_father_and_son_of_one_name_and_landline_are_two() -> None:
    shared = frozenset({PHONE})
    father = person("John", "Smith", suffix="Sr", phones=shared)
    assert match_reason(father, person("John", "Smith", suffix="Jr", phones=shared)) is None
    assert match_reason(father, person("John", "Smith", phones=shared)) == "phone_and_name"


def test_a_last_name_alone_on_one_landline_is_a_household_not_a_person() -> None:
    one = person("", "Smith", phones=frozenset({PHONE}))
    assert match_reason(one, one) is None
    firm = person("", "Acme Plumbing LLC", phones=frozenset({PHONE}), is_business=True)
    assert match_reason(firm, firm) == "phone_and_name"


def test_one_match_is_found_and_the_rest_of_the_household_is_suggested() -> None:
    son = person("Leo", "Garcia", phones=frozenset({PHONE}))
    new = person("Maria", "Garcia Lopez", phones=frozenset({PHONE}))
    assert find_match(new, [(1, son), (2, MARIA)]) == Match(2, "phone_and_name", (1,))


def test_two_equal_matches_are_for_a_person_to_judge() -> None:
    new = person("Maria", "Garcia Lopez", phones=frozenset({PHONE}))
    assert find_match(new, [(1, MARIA), (2, MARIA)]) == Match(None, None, (1, 2))


def test_a_stronger_reason_wins_over_a_weaker_one() -> None:
    namesake = person("Maria", "Garcia Lopez", phones=frozenset({PHONE}))
    by_id = person("M", "G", source_ids=frozenset({("cdk", "55")}))
    found = find_match(MARIA, [(1, namesake), (2, by_id)])
    assert (found.found, found.reason) == (2, "source_id")


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("María-José  Núñez", "maria jose nunez", id="accents-and-hyphen"),
        pytest.param("O'Brien", "obrien", id="apostrophe"),
        pytest.param("O’Brien", "obrien", id="curly-apostrophe"),
        pytest.param("Søren Łuczak", "soren luczak", id="letters-of-their-own"),
        pytest.param("", "", id="empty"),
    ],
)
def test_names_are_compared_without_case_and_accents(name: str, folded: str) -> None:
    assert fold_name(name) == folded
