"""What stands in a case in a person's words: values of its form, lines of its timeline (C1, C3).

Everything is said in the language spoken now, by the pack that the case began by.
"""

from collections.abc import Callable, Mapping

import msgspec

from frontdesk.cases.case_file import CaseFile, EventLine
from frontdesk.cases.cases import YES
from frontdesk.cases.satisfaction import EFFECTIVE
from frontdesk.cases.sheets import IN_TIME
from frontdesk.desk.directory import Department
from frontdesk.packs.structs import FieldSpec
from frontdesk.staff.staff import Staff
from frontdesk.words import _, language


class SpokenNames(msgspec.Struct, frozen=True):
    """Names for the codes and ids that values hold: of places by code, of colleagues by id."""

    places: Mapping[str, str]
    staff: Mapping[int, str]


def spoken_names() -> SpokenNames:
    """Every place and colleague, also those who are here no more, in the language spoken now."""
    return SpokenNames(
        places={one.code: one.name for one in Department.select()},
        staff={one.id: one.name or "–" for one in Staff.select()},
    )


def say_role(role: str) -> str:
    """A role, as whom a notice is for; its code where there is no such role."""
    return {
        "agent": _("agent"),
        "lead": _("lead"),
        "supervisor": _("supervisor"),
        "deputy": _("deputy manager"),
        "manager": _("manager"),
    }.get(role, role)


def word(case: CaseFile, section: str, code: str) -> str:
    """The words of a code in a section of the pack; "" where there is none."""
    return case.pack.say(f"case.{section}.{code}", language()) if code else ""


def label(case: CaseFile, name: str) -> str:
    """What a field is called on the paper of this kind."""
    spoken = language()
    own = f"case.kind.{case.kind}.field.{name}.label"
    if own in case.pack.words.get(spoken, {}):
        return case.pack.say(own, spoken)
    return _field_word(case, f"field.{name}.label", name)


def value(case: CaseFile, spec: FieldSpec, kept: str, names: SpokenNames) -> str:
    """What a field holds, as people say it."""
    if not kept:
        return ""
    if spec.kind in ("staff", "receiver"):
        return names.staff.get(int(kept), kept) if kept.isdecimal() else kept
    if spec.kind in ("place", "department"):
        return names.places.get(kept, kept)
    if spec.kind == "yesno":
        return _("yes") if kept == YES else _("no")
    if spec.kind == "severity":
        return word(case, f"severity.{case.kind}", kept)
    if spec.kind == "case_channel":
        return word(case, "channel", kept)
    if spec.kind in ("choice", "sex"):
        return _field_word(case, f"field.{spec.name}.choice.{kept}", kept)
    return kept


def event(case: CaseFile, line: EventLine, names: SpokenNames) -> str:
    """One line of the timeline, without what was written; an unknown one is its code."""
    found = _EVENTS.get(line.what)
    return found(case, line, names) if found is not None else line.what


def written(case: CaseFile, line: EventLine, names: SpokenNames) -> str:
    """What was written with a line of the timeline: of a correction, what stood there before."""
    if line.what != "corrected":
        return line.text
    spec = next((one for one in case.rules.fields if one.name == line.code_from), None)
    before = line.text if spec is None else value(case, spec, line.text, names)
    return _("before: {text}").format(text=before or "–")


def _field_word(case: CaseFile, key: str, code: str) -> str:
    found = case.pack.words.get(language(), {}).get(key)
    return code if found is None else found


def _rung(case: CaseFile, code: str) -> str:
    return word(case, f"rung.{code}", "name") if code else ""


def _opened(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Opened: {channel}, {severity}").format(
        channel=word(case, "channel", line.code_from),
        severity=word(case, f"severity.{case.kind}", line.code_to),
    )


def _severity(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Severity: {before} → {after}").format(
        before=word(case, f"severity.{case.kind}", line.code_from),
        after=word(case, f"severity.{case.kind}", line.code_to),
    )


def _joint(_case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    if line.code_to in (YES, "1"):
        return _("Several departments take part")
    return _("One department takes part")


def _passed(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    if line.code_from == line.code_to:
        return _("Offered to {who}").format(who=line.to)
    return _("Passed up to {rung}: {who}").format(rung=_rung(case, line.code_to), who=line.to)


def _accepted(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Taken over at {rung} from {who}").format(rung=_rung(case, line.code_to), who=line.to)


def _declined(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Not taken over, stays with {who} at {rung}").format(
        rung=_rung(case, line.code_from), who=line.to
    )


def _replied(_case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    if line.code_to == YES:
        return _("The person accepts the proposal")
    return _("The person does not accept the proposal")


def _sheet(_case: CaseFile, line: EventLine, names: SpokenNames) -> str:
    place = names.places.get(line.code_to, line.code_to)
    if line.code_from == "apology":
        return _("An apology is owed by {place}").format(place=place)
    return _("Sheet sent to {place}").format(place=place)


def _sheet_done(_case: CaseFile, line: EventLine, names: SpokenNames) -> str:
    place = names.places.get(line.code_from, line.code_from)
    if line.code_to == IN_TIME:
        return _("{place} answered in time").format(place=place)
    return _("{place} answered late").format(place=place)


def _told(_case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Notice to the {role} seen").format(role=say_role(line.code_to))


def _corrected(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Corrected: {field}").format(field=label(case, line.code_from))


def _closed(case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    return _("Closed: {outcome}, answered {way}").format(
        outcome=word(case, "outcome", line.code_to), way=word(case, "way", line.code_from)
    )


def _checked(_case: CaseFile, line: EventLine, _names: SpokenNames) -> str:
    if line.code_to == EFFECTIVE:
        return _("Looked at afterwards: it helped")
    return _("Looked at afterwards: it did not help")


def _plain(text: Callable[[], str]) -> Callable[[CaseFile, EventLine, SpokenNames], str]:
    return lambda _case, _line, _names: text()


_EVENTS: dict[str, Callable[[CaseFile, EventLine, SpokenNames], str]] = {
    "opened": _opened,
    "severity": _severity,
    "joint": _joint,
    "passed": _passed,
    "accepted": _accepted,
    "declined": _declined,
    "note": _plain(lambda: _("Note")),
    "proposed": _plain(lambda: _("Proposed to the person")),
    "replied": _replied,
    "acknowledged": lambda case, line, _names: _("Acknowledged to the person: {way}").format(
        way=word(case, "way", line.code_to)
    ),
    "paused": lambda case, line, _names: _("The clock stands: {reason}").format(
        reason=word(case, "pause", line.code_to)
    ),
    "resumed": _plain(lambda: _("The clock runs on")),
    "sheet": _sheet,
    "sheet_done": _sheet_done,
    "told": _told,
    "linked": lambda _case, line, _names: _("Linked with {number}").format(number=line.code_to),
    "attached": _plain(lambda: _("A file was put to it")),
    "corrected": _corrected,
    "redated": _plain(lambda: _("Dated anew by a changed calendar")),
    "closed": _closed,
    "reopened": _plain(lambda: _("Opened again")),
    "reported": lambda _case, line, _names: _("Reported to the {role}").format(
        role=say_role(line.code_to)
    ),
    "satisfied": lambda case, line, _names: _("Asked afterwards: {satisfied}").format(
        satisfied=word(case, "satisfied", line.code_to)
    ),
    "checked": _checked,
    "printed": _plain(lambda: _("Printed")),
}
