"""A dealer group and its stores (rooftops)."""

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from dealerfollow.lib.workdays import WeeklyHours
from dealerfollow.tenancy.constraints import InGroup
from dealerfollow.tenancy.models import TenantModel, tenant_constraints

Hours = dict[str, list[str]]


def default_hours() -> Hours:
    """Monday to Saturday 9 to 8, closed on Sunday: the usual American store."""
    return {str(day): ["09:00", "20:00"] for day in range(6)}


def default_holidays() -> list[str]:
    """The days on which nearly every store is closed."""
    return ["New Year's Day", "Thanksgiving Day", "Christmas Day"]


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones; read once, since 600 files are looked at for them."""
    return frozenset(available_timezones())


def known_time_zone(value: str) -> None:
    """Raises ValidationError unless `value` names a time zone."""
    if value not in time_zones():
        raise ValidationError(_("Choose a time zone such as America/New_York."))


def readable_hours(value: Hours) -> None:
    """Raises ValidationError unless `value` can be read as weekly hours."""
    try:
        WeeklyHours.from_json(value)
    except (ValueError, TypeError, AttributeError) as problem:
        raise ValidationError(str(problem)) from problem


class Group(models.Model):
    """The company that owns stores: the tenant."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    owners_move_along = models.BooleanField(
        _("owners move along with their salesperson"), default=False, db_default=False
    )

    class Meta:
        constraints = [InGroup(name="group_in_group", column="id")]

    def __str__(self) -> str:
        return self.name


class Store(TenantModel):
    """One dealership location. Its days begin and end in its own time zone."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)  # everywhere: it is named in commands and addresses
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=2)
    time_zone = models.CharField(_("time zone"), max_length=60, validators=[known_time_zone])
    weekly_hours = models.JSONField(default=default_hours, validators=[readable_hours])
    holiday_names = models.JSONField(default=default_holidays)
    follow_up_starts_on = models.DateField(_("follow-up starts on"))
    day_ends_at = models.TimeField(_("day ends at"), default=time(21))
    sells_new = models.BooleanField(_("sells new cars"), default=True)
    survey_opens_days = models.PositiveSmallIntegerField(
        _("survey opens, days after delivery"),
        default=8,
        validators=[MinValueValidator(2), MaxValueValidator(90)],
    )
    survey_days_by_make = models.JSONField(
        _("survey opens, by make"), db_default={}, default=dict, blank=True
    )  # {"honda": 5}: the makers do not agree; the others as above
    survey_low_under = models.PositiveSmallIntegerField(
        _("a survey score is low under"), db_default=80, default=80
    )
    review_sites = models.JSONField(
        _("review sites"), db_default=[], default=list, blank=True
    )  # [{"name": "Google", "url": "https://…"}]
    cards_a_day = models.PositiveSmallIntegerField(
        _("cards a person a day"),
        default=25,
        validators=[MinValueValidator(5), MaxValueValidator(200)],
    )
    does_bdc_satisfy = models.BooleanField(
        _("a BDC call satisfies the salesperson's"), default=False
    )
    minutes_a_call = models.PositiveSmallIntegerField(_("minutes a call takes"), default=5)
    sold_file_expected_at = models.TimeField(_("sold file expected at"), null=True, blank=True)

    closed_on: frozenset[date] | None = None  # as declared, where they were read with the store

    class Meta:
        constraints = tenant_constraints("store")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The store's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def hours(self) -> WeeklyHours:
        """The store's weekly opening hours."""
        return WeeklyHours.from_json(self.weekly_hours)

    def day_of(self, now: datetime) -> date:
        """The store's own date at `now` (aware): never the UTC date."""
        return now.astimezone(self.zone).date()
