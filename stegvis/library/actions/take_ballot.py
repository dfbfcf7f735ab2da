"""A team's poll: noting that somebody votes, so that nobody does twice. It is never told what is voted (ADR 0022)."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.library.actions.vote import check_is_open
from stegvis.library.models import Poll, PollVoter
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.tenancy import enter


def take_ballot(*, by: Actor, poll: uuid.UUID) -> None:
    """Mark that `by` has voted, in a transaction of its own that ends before the vote is counted.

    Raises Denied when the poll is closed or `by` has voted. Should the machine stop between the two, a vote is
    lost rather than counted twice.
    """
    with transaction.atomic(durable=True):
        enter(replace(by, command=None))
        found = Poll.objects.filter(organisation_id=by.organisation_id, pk=poll, scope=Poll.Scope.TEAM).first()
        if found is None:
            raise NotFound
        check_is_open(is_open=found.closed_at is None)
        _voter, is_new = PollVoter.objects.get_or_create(
            organisation_id=by.organisation_id, poll=found, staff_id=by.as_user
        )
        if not is_new:
            raise Denied(_("You have answered this question before. Your first answer stands."))
