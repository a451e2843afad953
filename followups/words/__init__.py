"""Codes become words: the only place where the day's screens are put into a language."""
