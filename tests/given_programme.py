"""Gives clients of a running demo the insomnia programme that comes with Stegvis, approved by the demo's lead.

Run in a process of its own with the product's settings: python -m tests.given_programme TEAM COUNT. Prints JSON:
the organisation, and each person with the module that is open. Used by a journey and by bench/player.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
INSOMNIA = Path(__file__).parents[1] / "stegvis" / "library" / "shipped" / "insomnia"


def given(data: Path, environ: dict[str, str], *, team: str = "solvik", count: int = 1) -> dict[str, Any]:
    """The same, in the demo whose data lies there."""
    keys = {
        "STEGVIS_DATA": str(data),
        "STEGVIS_MASTER_KEY_FILE": str(data / "keys" / "master.key"),
        "STEGVIS_SECRET_KEY_FILE": str(data / "keys" / "django.key"),
    }
    command = [sys.executable, "-m", "tests.given_programme", team, str(count)]
    done = subprocess.run(command, env={**environ, **keys}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(slug: str, count: int) -> None:
    import django

    django.setup()
    from stegvis.care.models import Episode
    from stegvis.definitions.pathway import State
    from stegvis.definitions.programme import written
    from stegvis.library.actions.approve_version import approve_version
    from stegvis.library.actions.import_programme import import_programme
    from stegvis.library.models import ProgrammeVersion
    from stegvis.people.models import Actor, Membership, Role, Team
    from stegvis.people.tenancy import working_in
    from stegvis.selfhelp.actions.assign_programme import assign_programme
    from stegvis.selfhelp.models import AssignedModule, Assignment

    team = Team.objects.select_related("organisation").get(slug=slug)
    organisation = team.organisation
    with working_in(organisation, team=team) as by:
        lead = Membership.objects.filter(team=team, role=Role.LEAD).select_related("user").first()
        assert lead is not None
        answers = Actor(
            organisation_id=organisation.id, roles=frozenset({Role.LEAD}), country=organisation.country,
            zone=team.zone, user_id=lead.user_id, team_id=team.id, name=lead.user.name,
        )  # fmt: skip
        content = json.dumps(written(INSOMNIA)).encode()
        version = import_programme(by=by, content=content, origin=ProgrammeVersion.Origin.SHIPPED)
        approve_version(by=answers, version=version)
        has_it = Assignment.objects.filter(version__programme=version.programme, episode__isnull=False)
        wanting = Episode.objects.filter(team=team, state=State.IN_TREATMENT, responsible__isnull=False)
        made = []
        for episode in wanting.exclude(pk__in=has_it.values("episode")).order_by("-received_on", "pk")[:count]:
            assignment = assign_programme(by=by, episode=episode, version=version)
            module = AssignedModule.objects.filter(assignment=assignment, opened_at__isnull=False).first()
            assert module is not None
            made.append({"person": str(episode.person_id), "module": str(module.pk), "assignment": str(assignment.pk)})
    sys.stdout.write(json.dumps({"organisation": organisation.slug, "clients": made}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
