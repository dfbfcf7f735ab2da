"""Forms of the editor's desk: languages asked for, a page file, a claim, and what a user representative says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions.pages import BadPage
from stegvis.definitions.toml_files import LANGUAGES as WRITTEN
from stegvis.library.actions.voices import LONGEST, LONGEST_TITLE
from stegvis.library.models import Claim
from stegvis.portals.learning.faults import said
from stegvis.portals.publication_words import language_named

WRITE = gettext_lazy("Write a few words here.")
CHOOSE = gettext_lazy("Choose one of the answers.")
TEXTS = ("statement", "caveat")


class LanguagesForm(forms.Form):
    """The languages in which all must be written."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Every programme and page must be written in"),
        help_text=gettext_lazy("None: whoever writes it decides. It is asked for when a draft is published."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["languages"]
        languages.choices = [(code, language_named(code)) for code in WRITTEN]


class PageFileForm(forms.Form):
    """A file with a page."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A page that was saved as a file in Stegvis, here or in another service."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


class ClaimForm(forms.Form):
    """A claim of the register; the slug only while it is new. What is wrong is judged where it is kept."""

    use_required_attribute = False
    slug = forms.CharField(
        label=gettext_lazy("Its short name"),
        max_length=80,
        help_text=gettext_lazy("Pages quote it by this: small letters a to z, digits and hyphens."),
        error_messages={"required": WRITE},
    )
    figure = forms.CharField(
        label=gettext_lazy("Figure"), max_length=60, required=False, help_text=gettext_lazy("As it is read: 1 in 4")
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), error_messages={"required": WRITE})
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=400,
        help_text=gettext_lazy("Author (year). Title. Journal."),
        error_messages={"required": WRITE},
    )
    url = forms.CharField(label=gettext_lazy("Address on the web"), max_length=500, required=False)
    publication = forms.CharField(
        label=gettext_lazy("Its publication here"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The last part of its address, if it has a record in this library."),
    )
    review_by = forms.DateField(
        label=gettext_lazy("Read it again before"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the date as year, month and day, such as 2026-03-17."),
        },
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["slug"]
        rest = [name for name in self.fields if name != "slug"]
        for code, _name in settings.LANGUAGES:
            named = {"language": language_named(code)}
            attrs = {"rows": 2, "lang": code}
            self.fields[f"statement_{code}"] = forms.CharField(
                label=_("Statement, %(language)s") % named, max_length=1000, required=False,
                widget=forms.Textarea(attrs=attrs),
            )  # fmt: skip
            self.fields[f"caveat_{code}"] = forms.CharField(
                label=_("What it does not say, %(language)s") % named, max_length=1000, required=False,
                widget=forms.Textarea(attrs=attrs),
            )  # fmt: skip
        self.order_fields(["slug", *(name for name in self.fields if name not in rest), *rest])

    def wanted(self) -> dict[str, Any]:
        """As the action takes it; a language without a statement is left out."""
        given = self.cleaned_data
        texts = {code: {name: given[f"{name}_{code}"] for name in TEXTS} for code, _name in settings.LANGUAGES}
        plain = ("figure", "year", "source", "url", "publication", "review_by")
        return {
            **{name: given[name] for name in plain},
            "texts": {code: text for code, text in texts.items() if any(text.values())},
        }

    def say(self, bad: BadPage) -> None:
        """Each fault beside its field, where there is one."""
        for fault in bad.faults:
            place, sentence = said(fault)
            named = f"{fault.what}_{fault.place}" if fault.place else fault.what
            if named in self.fields:
                self.add_error(named, sentence)
            else:
                self.add_error(None, f"{place}: {sentence}" if place else sentence)


def typed_claim(one: Claim) -> dict[str, Any]:
    """What the form shows of a claim that is there."""
    texts = {f"{name}_{code}": text.get(name, "") for code, text in one.texts.items() for name in TEXTS}
    return {
        **{name: getattr(one, name) for name in ("figure", "year", "source", "url", "review_by")},
        "publication": one.publication.slug if one.publication else "",
        **texts,
    }


class RaiseForm(forms.Form):
    """A proposal or an objection. An objection is about something; a proposal may be about something new."""

    use_required_attribute = False
    about = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    title = forms.CharField(
        label=gettext_lazy("In one line"), max_length=LONGEST_TITLE, error_messages={"required": WRITE}
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("It must be answered. Name nobody who can be recognised."),
        error_messages={"required": WRITE},
    )

    def __init__(self, *args: Any, subjects: Mapping[str, str], is_objection: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = gettext_lazy("Choose a page or programme") if is_objection else gettext_lazy("Something new")
        ordered = sorted(subjects.items(), key=lambda each: each[1].casefold())
        about: Any = self.fields["about"]
        about.choices = [("", new), *ordered]
        about.required = is_objection
        about.error_messages["required"] = CHOOSE


class AnswerForm(forms.Form):
    """An answer; it may end a proposal, and an objection of somebody who is no longer here."""

    use_required_attribute = False
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": WRITE},
    )
    ends_it = forms.BooleanField(label=gettext_lazy("It is carried out"), required=False)

    def __init__(self, *args: Any, is_objection: bool, may_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_end:
            del self.fields["ends_it"]
        elif is_objection:
            closing = self.fields["ends_it"]
            closing.label = _("Close the objection with this answer")
            closing.help_text = _(
                "Who raised it is no longer here and cannot take it back. Your answer stands with it, with your name."
            )


class TakeBackForm(forms.Form):
    """Why something is taken back."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why you take it back"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": WRITE},
    )
