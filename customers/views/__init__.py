"""The pages of customers: search, the whole story, and one small form for each change."""
