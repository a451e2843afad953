"""Perhaps the same person: what is the same, what differs, and how likely that makes it."""

import pytest

from customers.rules.likeness import by_degree, likeness
from customers.rules.matching import PersonKeys

PHONE, LINE = frozenset({"+12125550177"}), frozenset({"+12125550100"})
MAIL = frozenset({"ana@example.com"})


def person(first="Ana", last="Reyes", **keys):
    return PersonKeys(first=first, last=last, **keys)


@pytest.mark.parametrize(
    ("one", "other", "degree", "same", "differs"),
    [
        (person(phones=PHONE), person(phones=PHONE), "very_likely", ("number", "name"), ()),
        (person(emails=MAIL), person(emails=MAIL), "very_likely", ("address", "name"), ()),
        (
            person(phones=PHONE),
            person("Bill", phones=PHONE),
            "hardly",
            ("number", "last_name"),
            ("first_name",),
        ),
        (
            person(phones=PHONE),
            person("A", phones=PHONE),
            "perhaps",
            ("number", "last_name"),
            (),
        ),
        (
            person(phones=PHONE, suffix="Sr"),
            person(phones=PHONE, suffix="Jr"),
            "hardly",
            ("number", "name"),
            ("suffix",),
        ),
        (
            person(phones=PHONE),
            person("", "Reyes Plumbing", phones=PHONE, is_business=True),
            "hardly",
            ("number",),
            ("kind",),
        ),
        (person(), person("Zoe", "Quist"), "hardly", (), ("first_name",)),
    ],
    ids=["number+name", "mail+name", "spouse", "initial", "generation", "firm", "nothing"],
)
def test_how_alike_two_entries_are(one, other, degree, same, differs):
    found = likeness(one, other)
    assert (found.degree, found.same, found.differs) == (degree, same, differs)


def test_the_stores_own_line_makes_nobody_alike():
    found = likeness(person(phones=LINE), person("Zoe", "Quist", phones=LINE), never_match=LINE)
    assert (found.degree, found.same) == ("hardly", ())


def test_the_likeliest_come_first():
    pairs = [
        (1, likeness(person(phones=PHONE), person("Bill", phones=PHONE))),
        (2, likeness(person(phones=PHONE), person(phones=PHONE))),
    ]
    assert [pk for pk, _ in by_degree(pairs)] == [2, 1]
