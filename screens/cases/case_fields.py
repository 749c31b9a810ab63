"""What stands in the fields of a case's form: their words, what is chosen in them (C1, C2, C9)."""

from datetime import datetime, time
from typing import NamedTuple

from frontdesk.cases import cases, ladder, past
from frontdesk.clock import Millis, instant, local
from frontdesk.desk.directory import Department
from frontdesk.desk.names import query_key, search_keys
from frontdesk.errors import InputError
from frontdesk.packs.cases import CaseKind, Rung
from frontdesk.packs.structs import FieldSpec
from frontdesk.session import Role, Session
from frontdesk.staff.staff import Staff
from frontdesk.words import _, language
from screens.parts.context import Context, day_text
from screens.parts.form_fields import FieldWords, pack_words

# When the person said it, where it did not come with a call: the clocks run from then.
RECEIVED = FieldSpec(name=past.FIELD, kind="when", max=40)
# Fields in which one chooses from a list beside.
LISTED = ("place", "department", "receiver", "staff")
_NOON = time(12)


def specs_of(kind: CaseKind) -> tuple[FieldSpec, ...]:
    """The fields of a kind in the order of the paper, and last when it was received."""
    found = tuple(kind.ordered())
    return found if any(one.name == RECEIVED.name for one in found) else (*found, RECEIVED)


def sections_of(kind: CaseKind) -> list[tuple[str, tuple[str, ...]]]:
    """The sections with their fields; the last has when it was received as well."""
    found = [(section.code, section.fields) for section in kind.sections]
    placed = {name for _code, names in found for name in names}
    code, names = found[-1]
    more = tuple(one.name for one in specs_of(kind) if one.name not in placed)
    return [*found[:-1], (code, (*names, *more))]


def field_words(kind: CaseKind, spec: FieldSpec, context: Context) -> FieldWords:
    """What a field is called on the paper of this kind, and what is chosen among in it."""
    if spec is RECEIVED:
        return FieldWords(_("Received"), _("e.g. Sun 9:05"))
    pack, lang = context.pack, language()
    options = pack_words(spec, context).options
    if spec.kind == "severity":
        options = [(one.code, grade(kind, one.code, context)) for one in kind.severities]
    return FieldWords(
        pack.say_field(kind.code, spec.name, "label", lang),
        pack.say_field(kind.code, spec.name, "eg", lang),
        options,
    )


def grade(kind: CaseKind, code: str, context: Context) -> str:
    """`▪▪▪ serious`: a mark for each step from the lightest up."""
    marks = [one.code for one in kind.severities].index(code) + 1
    word = context.say(f"case.severity.{kind.code}.{code}")
    return f"{context.glyphs.severity * marks} {word}"


class Offer(NamedTuple):
    """One line to choose in a list: its key, its name, and what is said beside it."""

    key: str
    name: str
    about: str = ""
    more: str = ""


def places() -> list[Department]:
    """Where something can have happened: departments, then the other places of the directory."""
    return list(Department.read("active = 1 ORDER BY place, id"))


def offered_places(everything: list[Department], typed: str) -> list[Offer]:
    """The places that the typed letters may mean: a name, its pinyin, what one goes there for."""
    return [
        Offer(one.code, one.name, f"{_floor(one.floor)} {one.rooms}".strip())
        for one in everything
        if _meant(typed, one.name, one.short, one.serves)
    ]


def _floor(floor: str) -> str:
    return _("{floor}F").format(floor=floor) if floor.isdigit() else floor


class Start(NamedTuple):
    """Where a case of a severity opens: my `rung`, and the one that it `must` go up to at once."""

    rung: Rung | None
    must: Rung | None


def start(session: Session, kind: CaseKind, severity: str) -> Start:
    """Where a case opens if I save it; no rung where my role may not hold it (C2, C3)."""
    steps = cases.forms(session.pack).ladder(kind.ladder)
    begins = kind.severity(severity).starts
    rung = ladder.opening_rung(steps, session.role, begins)
    must = ladder.must_pass(steps, rung.code, begins) if rung is not None else None
    return Start(rung, must)


def rung_for(session: Session, kind: CaseKind, begins: Start, role: Role) -> Rung | None:
    """The rung for which a colleague of `role` can be asked; None: they may not hold it."""
    if begins.rung is None:
        return None
    if begins.must is not None:
        return begins.must if ladder.may_hold(role, begins.must) else None
    steps = cases.forms(session.pack).ladder(kind.ladder)
    return ladder.lowest_for(steps, begins.rung.code, role)


def receivers(session: Session, kind: CaseKind, begins: Start) -> list[tuple[Staff, Rung]]:
    """Who may be named, each with the rung; who usually holds the one it must go to first."""
    found = [
        (one, rung)
        for one in Staff.here()
        if one.id != session.staff_id
        and (rung := rung_for(session, kind, begins, one.role)) is not None
    ]
    steps = cases.forms(session.pack).ladder(kind.ladder)
    order = [one.code for one in steps.rungs]
    return sorted(found, key=lambda one: (order.index(one[1].code), _usual(*one)))


def _usual(one: Staff, rung: Rung) -> int:
    return rung.roles.index(one.role)


def offered_receivers(found: list[tuple[Staff, Rung]], typed: str, context: Context) -> list[Offer]:
    """The receivers that the typed letters may mean, with the rung each would be asked for."""
    return [
        Offer(str(one.id), one.name or "", context.say(f"case.rung.{rung.code}.name"))
        for one, rung in found
        if _meant(typed, one.name or "")
    ]


def offered_colleagues(everyone: list[Staff], typed: str) -> list[Offer]:
    """The colleagues that the typed letters may mean."""
    return [Offer(str(one.id), one.name or "") for one in everyone if _meant(typed, one.name or "")]


def _meant(typed: str, *names: str) -> bool:
    asked = typed.strip().lower()
    if any(asked in name.lower() for name in names):
        return True
    key = query_key(asked)
    return bool(key) and any(one.startswith(key) for name in names for one in search_keys(name, ""))


def understood(spec: FieldSpec, typed: str, context: Context) -> str:
    """What was understood of a time or a day as it is said; "" where that is nothing sure."""
    text = typed.strip()
    now, zone = context.now(), context.desk.zone
    if not text or (spec.kind == "when" and past.wrong(text, now, zone)):
        return ""
    at = _instant(text, context) if spec.kind == "when" else None
    if at is not None:
        return moment(at, context)
    day = past.day_of(text, now, zone)
    noon = instant(datetime.combine(day, _NOON, tzinfo=zone)) if day is not None else None
    return day_said(noon, context) if noon is not None else ""


def moment(at: Millis, context: Context) -> str:
    """`Mon 23 Nov 7:40`; the year too where it is another."""
    return f"{day_said(at, context)} {context.time(at)}"


def day_said(at: Millis, context: Context) -> str:
    """`Mon 23 Nov`; the year too where it is another."""
    zone = context.desk.zone
    year = local(at, zone).year
    day = day_text(at, zone)
    return day if year == local(context.now(), zone).year else f"{day} {year}"


def _instant(text: str, context: Context) -> Millis | None:
    try:
        return past.parse(text, context.now(), context.desk.zone)
    except InputError:
        return None
