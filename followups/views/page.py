"""The page of the day, whichever address asked for it: list, card, and what was just done."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import StoreDay, store_day
from dealerfollow.stores.scope import Scope
from dealerfollow.web.addresses import address_of
from followups.actions.snooze import days_of_card
from followups.forms import LogForm, SnoozeForm
from followups.models import FollowUp
from followups.queries.bdc_list import Filter, Lens, bdc_list
from followups.queries.call_sheet import SheetCard, call_sheet
from followups.queries.card import card_of
from followups.queries.card_page import CardPage
from followups.queries.card_parts import Asked
from followups.queries.today import CallList, call_list
from followups.rules.call_list import dealt
from followups.rules.days_off import works_after
from followups.rules.snoozing import MAX_SNOOZES, offers
from followups.views.lens import ALL, NAMES, lens_of, with_more
from followups.words.days import near_day

TEMPLATE = "followups/today.html"


@dataclass(frozen=True)
class Saved:
    """What was just done, with the way back."""

    strong: str
    words: str
    undo_url: str = ""
    is_earlier: bool = False  # what Undo takes back is the log before, named in the words
    draft: str = ""


@dataclass
class Day:
    """One person's day at one store, at the moment of a request."""

    request: HttpRequest
    scope: Scope
    store_day: StoreDay
    may_cover: bool
    filters: tuple[Filter, ...] = ()  # over the BDC's list

    @classmethod
    def of(cls, request: HttpRequest, store: Store | None = None) -> "Day":
        """At the store of a row, or the one on screen."""
        scope: Scope = request.scope  # type: ignore[attr-defined]
        store = store or store_with_calls(scope, request)
        day = store_day(store, now=request.now)  # type: ignore[attr-defined]
        return cls(request, scope, day, scope.has("calls.cover", store.pk))

    def list(self, current_customer_id: int | None = None) -> CallList:
        """The person's call list; the BDC's as the address asks for it."""
        user = self.scope.user
        assert user
        calls = call_list(
            self.store_day,
            user,
            may_cover=self.may_cover,
            current_customer_id=current_customer_id,
        )
        if not (self.may_cover and calls.staff.is_bdc(user.pk)):
            return calls
        lens, others = lens_of(self.request), self._others()
        calls, filters = bdc_list(
            calls, self.store_day, others, user, lens, current_customer_id=current_customer_id
        )
        self.filters = (*filters, *_stores_filter(self.scope, lens))
        return calls

    def _others(self) -> tuple[StoreDay, ...]:
        """The days of the person's other stores, where the list of all of them is asked for."""
        if lens_of(self.request).stores != ALL:
            return ()
        ids = set(self.scope.stores_with("calls.cover")) - {self.store_day.store.pk}
        now = self.store_day.now
        return tuple(store_day(s, now=now) for s in self.scope.stores if s.pk in ids)

    def on_paper(self) -> tuple[SheetCard, ...]:
        """The same list as it is printed, each store's by itself."""
        user = self.scope.user
        assert user
        days = (self.store_day, *(self._others() if self.may_cover else ()))
        lens = lens_of(self.request)
        return tuple(
            card
            for day in days
            for card in call_sheet(day, user, may_cover=self.may_cover, lens=lens)
        )

    def card(
        self, asked: Asked | FollowUp, calls: CallList, *, is_closed: bool = False
    ) -> CardPage | None:
        """The card of a follow-up, or None when nothing on it is open (see card_of)."""
        assert self.scope.user
        asked = Asked.of(asked) if isinstance(asked, FollowUp) else asked
        here, staff = calls.days.get(asked.store_id, (self.store_day, calls.staff))
        found = card_of(
            asked,
            here,
            staff,
            self.scope.user,
            may_cover=self.may_cover,
            places=tuple(zip(calls.ids, calls.urls, strict=True)),
            place=calls.place_of(asked.customer_id),
            is_closed=is_closed,
        )
        return replace(found, keep=calls.keep) if found and calls.keep else found

    def next_after(self, next_id: int | None) -> tuple[CallList, CardPage | None, str]:
        """Today's list anew, the card that comes next, and its address.

        The card that stood next on the page, while it is still due; else the first. A call back
        that was asked for at a later time is not dealt before.
        """
        calls = self.list()
        if not calls.ids:
            return calls, None, address_of("followups:today") + calls.keep
        wished = calls.ids.index(next_id) if next_id in calls.ids else 0
        place = dealt(calls.cards, self.store_day.now, wished)
        return calls.mark(place), self.card(calls.asked(place), calls), calls.urls[place]

    def render(
        self,
        calls: CallList,
        card: CardPage | None,
        *,
        is_list: bool = False,
        form: LogForm | None = None,
        snooze_form: SnoozeForm | None = None,
        saved: Saved | None = None,
        conflict: dict[str, Any] | None = None,
        done_words: tuple[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page, or for htmx only what changes in it."""
        context = {
            "is_list": is_list,
            "day": self._frame(calls),
            "groups": calls.groups,
            "more_words": calls.more_words,
            "card": card,
            "form": form or (LogForm(card) if card else None),
            "snooze": self._snooze(card, calls, snooze_form) if card else None,
            "is_guidance_open": self._is_guidance_open(calls),
            "saved": saved,
            "conflict": conflict,
            "beside_url": _beside(self.request, calls) if is_list and not card else "",
            "empty": None
            if card or conflict or (is_list and calls.urls)
            else _empty(self, calls, done_words),
        }
        is_part = bool(self.request.headers.get("HX-Request"))
        template = f"{TEMPLATE}#today" if is_part else TEMPLATE
        return TemplateResponse(self.request, template, context, status=status)

    def go(
        self, url: str, calls: CallList, card: CardPage | None, saved: Saved | None, *, trigger: str
    ) -> HttpResponse:
        """For htmx: on to that address, with what was just done over it."""
        response = self.render(calls, card, is_list=card is None, saved=saved)
        response["HX-Push-Url"] = url
        response["HX-Trigger"] = trigger
        return response

    def _frame(self, calls: CallList) -> dict[str, Any]:
        return {
            "done": calls.logged,
            "total": calls.logged + calls.left,
            "left": calls.left,
            "count_words": _count_words(calls),
            "left_words": calls.left_words,
            "bar_parts": calls.bar_parts,
            "bar_label": calls.bar_label,
            "keep": calls.keep,
            "list_url": address_of("followups:today") + calls.keep,
            "filters": self.filters,
            "first_card_url": calls.first_url(self.store_day.now),
            "search_url": address_of("customers:search"),
            "tabs": [],
        }

    def _is_guidance_open(self, calls: CallList) -> bool:
        """As this person left it on this device; before that, open for who is new here."""
        assert self.scope.user
        left = self.request.COOKIES.get(f"guidance-{self.scope.user.pk}")
        return left == "open" if left else calls.staff.is_new(self.scope.user.pk)

    def _snooze(
        self, card: CardPage, calls: CallList, form: SnoozeForm | None
    ) -> dict[str, Any] | None:
        if not card.can_snooze or (card.snoozes >= MAX_SNOOZES and form is None):
            return None
        left = max(MAX_SNOOZES - card.snoozes, 0)
        words = _("Stays due %(day)s.") % {
            "day": near_day(card.rows[0].first_due_on, self.store_day.today)
        }
        if card.snoozes:
            words += " " + ngettext(
                "Snoozed %(n)d time; %(left)d left.",
                "Snoozed %(n)d times; %(left)d left.",
                card.snoozes,
            ) % {"n": card.snoozes, "left": left}
        return {
            "url": card.snooze_url,
            "title": _("Snooze %(name)s") % {"name": card.name},
            "words": words,
            "form": form or self.snooze_form(calls, card),
        }

    def snooze_form(self, calls: CallList, card: CardPage, data: Any = None) -> SnoozeForm:
        """The form with the moments on offer now for this card."""
        assert self.scope.user
        day = self.store_day
        local = day.now.astimezone(day.store.zone)
        calendar = days_of_card(card.rows, day.calendar, day.today)
        worker = calls.staff.workers.get(self.scope.user.pk)
        offered = offers(
            local,
            calendar=calendar,
            next_working_on=works_after(worker, day.today, calendar),
            day_ends_at=day.store.day_ends_at,
        )
        return SnoozeForm(offered, local, data)


def go_on(day: Day, next_id: int | None, saved: Saved, *, trigger: str) -> HttpResponse:
    """The card that comes next, with what was just done over it; without htmx by redirect."""
    calls, card, url = day.next_after(next_id)
    if not day.request.headers.get("HX-Request"):
        messages.success(day.request, f"{saved.strong} {saved.words}")
        return redirect(url)
    return day.go(url, calls, card, saved, trigger=trigger)


def _stores_filter(scope: Scope, lens: Lens) -> tuple[Filter, ...]:
    """This store, one of the others, or all in one list; nothing for who works in one."""
    ids = set(scope.stores_with("calls.cover"))
    stores = [store for store in scope.stores if store.pk in ids]
    if len(stores) < 2:
        return ()
    on_screen = [s for s in stores if scope.store and s.pk == scope.store.pk]
    others = [(str(s.pk), s.name) for s in stores if s not in on_screen]
    first = [("", s.name) for s in on_screen]
    choices = (*first, *others, (ALL, _("All my stores")))
    return (Filter("stores", _("Store"), lens.stores, choices),)


def store_with_calls(scope: Scope, request: HttpRequest) -> Store:
    """The store asked for, else the one on screen, unless this person calls only for another."""
    ids = scope.stores_with("calls.work")
    asked = request.GET.get("stores", "")
    named = next((s for s in scope.stores if str(s.pk) == asked and s.pk in ids), None)
    if named is not None:
        return named
    if scope.store is not None and scope.store.pk in ids:
        return scope.store
    return next(s for s in scope.stores if s.pk in ids)


def _count_words(calls: CallList) -> SafeString:
    """ "3 of 12 logged", the numbers in bold; markup, since both are numbers."""
    words = _("<b>%(done)d of %(total)d</b> logged")
    return SafeString(words % {"done": calls.logged, "total": calls.logged + calls.left})


def _beside(request: HttpRequest, calls: CallList) -> str:
    """The first card, to be shown beside the list; it carries the news that the list shows."""
    if not calls.urls:
        return ""
    more = {name: value for name, value in request.GET.items() if name not in NAMES}
    first = calls.first_url(request.now)  # type: ignore[attr-defined]
    return with_more(first, **{**more, "beside": 1})


def _empty(day: Day, calls: CallList, done_words: tuple[str, str] | None) -> dict[str, Any]:
    """The next act, when there is no card to show."""
    search_url = address_of("customers:search")
    acts = [{"label": _("Find a customer"), "url": search_url, "icon": "search"}]
    if day.scope.has("deliveries.record"):
        acts.append(
            {"label": _("Record a delivery"), "url": address_of("deliveries:new"), "icon": "plus"}
        )
    if done_words is not None:
        title, words = done_words
        if calls.urls:
            first = calls.first_url(day.store_day.now)
            acts.insert(0, {"label": _("Next card"), "url": first, "icon": ""})
        return {"mark": "circle-check", "title": title, "words": words, "acts": acts}
    if calls.logged:
        title = _("All done for today")
        words = ngettext("%(n)d customer logged.", "%(n)d customers logged.", calls.logged) % {
            "n": calls.logged
        }
    else:
        title = _("Nothing due today")
        words = _("Record a delivery, and its first call comes by itself.")
    return {"mark": "circle-check", "title": title, "words": words, "acts": acts}
