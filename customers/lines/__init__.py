"""What this app adds to a customer's timeline: the people, and what they allow."""
