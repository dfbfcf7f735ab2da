"""The corner where an organisation writes its programmes: made at its first visit, and who may do what in it.

The guard of the editor calls this on every page, so that groups follow memberships without anything listening.
"""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db import connection
from django.utils.translation import gettext, override
from wagtail.models import GroupPagePermission, Locale, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.users.models import UserProfile

from stegvis.library.models import ReviewTask, Workshop, WorkshopPage
from stegvis.library.models.workshop import desk_of
from stegvis.people.models import Actor, NotFound, Organisation, Role, User

# Who has a desk. A programme passes the reviewers in this order; the clinical reading is the last and publishes.
AUTHORS = (Role.EDITOR,)
REVIEWERS = (Role.LANGUAGE_REVIEWER, Role.USER_REPRESENTATIVE, Role.LEAD)
AUTHORING = (*AUTHORS, *REVIEWERS)
# Wagtail would send these itself, past the outbox and while the page waits; nobody can turn them on here.
LETTERS = (
    "submitted_notifications",
    "approved_notifications",
    "rejected_notifications",
    "updated_comments_notifications",
)
# Any number, the same for everyone who makes a root or a workshop.
LOCK = 7_834_003


def open_workshop(*, by: Actor) -> Workshop:
    """The workshop of the actor's organisation, with the actor's groups in it set right. Raises NotFound for others.

    One person's pages of the editor are served one after another: somebody who writes in two organisations must
    never be shown the one with the groups of the other.
    """
    if not by.has(*AUTHORING):
        raise NotFound
    user = User.objects.select_for_update(no_key=True).get(pk=by.as_user)
    found = Workshop.objects.select_related("page").filter(organisation_id=by.organisation_id).first()
    workshop = found or _make(by)
    wanted = {desk_of(by.organisation_id, role).pk for role in AUTHORING if by.has(role)}
    if set(user.groups.values_list("pk", flat=True)) != wanted:
        user.groups.set(wanted)
        UserProfile.objects.update_or_create(user=user, defaults=dict.fromkeys(LETTERS, False))
    return workshop


def _make(by: Actor) -> Workshop:
    """Under a lock, since two first visitors may come at once."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    made = Workshop.objects.select_related("page").filter(organisation_id=by.organisation_id).first()
    if made is not None:
        return made
    house = Organisation.objects.get(pk=by.organisation_id)
    root = _root()
    page = root.add_child(instance=WorkshopPage(title=house.name, slug=house.slug))
    with override("sv" if house.country == "SE" else "nb"):
        workflow = _make_workflow(house)
    WorkflowPage.objects.create(page=page, workflow=workflow)
    _give_rights(house, page)
    return Workshop.objects.create(organisation=house, page=page, workflow=workflow)


def _root() -> Page:
    """The one page above all organisations; nobody has a right on it."""
    Locale.objects.get_or_create(language_code="nb")
    found = Page.get_first_root_node()
    return found or Page.add_root(instance=Page(title="Root", slug="root"))


def _make_workflow(house: Organisation) -> Workflow:
    names = {
        Role.LANGUAGE_REVIEWER: gettext("Language review"),
        Role.USER_REPRESENTATIVE: gettext("Review by a user representative"),
        Role.LEAD: gettext("Clinical review"),
    }
    workflow = Workflow.objects.create(name=gettext("Before publishing"))
    for place, role in enumerate(REVIEWERS):
        task = ReviewTask.objects.create(name=names[role], role=role)
        task.groups.add(desk_of(house.pk, role))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow


def _give_rights(house: Organisation, page: Page) -> None:
    """Authors add and change; reviewers may open what is there, and the lock of a desk says when they may change it.

    Nobody has the right to publish: a programme is published by its last review.
    """
    entry = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for role in AUTHORING:
        group = desk_of(house.pk, role)
        group.permissions.add(entry)
        for codename in ("add_page", "change_page") if role in AUTHORS else ("change_page",):
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
