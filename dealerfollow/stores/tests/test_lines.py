"""Settings that are typed as lines."""

import pytest

from dealerfollow.stores.rules.lines import (
    LineError,
    days_by_make,
    review_sites,
    text_of_days,
    text_of_sites,
)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", {}),
        ("Honda 5, BMW 14", {"honda": 5, "bmw": 14}),
        ("Honda 5\r\nLand  Rover: 10\n\n", {"honda": 5, "land rover": 10}),
        ("HONDA 5\nhonda 6", {"honda": 6}),
        ("Peugeot 208 7", {"peugeot 208": 7}),
    ],
)
def test_days_are_read_make_by_make(text, days):
    assert days_by_make(text) == days
    assert days_by_make(text_of_days(days)) == days


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Honda", "no_days", "Honda"),
        ("5", "no_days", "5"),
        ("Honda five", "no_days", "Honda five"),
        ("Honda 5\nBMW 1", "days_out_of_reach", "BMW 1"),
        ("Honda 91", "days_out_of_reach", "Honda 91"),
        ("Honda 99999999999999", "no_days", "Honda 99999999999999"),
        ("x" * 41 + " 5", "no_days", "x" * 41 + " 5"),
        (
            "\n".join(f"{chr(97 + n % 26) * (2 + n // 26)} 5" for n in range(41)),
            "too_many",
            "ooo 5",
        ),
    ],
)
def test_a_line_without_make_or_days_is_named(text, code, line):
    with pytest.raises(LineError) as refused:
        days_by_make(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_sites_are_read_in_their_order():
    text = "Google https://g.page/north?x=1,2\n Cars.com: https://cars.com/dealers/1"
    sites = [
        {"name": "Google", "url": "https://g.page/north?x=1,2"},
        {"name": "Cars.com", "url": "https://cars.com/dealers/1"},
    ]
    assert review_sites(text) == sites
    assert review_sites(text_of_sites(sites)) == sites
    assert review_sites("") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Google", "no_address"),
        ("https://g.page/north", "no_address"),
        ("Google http://g.page/north", "not_https"),
        ("Google javascript:alert(1)", "not_https"),
        ("Google https://[", "no_address"),
        ("Google https://localhost/", "not_https"),
        ("Google https://me@g.page/", "not_https"),
        ("Google https://a.b/1\ngoogle https://a.b/2", "twice"),
        ("\n".join(f"Site{n} https://a.b/{n}" for n in range(9)), "too_many"),
        ("x" * 41 + " https://a.b/", "no_address"),
    ],
)
def test_a_line_without_name_or_safe_link_is_named(text, code):
    with pytest.raises(LineError) as refused:
        review_sites(text)
    assert refused.value.code == code
