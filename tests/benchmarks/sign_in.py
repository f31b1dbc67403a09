"""Make people and print the session keys by which they are signed in: `… -m tests.benchmarks.sign_in 8`.

The first one is an administrator; the others are editors, where there is such a group.
"""

import sys

import django
from django.conf import settings
from django.contrib.auth.hashers import make_password


def sign_in(number, password):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.auth.models import Group
    from django.contrib.sessions.backends.db import SessionStore

    first = number == 0
    names = {"username": f"person{number}", "password": password}
    user = get_user_model().objects.create(**names, is_staff=first, is_superuser=first)
    user.groups.add(*Group.objects.filter(name="Editor"))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    django.setup()
    # Hashed once for all: that is meant to be slow.
    password = make_password("benchmark")
    for number in range(int(sys.argv[1])):
        print(sign_in(number, password))
