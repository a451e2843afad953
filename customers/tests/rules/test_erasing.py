"""Erasing: what stands in the way, and what keeps the stop."""

from datetime import date

import pytest

from customers.rules.erasing import Erasable, OpenPromise, hash_of, preview_of

KEY = b"of the group"
PLATES = OpenPromise(5, "Plates", date(2026, 3, 3))


def test_edge_84_an_open_we_owe_is_listed_and_refuses():
    preview = preview_of(Erasable(promises=(PLATES,), counts=(("phone", 2), ("email", 0))), key=KEY)
    assert not preview.is_allowed
    assert [(h.code, h.words, h.we_owe_id) for h in preview.hindrances] == [
        ("open_we_owe", "Plates", 5)
    ]
    assert preview.goes == (("phone", 2),)


def test_edge_84_a_legal_hold_refuses_with_its_words_first():
    preview = preview_of(Erasable(hold="Case 26-114", promises=(PLATES,)), key=KEY)
    assert [h.code for h in preview.hindrances] == ["legal_hold", "open_we_owe"]
    assert preview.hindrances[0].words == "Case 26-114"


def test_edge_84_what_the_customer_owes_does_not_keep_their_data():
    owed = OpenPromise(6, "Title of the trade", is_owed_by_store=False)
    assert preview_of(Erasable(promises=(owed,)), key=KEY).is_allowed


def test_edge_84_a_stopped_number_is_kept_as_a_keyed_hash():
    preview = preview_of(Erasable(stopped_values=("+12125550177", "A@x.com", "a@x.com")), key=KEY)
    assert preview.is_allowed
    assert set(preview.kept_hashes) == {
        hash_of("+12125550177", key=KEY),
        hash_of("a@x.com", key=KEY),
    }
    assert "+12125550177" not in "".join(preview.kept_hashes)
    assert hash_of("+12125550177", key=b"another group") not in preview.kept_hashes


def test_edge_84_a_hash_without_a_key_is_refused():
    with pytest.raises(ValueError, match="guessed"):
        hash_of("+12125550177", key=b"")
