"""Ticking what a log answers: follow-ups and we-owes that were on the card."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import ngettext

from dealerfollow.lib.ids import id_from, ids_from
from followups.forms.widgets import Hidden
from followups.models import FollowUp
from followups.queries.card_page import CardPage
from followups.rules.merging import FLEET
from followups.words.labels import kind_name


class Loose(forms.MultipleChoiceField):
    """Ids that were on the card when it was shown: what became of them is the action's to say.

    One box may stand for several follow-ups ("12-13-14"): the calls of a fleet (edge case 43).
    """

    def valid_value(self, value: Any) -> bool:
        """Numbers, with hyphens between several."""
        return all(id_from(part) for part in str(value).split("-"))

    @staticmethod
    def ids(values: list[str]) -> tuple[int, ...]:
        """All of them, once the field is clean."""
        return tuple(int(part) for value in values for part in value.split("-"))


class Numbers(forms.CharField):
    """Numbers with commas between them."""

    widget = Hidden

    def clean(self, value: Any) -> Any:
        """A tuple of int; what is no number is left out."""
        return tuple(ids_from(str(value or "").split(",")))


def boxes_of(rows: Sequence[FollowUp]) -> list[list[FollowUp]]:
    """What is ticked together: one follow-up, or those of one kind for the cars of a fleet."""
    by_kind: dict[str, list[FollowUp]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    return [
        box
        for same in by_kind.values()
        for box in ([same] if len(same) >= FLEET else [[row] for row in same])
    ]


def value_of(rows: Sequence[FollowUp]) -> str:
    """What the box of these follow-ups sends."""
    return "-".join(str(row.pk) for row in rows)


def box_words(rows: Sequence[FollowUp], card: CardPage) -> str:
    """What is ticked, with the car where two of a kind are due, or when it is merged from later."""
    row = rows[0]
    name = kind_name(row.kind)
    if len(rows) > 1:
        return ngettext("%(kind)s, %(n)d car", "%(kind)s, %(n)d cars", len(rows)) % {
            "kind": name,
            "n": len(rows),
        }
    if sum(other.kind == row.kind for other in card.rows) > 1 and row.delivery:
        return f"{name}, {row.delivery.vehicle.name}"
    return name
