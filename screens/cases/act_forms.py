"""The small forms of what is done about a case: their fields, what they are called (C3 to C8).

Unlike a form of the pack they are the same on every desk: their labels are the program's words,
what is chosen in them the pack's.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from frontdesk.cases import cases, sentences
from frontdesk.cases.case_file import CaseFile, EventLine, SheetLine
from frontdesk.cases.cases import NO, TEXT_LIMIT, YES
from frontdesk.desk.directory import Department
from frontdesk.desk.people import SEXES
from frontdesk.packs.parts import FieldSpec
from frontdesk.tasks.tasks import NAME_LIMIT
from frontdesk.words import _, language
from screens.cases import case_hints
from screens.parts.form_fields import FieldWords

# A case is named by its number or in a few words; a file by its whole path.
OTHER_LIMIT, PATH_LIMIT = 60, 1000
TIME_LIMIT = 40
SEVERE = "▪"
OTHER, PLACE, PATH = "other", "place", "path"
# What a field of the pack is here where its kind is no kind of editor.
_PICKED = ("place", "department")
_CHOSEN = ("choice", "case_channel", "yesno", "sex")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Words are wanted: the form of `act` about this case, with what was chosen already.

    `task_id` is what is owed that it is about, `field` the field that is put right, `to` who is
    named for `rung`.
    """

    act: str
    case_id: int
    task_id: int | None = None
    field: str = ""
    rung: str = ""
    to: int | None = None
    codes: Mapping[str, str] = MappingProxyType({})


class Asked(msgspec.Struct, frozen=True):
    """One field of such a form, with what stands in it at the beginning.

    `code` is what is chosen or the place that was picked, `id` the colleague.
    """

    spec: FieldSpec
    words: FieldWords
    value: str = ""
    code: str = ""
    id: int | None = None


Forms = Callable[[CaseFile, Wanted], Sequence[Asked]]


def fields_of(case: CaseFile, wanted: Wanted) -> tuple[Asked, ...]:
    """The fields of the form, in their order; of the closing every field an outcome may need."""
    return tuple(_FORMS[wanted.act](case, wanted))


def title_of(case: CaseFile, wanted: Wanted) -> str:
    """What the form is called."""
    if wanted.act == case_hints.CORRECT:
        return _("Correct: {label}").format(label=sentences.label(case, wanted.field))
    if wanted.act == case_hints.PASS:
        word = case_hints.rung_word(case, wanted.rung)
        return _("Pass up to {rung}").format(rung=word)
    return {
        case_hints.NOTE: _("Note"),
        case_hints.PROPOSE: _("Proposal"),
        case_hints.REPLY: _("The person's reply"),
        case_hints.DECLINE: _("Not taken over"),
        case_hints.SEVERITY: _("Severity"),
        case_hints.SHEET: _("Sheet to a department"),
        case_hints.APOLOGY: _("Apology that is owed"),
        case_hints.ANSWER: _("What came of it"),
        case_hints.LINK: _("Link to another"),
        case_hints.ATTACH: _("Attach a file"),
        case_hints.CLOSE: _("Resolve"),
        case_hints.REOPEN: _("Open it again"),
        case_hints.RATE: _("Is the person satisfied?"),
        case_hints.EFFECT: _("Did it help?"),
    }[wanted.act]


def needed(case: CaseFile, outcome: str) -> tuple[str, ...]:
    """The fields of the closing that are asked for with this outcome, in their order (C4, C6)."""
    found = next((one for one in case.rules.outcomes if one.code == outcome), None)
    return ("outcome", "answer", "how", *(found.needs if found is not None else ()))


def sheet_of(case: CaseFile, task_id: int | None) -> SheetLine | None:
    """The sheet or apology that a task is."""
    return next((one for one in case.sheets if one.task_id == task_id), None)


def last(case: CaseFile, what: str) -> EventLine | None:
    """What happened last of this sort."""
    return next((one for one in reversed(case.events) if one.what == what), None)


# -- kinds of fields -------------------------------------------------------------------------


def _note(name: str, label: str, *, required: bool = True, value: str = "") -> Asked:
    spec = FieldSpec(name=name, kind="note", required=required, max=TEXT_LIMIT)
    return Asked(spec, FieldWords(label), value)


def _text(name: str, label: str, limit: int, eg: str = "", value: str = "") -> Asked:
    return Asked(
        FieldSpec(name=name, kind="text", required=True, max=limit), FieldWords(label, eg), value
    )


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], code: str = "") -> Asked:
    codes = tuple(one for one, _word in options)
    spec = FieldSpec(name=name, kind="choice", required=True, choices=codes)
    return Asked(spec, FieldWords(label, options=options), code=code)


def _yes_no(name: str, label: str, yes: str, no: str, code: str = "") -> Asked:
    return _choice(name, label, ((YES, yes), (NO, no)), code)


def _coded(case: CaseFile, section: str, codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, case.pack.say(f"case.{section}.{code}", language())) for code in codes]


def _why(_case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [_note("why", _("Why"))]


# -- the forms -------------------------------------------------------------------------------


def _pass(_case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [_note("why", _("Why"), required=False)]


def _reply(_case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [
        _yes_no("accepted", _("The person"), _("accepts it"), _("does not accept it")),
        _note("reply", _("Their words"), required=False),
    ]


def _severity(case: CaseFile, wanted: Wanted) -> list[Asked]:
    chosen = wanted.codes.get("severity", "")
    return [_choice("severity", _("Severity"), severities(case), chosen), _note("why", _("Why"))]


def severities(case: CaseFile) -> list[tuple[str, str]]:
    """The severities of its kind by their marks and words: ▪▪▪ serious."""
    named = _coded(case, f"severity.{case.kind}", [one.code for one in case.rules.severities])
    return [(code, f"{SEVERE * at} {word}") for at, (code, word) in enumerate(named, 1)]


def _sheet(case: CaseFile, _wanted: Wanted) -> list[Asked]:
    # The first department asked is the one the case is about.
    first = not any(one.what == "sheet" for one in case.sheets)
    return [
        _place(PLACE, _("Department"), case.place if first else "", required=True),
        _note("ask", _("Asked of it")),
        _time("by", _("Answer by")),
    ]


def _apology(case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [
        _text("party", _("Who owes it"), NAME_LIMIT, value=case.about[:NAME_LIMIT]),
        _place(PLACE, _("Of where"), case.place, required=True),
        _note("ask", _("For what")),
        _time("by", _("Due by")),
    ]


def _answer(case: CaseFile, wanted: Wanted) -> list[Asked]:
    sheet = sheet_of(case, wanted.task_id)
    apology = sheet is not None and sheet.what == "apology"
    return [
        _note("answer", _("How it went") if apology else _("Its answer")),
        _yes_no("in_time", _("It came"), _("in time"), _("late")),
    ]


def _link(_case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [_text(OTHER, _("Which case"), OTHER_LIMIT, _("e.g. C-0228, or a name"))]


def _attach(_case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [_text(PATH, _("File"), PATH_LIMIT, _("type its path, or drop it here"))]


def _close(case: CaseFile, _wanted: Wanted) -> list[Asked]:
    rules = cases.forms(case.pack)
    proposal, reply = last(case, "proposed"), last(case, "replied")
    agreed = proposal is not None and reply is not None and reply.id > proposal.id
    agreed = agreed and reply is not None and reply.code_to == YES
    linked = case.links[0].number if len(case.links) == 1 else ""
    outcomes = [one.code for one in case.rules.outcomes]
    return [
        _choice("outcome", _("Outcome"), _coded(case, "outcome", outcomes)),
        # What the person accepted already is what they were answered.
        _note("answer", _("Our answer"), value=proposal.text if agreed and proposal else ""),
        _choice("how", _("Given how"), _coded(case, "way", rules.ways)),
        _yes_no(
            "accepted", _("The person"), _("accepts it"), _("does not accept it"),
            YES if agreed else "",
        ),
        _note("cause", _("Cause")),
        _choice("fault", _("Our fault"), _coded(case, "fault", rules.faults)),
        _note("lesson", _("Lesson")),
        _text(OTHER, _("Same as"), OTHER_LIMIT, _("e.g. C-0228, or a name"), linked),
        _text("where", _("Handed to"), TEXT_LIMIT),
    ]  # fmt: skip


def _rate(case: CaseFile, _wanted: Wanted) -> list[Asked]:
    scale = cases.forms(case.pack).satisfied
    return [
        _choice("satisfied", _("The person"), _coded(case, "satisfied", scale)),
        _note("said", _("Their words"), required=False),
    ]


def _effect(_case: CaseFile, _wanted: Wanted) -> list[Asked]:
    return [
        _yes_no("effective", _("The measure"), _("helped"), _("did not help: opens again")),
        _note("said", _("Finding")),
    ]


def _correct(case: CaseFile, wanted: Wanted) -> list[Asked]:
    """The field of the pack as it stands; whatever digits choose in it is a list here."""
    spec = case.rules.field(wanted.field)
    label, kept = sentences.label(case, spec.name), case.value(spec.name)
    if spec.kind in _PICKED:
        return [_place(spec.name, label, kept, required=spec.required)]
    if spec.kind == "staff":
        said = sentences.value(case, spec, kept, sentences.spoken_names())
        return [Asked(spec, FieldWords(label), said, id=int(kept) if kept.isdecimal() else None)]
    if spec.kind in _CHOSEN:
        codes = _codes(case, spec)
        options = [(one, sentences.value(case, spec, one, _NOBODY)) for one in codes]
        return [Asked(spec, FieldWords(label, options=options), code=kept)]
    eg = case.pack.say_field(case.kind, spec.name, "eg", language())
    return [Asked(spec, FieldWords(label, eg), kept)]


_NOBODY = sentences.SpokenNames(places={}, staff={})


def _codes(case: CaseFile, spec: FieldSpec) -> Sequence[str]:
    if spec.kind == "case_channel":
        return cases.forms(case.pack).channels
    if spec.kind == "sex":
        return SEXES
    return (YES, NO) if spec.kind == "yesno" else spec.choices


def _place(name: str, label: str, code: str, *, required: bool) -> Asked:
    """A place of the directory, chosen by digit and narrowed by letters."""
    spec = FieldSpec(name=name, kind="place", required=required, max=NAME_LIMIT)
    found = Department.read("code = ? AND active = 1", code) if code else []
    known = found[0].name if found else ""
    return Asked(spec, FieldWords(label, _("digit or name")), known, code if known else "")


def _time(name: str, label: str) -> Asked:
    spec = FieldSpec(name=name, kind="due", max=TIME_LIMIT)
    return Asked(spec, FieldWords(label, _("e.g. Fri 12:00")))


_FORMS: dict[str, Forms] = {
    case_hints.NOTE: lambda _case, _wanted: [_note("note", _("Note"))],
    case_hints.PROPOSE: lambda _case, _wanted: [_note("proposal", _("Proposal"))],
    case_hints.REPLY: _reply,
    case_hints.PASS: _pass,
    case_hints.DECLINE: _why,
    case_hints.SEVERITY: _severity,
    case_hints.SHEET: _sheet,
    case_hints.APOLOGY: _apology,
    case_hints.ANSWER: _answer,
    case_hints.LINK: _link,
    case_hints.ATTACH: _attach,
    case_hints.CLOSE: _close,
    case_hints.REOPEN: _why,
    case_hints.RATE: _rate,
    case_hints.EFFECT: _effect,
    case_hints.CORRECT: _correct,
}
