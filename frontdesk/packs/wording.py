"""The words of a pack: which keys every code needs, and templates that are alike in both (X3).

A template names its values as {minutes}; nothing else about a brace is allowed in words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from frontdesk.calendar import Calendar
from frontdesk.errors import PackError
from frontdesk.packs import case_wording, phone_wording
from frontdesk.packs.cases import Cases
from frontdesk.packs.phone import Phone
from frontdesk.packs.reading import LONGEST_TEXT, plain
from frontdesk.packs.structs import PRIORITIES, Rules, Step
from frontdesk.words import _

LANGUAGES = ("en", "zh")

_NAME = re.compile("[A-Za-z0-9_]{1,32}")
_VALUE = re.compile(r"\{([a-z_]{1,24})\}")

# Words that take values, with the values that each may name. Everything else takes none.
_TEMPLATES: Mapping[str, frozenset[str]] = {
    "place.floor": frozenset({"floor"}),
    "place.room": frozenset({"room"}),
    "readback.line": frozenset({"details"}),
    "say.person": frozenset({"person", "department", "room", "floor"}),
    "say.department": frozenset({"department", "rooms", "floor"}),
    "say.wait": frozenset({"minutes", "count"}),
}
_ALWAYS = (
    "pack.name",
    "pack.desk",
    "pack.visitor",
    "pack.asked",
    "say.wait_unknown",
    "readback.join",
    "readback.confirm",
    "emergency.head",
    "emergency.do",
    "emergency.due",
    "emergency.done",
    "emergency.card.title",
)


def flatten(file: str, found: Mapping[str, Any]) -> dict[str, str]:
    """Nested tables of words as dotted keys. Raises PackError."""
    words: dict[str, str] = {}
    left: list[tuple[str, Mapping[str, Any]]] = [("", found)]
    while left:
        above, inner = left.pop()
        for name, value in inner.items():
            if _NAME.fullmatch(name) is None:
                raise PackError(file, above, _("expected keys of letters, digits and _"))
            key = f"{above}.{name}" if above else name
            if isinstance(value, dict):
                left.append((key, value))
            else:
                words[key] = _word(file, key, value)
    return words


def _word(file: str, key: str, value: object) -> str:
    try:
        if isinstance(value, str):
            return plain(value)
    except ValueError:
        pass
    raise PackError(
        file,
        key,
        _("expected words on one line, up to {count} characters").format(count=LONGEST_TEXT),
    )


def check(
    rules: Rules,
    words: Mapping[str, Mapping[str, str]],
    phone: Phone | None = None,
    cases: Cases | None = None,
    calendar: Calendar | None = None,
) -> None:
    """Every code has words in both languages, with the same keys and values. Raises PackError."""
    wanted = dict(_wanted(rules))
    if phone is not None:
        wanted.update(phone_wording.wanted(phone))
    if cases is not None:
        wanted.update(case_wording.wanted(cases))
    if calendar is not None:
        wanted.update(case_wording.holidays(calendar))
    known = {**dict(case_wording.allowed(cases)), **wanted} if cases is not None else wanted
    for language in LANGUAGES:
        file = f"{language}.toml"
        for key in wanted:
            if key not in words[language]:
                raise PackError(file, key, _("missing, every code needs words"))
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        file = f"{language}.toml"
        for key, text in words[other].items():
            if key not in words[language]:
                raise PackError(
                    file, key, _("missing, but {file} has it").format(file=f"{other}.toml")
                )
            _alike(file, key, words[language][key], text, known.get(key))


def _alike(file: str, key: str, text: str, other: str, may: frozenset[str] | None) -> None:
    values = frozenset(_VALUE.findall(text))
    if "{" in _VALUE.sub("", text) or "}" in _VALUE.sub("", text):
        raise PackError(
            file,
            key,
            _("expected braces only around a name, as {example}").format(example="{minutes}"),
        )
    if may is not None and not values <= may:
        names = ", ".join(f"{{{name}}}" for name in sorted(may)) or _("none")
        raise PackError(file, key, _("expected no other values than: {names}").format(names=names))
    for name in sorted(frozenset(_VALUE.findall(other)) - values):
        raise PackError(
            file, key, _("expected {name}, as in the other language").format(name=f"{{{name}}}")
        )


def _wanted(rules: Rules) -> Iterator[tuple[str, frozenset[str]]]:
    yield from _TEMPLATES.items()
    none: frozenset[str] = frozenset()
    for key in _plain_keys(rules):
        yield key, none
    for step in rules.waiting.steps:
        yield f"step.{step.code}.promise", frozenset({"time"})
    for fields in rules.forms.values():
        for field in fields:
            yield f"field.{field.name}.readback", frozenset({"value"})


def _plain_keys(rules: Rules) -> Iterator[str]:
    yield from _ALWAYS
    for step in rules.waiting.steps:
        yield from (f"step.{step.code}.{part}" for part in _step_keys(step))
    for need in rules.needs:
        yield from (f"need.{need.code}.name", f"need.{need.code}.short")
    for stage in rules.stages:
        yield from (f"stage.{stage.code}.{part}" for part in ("name", "do", "done"))
    for section, codes in (
        ("purpose", rules.purposes),
        ("leaving", rules.leaving),
        ("post", rules.posts),
        ("priority", PRIORITIES),
        ("series", tuple(series.code for series in rules.series)),
        ("country", tuple(rules.rings)),
        ("emergency.told", rules.emergency.told),
        ("emergency.card.step", rules.emergency.card),
    ):
        yield from (f"{section}.{code}" for code in codes)
    for form, fields in rules.forms.items():
        yield f"form.{form}.title"
        for field in fields:
            parts = ("label", "help", "eg", *(f"choice.{code}" for code in field.choices))
            yield from (f"field.{field.name}.{part}" for part in parts)


def _step_keys(step: Step) -> Iterator[str]:
    yield from ("head", "do", "due", "done", "again")
    yield from (f"outcome.{outcome.code}" for outcome in step.outcomes)
    yield from (f"reason.{code}" for code in step.reasons)
    yield from (f"told.{code}" for code in step.told)
    yield from (f"exempt.{code}" for code in step.exempts)
    yield from (f"unless.{code}" for code in step.unless)
    if step.form == "ask":
        yield from (f"ask.{part}" for part in ("reason", "minutes", "told", "exempt"))
