"""People: a user signs in; a membership says where they work and as what."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models.store import readable_hours
from dealerfollow.stores.rules.rights import GROUP_WIDE, Role
from dealerfollow.tenancy.constraints import CURRENT_USER, InGroup, SameGroup
from dealerfollow.tenancy.models import GroupKey, TenantModel

ROLE_NAMES = {
    Role.SALESPERSON: _("Salesperson"),
    Role.BDC_REP: _("BDC rep"),
    Role.BDC_LEAD: _("BDC lead"),
    Role.DEPARTMENT: _("Department"),
    Role.SALES_MANAGER: _("Sales manager"),
    Role.GM: _("GM"),
    Role.GROUP_ADMIN: _("Group admin"),
    Role.AUDITOR: _("Auditor"),
    Role.IT: _("IT"),
}


class UserManager(BaseUserManager["User"]):
    """Makes users; their e-mail address is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user with a lower-case e-mail address; raises IntegrityError if it exists."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """By e-mail address, in any case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in. Outside tenancy: sign-in happens before a group is known."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    held: tuple[Any, ...] = ()  # the scope.Held of a request's user, read with it

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        """Up to two capitals, for the round mark beside the name."""
        words = self.name.split()
        return "".join(w[0] for w in (words[:1] + words[1:][-1:])).upper()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters that read as English."""

    def active(self) -> "MembershipQuerySet":
        """Not ended, and the user may sign in."""
        return self.filter(ended_at=None, user__is_active=True)

    def at(self, store_id: int) -> "MembershipQuerySet":
        """Of this store (group-wide ones are not)."""
        return self.filter(store_id=store_id)

    def with_role(self, *roles: Role) -> "MembershipQuerySet":
        """With any of these roles."""
        return self.filter(role__in=[r.value for r in roles])


class Membership(TenantModel):
    """One person's role in one store, or in the whole group when `store` is null.

    Readable by its own user before any group's scope is open: that is how a scope is found.
    """

    store = GroupKey("stores.Store", null=True, blank=True, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    department = models.CharField(max_length=20, blank=True)  # for the role "department"
    dms_id = models.CharField(_("DMS id"), max_length=40, blank=True)
    weekly_hours = models.JSONField(null=True, blank=True, validators=[readable_hours])
    cover = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    started_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "id"], name="membership_group_id"),
            models.UniqueConstraint(
                fields=["group", "user", "store", "role"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(store__isnull=False) | Q(role__in=[r.value for r in GROUP_WIDE]),
                name="membership_store_unless_group_wide",
            ),
            SameGroup("store", name="membership_store_same_group", on_delete="CASCADE"),
            InGroup(name="membership_in_group", readable=f"user_id = {CURRENT_USER}"),
        ]
        indexes = [models.Index(fields=["store", "role"], name="membership_store_role")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def role_name(self) -> str:
        """The role in words."""
        return str(ROLE_NAMES[Role(self.role)])
