"""The frame is kept between requests, and yet shows each person their own name, store and pages."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def frame_of(client) -> str:
    return client.get(reverse("customers:search")).content.decode()


def test_each_person_sees_their_own_name_and_pages(cast, sign_in):
    sam, maya = sign_in(cast.sam), sign_in(cast.maya)
    numbers = f'href="{reverse("accountability:dashboard")}"'
    record_of = {
        who: reverse("accountability:record", args=[who.pk]) for who in (cast.sam, cast.maya)
    }

    for _ in range(2):  # drawn, then kept
        of_sam, of_maya = frame_of(sam), frame_of(maya)
        assert cast.sam.name in of_sam and cast.maya.name not in of_sam
        assert cast.maya.name in of_maya and cast.sam.name not in of_maya
        assert numbers in of_maya and numbers not in of_sam
        assert record_of[cast.sam] in of_sam and record_of[cast.sam] not in of_maya
        assert record_of[cast.maya] in of_maya and record_of[cast.maya] not in of_sam


def test_a_new_name_is_on_the_next_page(cast, sign_in):
    sam = sign_in(cast.sam)
    frame_of(sam)
    cast.sam.name = "Samuel Rivera-Ortiz"
    cast.sam.save(update_fields=["name"])

    assert "Samuel Rivera-Ortiz" in frame_of(sam)


def test_another_store_is_marked_once_it_is_chosen(cast, sign_in):
    grace = sign_in(cast.grace)
    before = frame_of(grace)
    grace.post(reverse("stores:choose"), {"store": cast.south.pk, "next": "/customers/"})
    after = frame_of(grace)

    mark = 'value="{}" aria-current="true"'
    assert mark.format(cast.north.pk) in before and mark.format(cast.south.pk) not in before
    assert mark.format(cast.south.pk) in after and mark.format(cast.north.pk) not in after


def test_choosing_a_store_comes_back_to_this_page(cast, sign_in):
    page = frame_of(sign_in(cast.grace))

    assert f'<form method="post" action="{reverse("stores:choose")}" id="choose-store"' in page
    assert f'name="next" value="{reverse("customers:search")}"' in page


def test_somebody_of_one_store_has_nothing_to_choose(cast, sign_in):
    assert "choose-store" not in frame_of(sign_in(cast.sam))
