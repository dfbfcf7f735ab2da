"""The guard of every page: who may open it, in which organisation, inside one transaction, with the log written.

A view without a guard does not exist (404). The guard sets the tenant, renders inside the transaction and
appends to the access log. It knows roles and memberships; what of a person may be seen is for queries.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from stegvis.definitions import clock
from stegvis.people.actions.log_access import log_access
from stegvis.people.models import Actor, Denied, NotFound, Organisation, Role, Team
from stegvis.people.sessions import SessionStore
from stegvis.people.tenancy import enter, history_context

View = Callable[..., HttpResponse]

# Pages of django-allauth that we mount as they are. Exact names; anything else of its is 404.
ALLAUTH_PAGES = frozenset(
    {
        "account_login", "account_logout", "account_reauthenticate", "account_change_password",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
        "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
        "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
        "mfa_login_webauthn", "mfa_reauthenticate_webauthn", "mfa_trust",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Guard:
    """What a page declares: the kind of visitor, the roles that may open it, whether a team is in its address."""

    kind: str  # "open", "public", "ballot", "client" or "staff"
    roles: frozenset[Role] = frozenset()


class NobodyIn(Exception):  # noqa: N818
    """The visitor has no live session as a client."""


class GuardedOnly:
    """Refuses by default: an address whose view declares no guard answers like one that does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if not hasattr(view, "guard") and (match is None or match.view_name not in ALLAUTH_PAGES):
            raise Http404


def open_to_all(view: View) -> View:
    """No tenant, no person, no transaction of ours: signs of life, language choice, a list of teams."""
    return _declare(view, Guard("open"), view)


def public(view: View) -> View:
    """A page of one team, named by `team` in the address, for anyone."""
    return _for_visitors(view, is_national=False)


def public_nation(view: View) -> View:
    """A page of a national body, named by `team` in the address, for anyone."""
    return _for_visitors(view, is_national=True)


def _for_visitors(view: View, *, is_national: bool) -> View:
    @functools.wraps(view)
    def page(request: HttpRequest, team: str, **kwargs: Any) -> HttpResponse:
        return _inside(request, lambda: _visitor(request, team, is_national=is_national), view, kwargs)

    return _declare(page, Guard("public"), view)


def ballot(find: Callable[..., object]) -> Callable[[View], View]:
    """Where anyone casts a vote on a page of one team: what happens here is tied to nothing (ADR 0022).

    `find(viewer, **address)` reads what is voted on, inside the organisation. The view runs after that, outside any
    transaction and tenant, so that it changes and sees only what an action does in a transaction of its own. No
    command, no access log, and the session is neither read nor moved.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def page(request: HttpRequest, team: str, **kwargs: Any) -> HttpResponse:
            return _apart(request, lambda: _visitor(request, team, is_national=False), find, view, kwargs)

        return _declare(page, Guard("ballot"), view)

    return decorate


def staff_ballot(find: Callable[..., object], *roles: Role) -> Callable[[View], View]:
    """The same for members of the team in the address who have one of `roles`. It does not keep a session alive."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def page(request: HttpRequest, team: str, **kwargs: Any) -> HttpResponse:
            turned_away = _second_factor(request)
            if turned_away is not None:
                return turned_away
            response = _apart(request, lambda: _member(request, team, frozenset(roles)), find, view, kwargs)
            add_never_cache_headers(response)
            return response

        return _declare(page, Guard("staff", frozenset(roles)), view)

    return decorate


def client(view: View) -> View:
    """A page of the client who is logged in."""

    @functools.wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response = _inside(request, lambda: _client(request), view, kwargs)
        except NobodyIn:
            return redirect("public:log_in")
        add_never_cache_headers(response)
        return response

    return _declare(page, Guard("client", frozenset({Role.CLIENT})), view)


def staff(*roles: Role) -> Callable[[View], View]:
    """A page for members of the team in the address who have one of `roles`."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def page(request: HttpRequest, team: str, **kwargs: Any) -> HttpResponse:
            turned_away = _second_factor(request)
            if turned_away is not None:
                return turned_away
            request.session.touch()  # type: ignore[attr-defined]
            response = _inside(request, lambda: _member(request, team, frozenset(roles)), view, kwargs)
            add_never_cache_headers(response)
            return response

        return _declare(page, Guard("staff", frozenset(roles)), view)

    return decorate


def staff_where(team_of: Callable[[HttpRequest], str], *roles: Role) -> Callable[[View], View]:
    """The same for pages whose address names no team; `team_of` says which it is, or raises NotFound."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            turned_away = _second_factor(request)
            if turned_away is not None:
                return turned_away
            request.session.touch()  # type: ignore[attr-defined]
            bound = functools.partial(_with_places, view, args)
            response = _inside(request, lambda: _member(request, team_of(request), frozenset(roles)), bound, kwargs)
            add_never_cache_headers(response)
            return response

        return _declare(page, Guard("staff", frozenset(roles)), view)

    return decorate


def _with_places(view: View, places: tuple[Any, ...], request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """An address of Wagtail's carries its parts by place instead of by name."""
    return view(request, *places, **kwargs)


def signed_in_staff(view: View) -> View:
    """A page for any member of staff before a team is chosen. No tenant is set."""

    @functools.wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = _second_factor(request) or view(request, **kwargs)
        add_never_cache_headers(response)
        return response

    return _declare(page, Guard("staff"), view)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "portals/csrf.html", status=403)


def _declare(page: View, guard: Guard, view: View) -> View:
    if page is not view:
        page.unguarded = view  # type: ignore[attr-defined]
    page.guard = guard  # type: ignore[attr-defined]
    return page


def _inside(request: HttpRequest, actor_of: Callable[[], Actor], view: View, kwargs: Any) -> HttpResponse:
    """Run the view, render it and write the access log in one transaction inside the organisation."""
    try:
        with transaction.atomic():
            with _one_journey():
                actor = actor_of()
            request.actor = actor  # type: ignore[attr-defined]
            try:
                response = view(request, **kwargs)
                _render(response)
            except Denied as refusal:
                transaction.set_rollback(True)
                return render(request, "403.html", {"sentence": refusal.sentence}, status=403)
            log_access(by=actor, page=_page_name(request))
            return response
    except NotFound as missing:
        raise Http404 from missing


def _apart(
    request: HttpRequest, actor_of: Callable[[], Actor], find: Callable[..., object], view: View, address: Any
) -> HttpResponse:
    """Read in one transaction what the address names, and run the view on it after that has ended."""
    try:
        with transaction.atomic():
            actor = actor_of()
            request.actor = actor  # type: ignore[attr-defined]
            found = find(actor, **address)
        return view(request, found)
    except NotFound as missing:
        raise Http404 from missing


@contextmanager
def _one_journey() -> Iterator[None]:
    """The statements inside go to the server together with the transaction's beginning, up to the first answer."""
    # The driver's own errors become Django's, which then lets go of the connection that had them.
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def _render(response: HttpResponse) -> None:
    render_now = getattr(response, "render", None)
    if callable(render_now) and not getattr(response, "is_rendered", True):
        render_now()


def _page_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _second_factor(request: HttpRequest) -> HttpResponse | None:
    """Staff must be signed in with a second factor; a password alone opens the set-up pages only."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    methods = {entry.get("method") for entry in request.session.get("account_authentication_methods", [])}
    if methods & {"mfa", "webauthn"} or (settings.STEGVIS_DEMO and "demo" in methods):
        return None
    return redirect("mfa_index")


def _member(request: HttpRequest, team: str, wanted: frozenset[Role]) -> Actor:
    """The actor of a member with a wanted role; sets the tenant. Anyone else: 404, as for no such team."""
    user = request.user
    with connection.cursor() as cursor:
        cursor.execute("select set_config('stegvis.user', %s, true)", [str(user.pk)])
        cursor.execute(
            """
            select set_config('stegvis.organisation', t.organisation_id::text, true),
                   set_config('pghistory.context_metadata', %s, true),
                   t.id, t.organisation_id, t.name, t.slug, t.zone, o.country, o.name, o.kind = 'national',
                   (select array_agg(distinct m.role) from people_membership m
                    where m.organisation_id = t.organisation_id and m.user_id = %s
                      and (m.team_id = t.id or m.team_id is null)
                      and m.since <= l.today and (m.until is null or m.until >= l.today)),
                   exists (select 1 from safety_dutyshift d
                           where d.organisation_id = t.organisation_id and d.team_id = t.id
                             and d.on = l.today and %s in (d.duty_id, d.substitute_id))
            from people_team t join people_organisation o on o.id = t.organisation_id,
                 lateral (select (%s at time zone t.zone)::date as today) l
            where t.slug = %s and exists (
                select 1 from people_membership m
                where m.organisation_id = t.organisation_id and m.user_id = %s and m.role = any(%s)
                  and (m.team_id = t.id or m.team_id is null)
                  and m.since <= l.today and (m.until is null or m.until >= l.today))
            """,
            [
                history_context(user_id=user.pk, person_id=None, role="staff", command=_command(request)),
                user.pk, user.pk, clock.now(),
                team, user.pk, [str(role) for role in wanted],
            ],
        )  # fmt: skip
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    *heading, roles, on_duty = row[2:]
    found = TeamHeading(*heading)
    request.team = found  # type: ignore[attr-defined]
    return Actor(
        organisation_id=found.organisation_id,
        roles=frozenset(Role(role) for role in roles),
        country=found.country,
        zone=found.zone,
        user_id=user.pk,
        team_id=found.id,
        name=user.name,  # type: ignore[union-attr]
        language=get_language() or "nb",
        command=_command(request),
        on_duty=on_duty,
    )


@dataclass(frozen=True)
class TeamHeading:
    """What staff pages show of their team, read with the membership."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    slug: str
    zone: str
    country: str
    organisation: str
    is_national: bool = False  # treats nobody: no public page, and pages of its own


class StaffRequest(HttpRequest):
    """What a staff page is given: the guard has said who acts, and in which team."""

    actor: Actor
    team: TeamHeading


def _client(request: HttpRequest) -> Actor:
    """The actor of the client of this session; the session's organisation is the tenant."""
    session: SessionStore = request.session  # type: ignore[assignment]
    command = _command(request)
    country = session.enter_as_client(command)
    row = session.row
    if country is None or row is None or row.client_organisation_id is None:
        raise NobodyIn
    return Actor(
        organisation_id=row.client_organisation_id,
        roles=frozenset({Role.CLIENT}),
        country=country,
        zone="Europe/Stockholm" if country == "SE" else "Europe/Oslo",
        person_id=row.client_id,
        language=get_language() or "nb",
        command=command,
    )


def _visitor(request: HttpRequest, team: str, *, is_national: bool) -> Actor:
    """The actor of anyone on a page of that team; sets the tenant."""
    found = _team_by_slug(team, is_national=is_national)
    request.team = found  # type: ignore[attr-defined]
    actor = _actor(request, found, frozenset({Role.VISITOR}))
    enter(actor)
    return actor


def _team_by_slug(slug: str, *, is_national: bool) -> Team:
    found = Team.objects.select_related("organisation").filter(slug=slug).first()
    if found is None or (found.organisation.kind == Organisation.Kind.NATIONAL) is not is_national:
        raise NotFound
    return found


def _actor(request: HttpRequest, team: Team, roles: frozenset[Role]) -> Actor:
    return Actor(
        organisation_id=team.organisation_id,
        roles=roles,
        country=team.organisation.country,
        zone=team.zone,
        team_id=team.id,
        language=get_language() or "nb",
        command=_command(request),
    )


def _command(request: HttpRequest) -> uuid.UUID | None:
    """The command id made with the form. Something else in its place is no id, and the action asks for one."""
    given = request.POST.get("command") if request.method == "POST" else None
    try:
        return uuid.UUID(given) if given else None
    except ValueError:
        return None
