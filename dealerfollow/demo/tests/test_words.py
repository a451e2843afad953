"""What the demo's departments say fits what they owe."""

from dealerfollow.demo.words import NEWS, PROMISES


def test_every_promise_has_words_of_its_own_some_ready_and_some_not():
    assert set(NEWS) == {item for item, _, _ in PROMISES}
    for said in NEWS.values():
        assert {is_ready for _, is_ready in said} == {True, False}
