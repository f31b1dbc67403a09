"""The pages of allauth that archportal offers: no sign-up, and nothing that would need mail."""

from allauth.account import views
from django.urls import path

from archportal.account_views import login
from archportal.accounts import password_missing

urlpatterns = [
    path("login/", login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    # Where allauth sends whoever has no password to change.
    path("password/set/", password_missing, name="account_set_password"),
]
