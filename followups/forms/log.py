"""What happened: parsed, never judged; the rules judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.fields import DayField
from followups.actions import LogDetails
from followups.forms.log_details import STOPS, details_of, outcome_of
from followups.forms.log_fields import LogFields
from followups.forms.log_unsaid import leave_unsaid
from followups.forms.parts import offer, put_problems
from followups.forms.ticking import box_words, boxes_of, value_of
from followups.forms.widgets import Boxes, Day, ManyHidden
from followups.queries.card_page import CardPage
from followups.rules.outcomes import NEWS_OF_LIFE, OUTCOMES_BY_CHANNEL, digits_of
from followups.words.days import clock, day
from followups.words.labels import OUTCOMES, kind_name
from followups.words.numbers import national
from followups.words.problems import problem_words

FIRST = 5  # outcomes that are one tap away; the sixth is "other"
IN_MORE = ("call_back", "asked_to_stop", *NEWS_OF_LIFE)  # they ask for more than a tap
FIELD_OF = {"is_all_good": "told_news", "stop_scope": "more_outcome", "made_on": "outcome"}


@dataclass(frozen=True)
class ToldRow:
    """A we-owe of the card with the field for the date told."""

    item: str
    detail: str
    is_late: bool
    field: Any
    pk: int
    is_settled: bool


class LogForm(LogFields):
    """The log of one card, which says what can be picked; `people` by id, whom one may name."""

    def __init__(
        self,
        card: CardPage,
        data: QueryDict | None = None,
        *,
        people: Mapping[int, str] | None = None,
    ) -> None:
        self.card = card
        super().__init__(data, initial=self._initial(card))
        self._offer_follow_ups(card)
        self._offer_outcomes(card)
        self._offer_people(card)
        numbers = [(number, national(number)) for number in card.reach.numbers]
        offer(self, "number", [("", "—"), *numbers])
        named = sorted((people or {}).items(), key=lambda one: one[1])
        offer(self, "call_back_by", [("", "—"), *((str(pk), name) for pk, name in named)])
        gains = dict.fromkeys(reason.gain for reason in card.brief.reasons if reason.gain)
        offer(self, "gained", [(gain, gain) for gain in gains])
        offer(self, "review_sites", [(site.name, site.name) for site in card.asks.sites])
        self._offer_voicemail_reasons(card)
        for owed in card.owes:
            self.fields[f"told_{owed.pk}"] = DayField(label=owed.item, required=False, widget=Day())

    @staticmethod
    def _initial(card: CardPage) -> dict[str, Any]:
        told = {
            f"told_{owed.pk}": owed.promised_on
            for owed in card.owes
            if owed.promised_on and owed.promised_on >= card.today
        }
        return {
            "key": uuid4(),
            "shown": ",".join(str(row.pk) for row in (*card.rows, *card.later)),
            "seen": card.seen,
            "next": card.next_id,
            "usage": card.customer.how_they_use_it,
            "voicemail_reason": card.asks.voicemail_reason,
            "follow_ups": [value_of(rows) for rows in boxes_of(card.rows)],
            **told,
        }

    def _offer_follow_ups(self, card: CardPage) -> None:
        rows = [(value_of(rows), box_words(rows, card)) for rows in boxes_of(card.rows)]
        rows += [(str(r.pk), f"{kind_name(r.kind)}, {day(r.due_on)}") for r in card.later]
        field = self.fields["follow_ups"]
        field.widget = Boxes() if len(rows) > 1 else ManyHidden()
        offer(self, "follow_ups", rows)

    def _offer_outcomes(self, card: CardPage) -> None:
        channel: Any = card.rows[0].channel
        offered = OUTCOMES_BY_CHANNEL[channel]
        first = [code for code in offered if code not in IN_MORE][:FIRST]
        more = [code for code in offered if code not in first and code != "asked_to_stop"]
        more += [code for code in ("someone_else",) if code not in (*first, *more)]
        offer(self, "outcome", [(c, OUTCOMES[c]) for c in (*first, "other")])
        offer(self, "more_outcome", [(c, OUTCOMES[c]) for c in (*more, *STOPS)])

    def _offer_voicemail_reasons(self, card: CardPage) -> None:
        """The card's reasons, the one to say now already picked: saying the same again is theirs
        to choose, knowingly (line 51)."""
        titles = [reason.title[:200] for reason in card.brief.reasons] if card.brief.codes else []
        offer(self, "voicemail_reason", [(title, title) for title in titles])

    def _offer_people(self, card: CardPage) -> None:
        """The customer, and a co-buyer on the deal: a talk with either is the call (edge 68)."""
        others = [(str(other.pk), other.name) for other in card.co_buyers]
        offer(self, "answered_by", [("", card.short_name), *others])

    @property
    def outcome_radios(self) -> list[tuple[Any, str]]:
        """The outcomes that are one tap away, each with its digit; "" for one without."""
        radios = list(self["outcome"])
        digits = digits_of(radio.data["value"] for radio in radios)
        return [(radio, digits.get(radio.data["value"], "")) for radio in radios]

    @property
    def told_rows(self) -> list[ToldRow]:
        """The we-owes of the card, each with its field."""
        settled = self["settled"].value() or []
        return [
            ToldRow(
                line.item,
                line.detail,
                line.is_late,
                self[f"told_{owed.pk}"],
                owed.pk,
                str(owed.pk) in settled,
            )
            for owed, line in zip(self.card.owes, self.card.brief.owes, strict=True)
        ]

    def clean(self) -> dict[str, Any]:
        """What belongs together; the rest is for the rules."""
        found: dict[str, Any] = super().clean() or {}
        leave_unsaid(self, outcome_of(found))
        if "key" in self.errors:
            del self.errors["key"]
            self.add_error(None, problem_words("key_required"))
        if found.get("told_news") == "changed" and not self._says_what_changed(found):
            self.add_error("told_news", problem_words("told_which"))
        if found.get("call_back_at") and not found.get("call_back_on"):
            self.add_error("call_back_on", problem_words("time_without_day"))
        if found.get("promise_item") and not found.get("promise_by"):
            self.add_error("promise_by", problem_words("promise_needs_day"))
        if found.get("promise_by") and not found.get("promise_item"):
            self.add_error("promise_item", problem_words("promise_needs_item"))
        return found

    def _says_what_changed(self, found: Mapping[str, Any]) -> bool:
        """A date for one of the we-owes, that they have one, or a date that cannot be read."""
        names = {f"told_{owed.pk}" for owed in self.card.owes}
        return bool(found.get("settled") or any(found.get(name) for name in names)) or bool(
            names & self.errors.keys()
        )

    def details(
        self, *, today: date, is_second: bool = False, zone: tzinfo | None = None
    ) -> LogDetails:
        """The log as the action takes it; a time typed is of `zone`. Only after is_valid()."""
        found = self.cleaned_data
        return details_of(found, self.card, today=today, is_second=is_second, zone=zone)

    def refuse(self, problems: Mapping[str, str], *, offer: datetime | None = None) -> None:
        """Puts the problems of the rules next to their fields; `offer` is the next open slot."""
        where = FIELD_OF
        if self.cleaned_data.get("outcome") == "other":
            where = {**FIELD_OF, "outcome": "more_outcome", "made_on": "more_outcome"}
        put_problems(self, problems, where)
        if offer is not None:
            words = _("The next open time is %(day)s, %(time)s.")
            slot = {"day": day(offer.date()), "time": clock(offer)}
            self.add_error("call_back_on", words % slot)
