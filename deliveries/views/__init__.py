"""Pages of this app: one function, one screen or one button."""
