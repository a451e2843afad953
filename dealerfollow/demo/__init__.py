"""The demo: two stores, an unrelated group, and 90 believable days that end today."""
