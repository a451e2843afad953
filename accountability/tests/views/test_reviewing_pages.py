"""The page of one missed call: reviewing, voiding; and correcting a log."""

import pytest

from accountability.models import AttemptCorrection, Miss, MissReview, MissVoid
from accountability.tests.actions.test_logged_late import log
from accountability.tests.sweeping import FRIDAY, THURSDAY, at, close, post_sale
from dealerfollow.testing.calls import stand_at


@pytest.fixture
def miss(cast, monkeypatch):
    stand_at(at(FRIDAY, 10), monkeypatch)
    call = post_sale(cast.north, cast.sam)
    close(cast.north, THURSDAY)
    log(call, cast.sam, at(THURSDAY, 22, 10), made_at=at(THURSDAY, 17, 50))
    return Miss.objects.get()


def test_edge_26_the_manager_voids_it_from_its_page_and_both_totals_show(cast, miss, sign_in):
    client = sign_in(cast.maya)
    listed = client.get("/accountability/misses/?tab=open").content.decode()
    assert f"/accountability/misses/{miss.pk}/" in listed
    response = client.post(
        f"/accountability/misses/{miss.pk}/void/", {"reason": "absence"}, follow=True
    )
    page = response.content.decode()
    assert "Voided by Maya Torres: Absence entered late" in page
    assert "/void/" not in page
    listed = client.get("/accountability/misses/?tab=open").content.decode()
    assert "1 call not made" in listed
    assert "1 was voided by a manager: 0 count." in listed
    dashboard = client.get("/accountability/").content.decode()
    assert "1 voided (1 missed before that)" in dashboard


def test_edge_30_the_ledger_says_logged_late_with_the_claimed_time(cast, miss, sign_in):
    page = sign_in(cast.maya).get(f"/accountability/misses/{miss.pk}/").content.decode()
    assert "Logged late, made Mar 5, 5:50 PM (claimed)" in page


def test_a_review_is_kept_and_shown(cast, miss, sign_in):
    client, url = sign_in(cast.maya), f"/accountability/misses/{miss.pk}/review/"
    assert client.post(url, {"next_step": " "}).status_code == 422
    assert not MissReview.objects.exists()
    page = client.post(url, {"next_step": "Talk with Sam"}, follow=True).content.decode()
    assert "Reviewed by Maya Torres" in page
    assert "Talk with Sam" in page
    assert "(self)" not in page


def test_edge_85_a_review_of_ones_own_is_labelled_self(cast, miss, sign_in):
    own = post_sale(cast.north, cast.maya)
    Miss.objects.create(
        group=cast.group,
        store=cast.north,
        follow_up=own,
        counted_for=cast.maya,
        because="owner",
        due_on=THURSDAY,
        day=THURSDAY,
        created_at=at(THURSDAY, 22),
    )
    url = f"/accountability/misses/{own.miss.pk}/"
    sign_in(cast.maya).post(f"{url}review/", {"next_step": "I call today"})
    page = sign_in(cast.grace).get(url).content.decode()
    assert "Reviewed by Maya Torres (self)" in page


@pytest.mark.parametrize("what", ["review", "void"])
def test_who_may_not_review_changes_nothing(cast, miss, sign_in, what):
    url = f"/accountability/misses/{miss.pk}/{what}/"
    assert sign_in(cast.sam).post(url, {"reason": "absence", "next_step": "x"}).status_code == 403
    assert not MissVoid.objects.exists()
    assert not MissReview.objects.exists()


def test_edge_80_who_logged_it_corrects_it_in_words(cast, miss, sign_in):
    attempt = miss.follow_up.effects.get().attempt
    client, url = sign_in(cast.sam), f"/accountability/attempts/{attempt.pk}/correct/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"words": ""}).status_code == 422
    response = client.post(url, {"words": "Another Maria"}, follow=True)
    assert "The log and the correction are both kept." in response.content.decode()
    assert AttemptCorrection.objects.get().by == cast.sam
    page = sign_in(cast.maya).get(f"/accountability/misses/{miss.pk}/").content.decode()
    assert "A log was corrected by Sam Rivera" in page


def test_edge_80_a_colleague_cannot_correct_it(cast, miss, sign_in):
    attempt = miss.follow_up.effects.get().attempt
    url = f"/accountability/attempts/{attempt.pk}/correct/"
    assert sign_in(cast.bea).post(url, {"words": "x"}).status_code == 403
    assert not AttemptCorrection.objects.exists()
