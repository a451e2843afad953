"""Ana's story, as the page of a customer tells it; her car was delivered on Tuesday."""

from datetime import date, timedelta

from dealerfollow.testing.sales import noon

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
HOUR = timedelta(hours=1)


def shown(client, customer, **asked):
    """The lines of what has been, as (title, words, chip, struck), and the page."""
    response = client.get(f"/customers/{customer.pk}/", asked)
    assert response.status_code == 200
    return [(x.title, x.words, x.chip, x.struck) for x in response.context["timeline"].past]


def titles(client, customer, **asked):
    """Their titles alone."""
    return [line[0] for line in shown(client, customer, **asked)]
