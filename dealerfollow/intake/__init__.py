"""Bytes in, typed rows and line-numbered problems out. Pure: no Django, no database, no clock."""
