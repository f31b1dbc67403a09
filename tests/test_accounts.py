import re

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache


@pytest.fixture
def anna(db):
    # The browser tests sign in from the same address; their attempts must not count here.
    cache.clear()
    return User.objects.create_user("anna", password="right-password")


def sign_in(client, username, password):
    return client.post("/accounts/login/", {"login": username, "password": password})


def test_a_user_signs_in_with_name_and_password(client, anna):
    response = sign_in(client, "anna", "right-password")
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_after_five_wrong_passwords_the_right_one_is_refused_as_well(client, anna):
    for _ in range(5):
        sign_in(client, "anna", "wrong-password")
    response = sign_in(client, "anna", "right-password")
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert "Too many failed login attempts" in response.content.decode()


def test_a_lock_out_of_one_user_does_not_touch_another(client, anna):
    User.objects.create_user("bert", password="right-password")
    for _ in range(6):
        sign_in(client, "anna", "wrong-password")
    assert sign_in(client, "bert", "right-password").status_code == 302


def test_an_unknown_user_reads_the_same_as_a_wrong_password(client, anna):
    wrong = sign_in(client, "anna", "wrong-password").context["form"].errors
    unknown = sign_in(client, "nobody", "wrong-password").context["form"].errors
    assert wrong == unknown


def test_who_signs_in_begins_to_type_where_something_is_missing(client, anna):
    page, wrong = client.get("/accounts/login/").text, sign_in(client, "anna", "wrong").text

    assert re.search(r'name="login"[^>]* autofocus', page)
    assert re.search(r'name="password"[^>]* autofocus', wrong)
    assert page.count("autofocus") == wrong.count("autofocus") == 1


def test_a_user_changes_the_password(client, anna):
    client.force_login(anna)
    data = {"oldpassword": "right-password", "password1": "another-good-one", "password2": "another-good-one"}
    assert client.post("/accounts/password/change/", data).status_code == 302
    anna.refresh_from_db()
    assert anna.check_password("another-good-one")


def test_who_has_no_password_is_told_whom_to_ask(client, anna):
    anna.set_unusable_password()
    anna.save()
    client.force_login(anna)

    response = client.get("/accounts/password/change/", follow=True)

    assert response.redirect_chain == [("/accounts/password/set/", 302)]
    assert "Ask your administrator to set one" in response.content.decode()


def test_who_has_a_password_is_led_to_where_it_is_changed(client, anna):
    client.force_login(anna)
    assert client.get("/accounts/password/set/").headers["Location"] == "/accounts/password/change/"
