"""What is said to the visitor, and the one line that is read back and confirmed (D12)."""

from collections.abc import Mapping
from typing import NamedTuple

from frontdesk.clock import MINUTE
from frontdesk.desk.people import Match, PersonForm, birth_year
from frontdesk.errors import InputError
from frontdesk.text import phone_digits
from frontdesk.words import _, language
from screens.desk.offers import Offers
from screens.parts.context import Context
from screens.parts.lines import Line, fit, line
from screens.parts.panel import rule_line
from screens.parts.prose import wrap


class Reading(NamedTuple):
    """What stands on the form when it is read back."""

    form: PersonForm
    values: Mapping[str, str]
    codes: Mapping[str, list[str]]
    ids: Mapping[str, int | None]
    changed: list[str]
    ticked: set[str]
    ready: bool
    focused: bool


def changed(known: Match, form: PersonForm, year: int) -> list[str]:
    """The details that differ from what the desk knew, by field name (D12: each is ticked).

    `year` is this one: an age says the same as the year of birth.
    """
    found = []
    if form.sex and form.sex != known.sex and known.sex:
        found.append("sex")
    if known.birth_year and form.birth and _born(form.birth, year) != known.birth_year:
        found.append("birth")
    if known.phone and phone_digits(form.phone) != known.phone:
        found.append("phone")
    return found


def _born(typed: str, year: int) -> int | None:
    try:
        return birth_year(typed, year)
    except InputError:
        return None


def details(context: Context, reading: Reading) -> str:
    """Every filled detail in one line, in the pack's words."""
    pack, lang = context.pack, language()
    parts: list[str] = []
    for spec in pack.forms["visitor"]:
        value = reading.values.get(spec.name, "").strip()
        codes = reading.codes.get(spec.name, [])
        if spec.kind == "sex":
            value = ", ".join(context.say(f"field.{spec.name}.choice.{code}") for code in codes)
        elif spec.kind in ("purpose", "needs"):
            table = "purpose" if spec.kind == "purpose" else "need"
            key = "{}.{}" if spec.kind == "purpose" else "{}.{}.name"
            value = pack.say("readback.join", lang).join(
                context.say(key.format(table, code)) for code in codes
            )
        if value:
            parts.append(pack.fill(f"field.{spec.name}.readback", lang, value=value))
    joined = pack.say("readback.join", lang).join(parts)
    return pack.fill("readback.line", lang, details=joined)


def spoken(context: Context, reading: Reading, offers: Offers) -> str:
    """Where to go and how long, as the guide says it; a time only where one is known."""
    pack, lang = context.pack, language()
    who = "host" if pack.asks == "host" else "doctor"
    doctor = offers.doctor(reading.ids.get(who))
    department = offers.department(reading.ids.get("department"))
    said: list[str] = []
    if department is not None and doctor is not None:
        said.append(
            pack.fill(
                "say.person",
                lang,
                person=f"{doctor.name} {doctor.title}".strip(),
                department=department.name,
                room=doctor.room,
                floor=department.floor,
            )
        )
    elif department is not None:
        said.append(
            pack.fill(
                "say.department",
                lang,
                department=department.name,
                rooms=department.rooms,
                floor=department.floor,
            )
        )
    if department is not None:
        load = offers.loads.department(department.id)
        if load.median is not None:
            minutes = load.median // MINUTE
            said.append(pack.fill("say.wait", lang, minutes=minutes, count=load.called))
        else:
            said.append(pack.say("say.wait_unknown", lang))
        now = context.now()
        needs = set(reading.codes.get("needs", []))
        said += [
            pack.fill(f"step.{step.code}.promise", lang, time=context.time(now + step.after))
            for step in pack.waiting.steps
            if not needs & set(step.unless)
        ]
    return " ".join(said) if lang == "en" else "".join(said)


def lines(context: Context, reading: Reading, offers: Offers, room: int) -> list[Line]:
    """The foot of the form: say, read back, and the key that confirms."""
    ink, glyphs = context.ink, context.glyphs
    inner = room - 2
    shown: list[Line] = [
        line(" ", *rule_line(_("Say to the visitor"), inner, ink, glyphs)),
    ]
    said = wrap(spoken(context, reading, offers), inner - 2)[:3]
    shown += [line("   ", (glyphs.text(row), ink.fg)) for row in said]
    told = wrap(details(context, reading), inner - 2)[:2]
    edge = (glyphs.edge, ink.edge) if reading.focused else " "
    style = ink.hi if reading.focused else ink.dim
    shown += [line(edge, "  ", (glyphs.text(row), style)) for row in told]
    shown.append(line("   ", *_keys(context, reading)))
    return [fit(row, room, more=glyphs.more) for row in shown]


def _keys(context: Context, reading: Reading) -> Line:
    ink, glyphs = context.ink, context.glyphs
    if not reading.ready:
        return line((_("Tab"), ink.key), (" " + _("next field"), ink.dim))
    if not reading.focused:
        return line(("Ctrl+S", ink.key), (" " + _("read back"), ink.dim))
    spans: list[object] = []
    for at, name in enumerate(reading.changed):
        mark = glyphs.done if name in reading.ticked else glyphs.dot
        label = context.say(f"field.{name}.label")
        spans += [
            (str(at + 1), ink.key),
            (f" {mark} " + _("changed: {label}").format(label=label) + "   ", ink.strong),
        ]
    confirm = context.say("readback.confirm")
    spans += [(_("Enter"), ink.key), (f" {confirm} " + _("Register"), ink.strong)]
    return line(*spans)  # type: ignore[arg-type]
