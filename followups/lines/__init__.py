"""What follow-ups add to a customer's timeline: tries, what became of each follow-up, heat cases,
and what was asked for."""
