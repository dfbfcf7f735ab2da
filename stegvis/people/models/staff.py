"""Staff: one user for a person who may work in several organisations, and the memberships that say as what."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from stegvis.people.constraints import MembershipPolicy
from stegvis.people.models.actor import Role
from stegvis.people.models.tenanted import Retention, Tenanted, tracked


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Clients are not users: they come in by `ClientLogin`.

    Groups and permissions speak to Wagtail alone, and the guard of the editor writes them; what somebody may do
    anywhere else is what the memberships say.
    """

    retention = Retention.RECORD
    sensitive = ("email", "name")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    profession = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, default="nb")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """What Wagtail calls somebody, instead of by their address."""
        return self.name


@tracked("people_membership")
class Membership(Tenanted):
    """What a user is in an organisation, in one team or (team empty) in all of it, from a day to a day."""

    retention = Retention.RECORD
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role if role.is_staff])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            MembershipPolicy(name="people_membership_tenant"),
            models.UniqueConstraint(fields=("organisation", "id"), name="people_membership_key"),
            models.UniqueConstraint(
                fields=("organisation", "user", "team", "role"),
                condition=models.Q(until=None),
                nulls_distinct=False,
                name="people_membership_once",
            ),
        ]
