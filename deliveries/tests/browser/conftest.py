"""Browser fixtures for the tests of this folder."""

from dealerfollow.testing.browser import chromium, open_screen

__all__ = ["chromium", "open_screen"]
