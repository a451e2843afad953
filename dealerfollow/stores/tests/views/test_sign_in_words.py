"""The words of the pages before sign-in are the product's own."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_wrong_password_is_told_in_our_words(client):
    page = client.post("/accounts/login/", {"login": "a@b.example", "password": "no"})
    assert "The e-mail address or the password is not right." in page.content.decode()


def test_the_page_for_a_new_password_asks_for_an_e_mail_address(client):
    page = client.get("/accounts/password/reset/").content.decode()
    assert ("E-mail" in page, "Email" in page) == (True, False)
