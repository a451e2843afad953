"""The law as data, for a lawyer to read: rules ask it, and nothing else knows it."""
