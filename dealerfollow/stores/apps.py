"""The stores room: groups, stores, the people who work there, and what each may do."""

from django.apps import AppConfig


class StoresConfig(AppConfig):
    """Groups, stores, users, memberships, calendars."""

    name = "dealerfollow.stores"
    label = "stores"
