"""Forms of the editors' library: a publication as it is typed, a file of them, an archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions.publication_numbers import shown_isbn
from stegvis.library.actions.check_publication import ROLES as KNOWN_ROLES
from stegvis.library.models import Publication
from stegvis.library.queries.publications import fields_of
from stegvis.portals.publication_words import KINDS, LANGUAGES, ROLES

# The fields of the form that stand for one of the publication's.
FORM_FIELDS = {"titles": "title_nb", "abstracts": "abstract_nb"}
CHOOSE = gettext_lazy("Choose one of the answers.")
PLAIN = ("year", "published_in", "volume", "institution", "issn", "report_number", "method", "licence", "doi", "url",
         "review_by")  # fmt: skip


class PublicationForm(forms.Form):
    """Every field; the numbers and the rest are judged where the publication is kept."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=list(KINDS.items()), error_messages={"required": CHOOSE}
    )
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=list(LANGUAGES.items()))
    contributors = forms.CharField(
        label=gettext_lazy("Who made it"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line: Family name, Given name; role; ORCID. Roles are author, editor, translator, supervisor and "
            "contributor; without one it is the author. An institution has no comma."
        ),
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False)
    published_in = forms.CharField(label=gettext_lazy("Journal or series"), required=False, max_length=300)
    volume = forms.CharField(
        label=gettext_lazy("Volume, issue and pages"), required=False, max_length=60, help_text="36(1), 12-20"
    )
    institution = forms.CharField(label=gettext_lazy("Publisher or institution"), required=False, max_length=300)
    isbns = forms.CharField(
        label="ISBN",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, with its medium behind a semicolon: 978-82-7570-719-0; web"),
    )
    issn = forms.CharField(label="ISSN", required=False, max_length=40)
    report_number = forms.CharField(label=gettext_lazy("Number in the series"), required=False, max_length=60)
    doi = forms.CharField(label="DOI", required=False, max_length=250)
    url = forms.CharField(label=gettext_lazy("Address on the web"), required=False, max_length=500)
    method = forms.CharField(label=gettext_lazy("Method"), required=False, max_length=300)
    is_peer_reviewed = forms.TypedChoiceField(
        label=gettext_lazy("Peer-reviewed"),
        choices=[("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda given: given == "yes",
        empty_value=None,
        required=False,
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), required=False, max_length=60)
    topics = forms.CharField(
        label=gettext_lazy("Topics"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Their addresses, with a space between: sleep anxiety"),
    )
    review_by = forms.CharField(
        label=gettext_lazy("Look at it again before"), required=False, max_length=10, help_text="2028-11-22"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = list(self.fields)
        for code, name in settings.LANGUAGES:
            said = {"language": name}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title, %(language)s") % said, max_length=500, required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
            self.fields[f"abstract_{code}"] = forms.CharField(
                label=_("In short, %(language)s") % said, max_length=10000, required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )  # fmt: skip
        self.order_fields(["kind", "language", *(name for name in self.fields if name not in rest), *rest])

    def wanted(self, there: Publication | None = None) -> dict[str, Any]:
        """As the action takes it; texts in languages that the form does not show stay as they are `there`."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "language": given["language"],
            "titles": self._texts("title", there.titles if there else {}),
            "abstracts": self._texts("abstract", there.abstracts if there else {}),
            "contributors": [_contributor(line) for line in given["contributors"].splitlines() if line.strip()],
            "isbns": [_isbn(line) for line in given["isbns"].splitlines() if line.strip()],
            "is_peer_reviewed": given["is_peer_reviewed"],
            "topics": given["topics"].split(),
            **{name: given[name] for name in PLAIN},
        }

    def say(self, faults: Mapping[str, str]) -> None:
        """Each fault beside its field."""
        for name, sentence in faults.items():
            shown = FORM_FIELDS.get(name, name)
            self.add_error(shown if shown in self.fields else None, sentence)

    def _texts(self, name: str, there: Mapping[str, str]) -> dict[str, str]:
        own = {code: self.cleaned_data[f"{name}_{code}"] for code, _name in settings.LANGUAGES}
        kept = {code: text for code, text in there.items() if code not in own}
        return {code: text for code, text in {**own, **kept}.items() if text}


def typed(one: Publication) -> dict[str, Any]:
    """What the form shows of a publication that is there."""
    fields = fields_of(one)
    peer = {True: "yes", False: "no"}.get(fields["is_peer_reviewed"], "")
    return {
        **{name: fields[name] for name in (*PLAIN, "kind", "language")},
        **{f"title_{code}": text for code, text in one.titles.items()},
        **{f"abstract_{code}": text for code, text in one.abstracts.items()},
        "contributors": "\n".join(
            "; ".join(filter(None, (each["name"], each["role"], each.get("orcid", "")))) for each in one.contributors
        ),
        "isbns": "\n".join("; ".join(filter(None, (shown_isbn(each["number"]), each["medium"]))) for each in one.isbns),
        "is_peer_reviewed": peer,
        "topics": " ".join(one.topics),
    }


def _contributor(line: str) -> dict[str, str]:
    """`Knapstad, Marit; author; 0000-0002-…`, in any words of this page for the role."""
    name, *rest = [part.strip() for part in line.split(";")]
    by_word = {str(word).lower(): role for role, word in ROLES.items()} | {role: role for role in KNOWN_ROLES}
    role = by_word.get(rest[0].lower(), rest[0]) if rest and rest[0] else "author"
    return {"name": name, "role": role, **({"orcid": rest[1]} if len(rest) > 1 and rest[1] else {})}


def _isbn(line: str) -> dict[str, str]:
    number, _, medium = line.partition(";")
    return {"number": number.strip(), "medium": medium.strip()}


class FileForm(forms.Form):
    """A file of publications."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSL-JSON or RIS, as reference managers and registers save them. At most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.ris,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the file first."), "empty": gettext_lazy("The file is empty.")
        },
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language, where a record says none"), choices=list(LANGUAGES.items()), initial="en"
    )


class HarvestForm(forms.Form):
    """An archive to fetch from."""

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("What we call the archive"), max_length=150)
    url = forms.CharField(
        label=gettext_lazy("Its address for OAI-PMH"),
        max_length=500,
        help_text=gettext_lazy("It begins with https:// and often ends with oai or request."),
    )
    part = forms.CharField(
        label=gettext_lazy("Its set, if not all of it"), max_length=150, required=False, help_text="com_11250_1"
    )
