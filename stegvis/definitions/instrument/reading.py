"""Turns an instrument file into an Instrument, and refuses a file that is not whole or not consistent."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from stegvis.definitions.instrument.form import Band, Choice, Instrument, Item, Threshold, Wording
from stegvis.definitions.instrument.scoring import Scoring
from stegvis.definitions.toml_files import in_every_language, table

_KEYS = {
    *("id", "version", "title", "names", "source", "licence", "loinc", "loinc_score", "scoring", "range"),
    *("items", "choices", "bands", "caseness", "reliable_change", "wording"),
}


def read(name: str) -> Instrument:
    """The instrument in that file of the room; raises ValueError with a sentence when the file is wrong."""
    content = table(name)
    _refuse(set(content) - _KEYS, name, "has keys nobody reads")
    wordings = {language: _wording(language, each) for language, each in content.get("wording", {}).items()}
    choices = _choices(content["choices"], [(key, each.choices) for key, each in wordings.items()])
    items = tuple(_item(each, choices, wordings) for each in content["items"])
    built = Instrument(
        id=content["id"],
        version=content["version"],
        title=content["title"],
        names=in_every_language(content["names"], f"{name} names"),
        source=content["source"],
        licence=content["licence"],
        loinc=content.get("loinc"),
        loinc_score=content.get("loinc_score"),
        items=items,
        choices=choices,
        scoring=_scoring(content["scoring"], name),
        range=(Decimal(content["range"][0]), Decimal(content["range"][1])),
        bands=tuple(_band(each, name) for each in content.get("bands", ())),
        caseness=_threshold(content.get("caseness"), name),
        reliable_change=_threshold(content.get("reliable_change"), name),
        wordings=MappingProxyType(wordings),
    )
    _check_whole(built, name)
    return built


def _refuse(wrong: object, name: str, why: str) -> None:
    if wrong:
        raise ValueError(f"The instrument file {name} {why}: {wrong}.")


def _scoring(content: Mapping[str, Any], name: str) -> Scoring:
    scoring = Scoring(content["verb"], content["decimals"], content["may_miss"])
    _refuse({scoring.verb} - {"sum", "mean"}, name, "has an unknown scoring verb")
    _refuse(scoring.verb == "sum" and scoring.may_miss, name, "sums over missing items")
    return scoring


def _threshold(content: Mapping[str, Any] | None, name: str) -> Threshold | None:
    if content is None:
        return None
    _refuse({content["comparator"]} - {"at_least", "above"}, name, "has an unknown comparator")
    return Threshold(Decimal(content["value"]), content["comparator"], content["rule_set"], content["source"])


def _band(content: Mapping[str, Any], name: str) -> Band:
    labels = in_every_language(content["labels"], f"{name} band {content['code']}")
    return Band(content["code"], Decimal(content["from"]), labels)


def _wording(language: str, content: Mapping[str, Any]) -> Wording:
    return Wording(
        language=language,
        official=content["official"],
        source=content["source"],
        licence=content["licence"],
        preamble=content["preamble"],
        items=MappingProxyType(dict(content["items"])),
        choices=tuple(content["choices"]),
        item_choices=MappingProxyType({code: tuple(texts) for code, texts in content.get("item_choices", {}).items()}),
    )


def _choices(content: list[Mapping[str, Any]], texts: list[tuple[str, tuple[str, ...]]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            each["value"],
            each.get("loinc"),
            MappingProxyType({language: of_language[place] for language, of_language in texts}),
        )
        for place, each in enumerate(content)
    )


def _item(content: Mapping[str, Any], shared: tuple[Choice, ...], wordings: Mapping[str, Wording]) -> Item:
    code = content["code"]
    own = content.get("choices")
    choices = shared
    if own is not None:
        choices = _choices(own, [(language, each.choices_of(code)) for language, each in wordings.items()])
    return Item(
        code=code,
        loinc=content.get("loinc"),
        scored=content.get("scored", True),
        reverse=content.get("reverse", False),
        risk_from=content.get("risk_from"),
        choices=choices,
    )


def _check_whole(built: Instrument, name: str) -> None:
    _refuse(name != f"instruments/{built.key}.toml" and name, name, f"should be named after {built.key}")
    _refuse(len(set(built.codes)) != len(built.codes) and built.codes, name, "names an item twice")
    scored = [item.scored for item in built.items]
    _refuse(scored != sorted(scored, reverse=True) and scored, name, "has unscored items before scored ones")
    for wording in built.wordings.values():
        _refuse(set(wording.items) ^ set(built.codes), name, f"lacks items in {wording.language}")
        for item in built.items:
            texts = wording.choices_of(item.code)
            _refuse(len(texts) != len(item.choices) and texts, name, f"lacks choices in {wording.language}")
    lows = [min(item.values) for item in built.items if item.scored]
    highs = [max(item.values) for item in built.items if item.scored]
    parts = len(lows) if built.scoring.verb == "mean" else 1
    reached = (Decimal(sum(lows)) / parts, Decimal(sum(highs)) / parts)
    _refuse(built.range != reached and built.range, name, f"cannot reach its range, but {reached}")
    firsts = [band.first for band in built.bands]
    _refuse(firsts != sorted(set(firsts)) and firsts, name, "has bands out of order")
    _refuse(firsts[:1] not in ([], [built.range[0]]) and firsts, name, "has bands that do not start at the bottom")
