"""The one-time link by which a new member of staff chooses a password. Shown once, to the administrator."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from stegvis.people.models import User


def welcome_link(request: HttpRequest, user: User) -> str:
    """Empty for somebody who has a password already: they log in as before."""
    if user.has_usable_password():
        return ""
    return request.build_absolute_uri(welcome_path(user))


def welcome_path(user: User) -> str:
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
