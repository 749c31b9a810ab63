"""What must hold in `cases.toml`: ladders, numbers, clocks, fields each in one section (C1 to C10).

Raises PackError for the first thing that does not, with its key.
"""

from collections.abc import Mapping
from itertools import pairwise

from frontdesk.clock import DAY
from frontdesk.packs.cases import CaseKind, Cases, Ladder, Severity
from frontdesk.packs.checks import field
from frontdesk.packs.expect import DIGITS, choice, digits, known, once, some, wrong
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Rules
from frontdesk.words import _

CASES = "cases.toml"
# As many as there are marks, from one square to four.
MOST_SEVERITIES = 4
MOST_WORKING_DAYS = 250
# A file is held whole while it is encrypted.
MOST_MEBIBYTES = 64
# What these fields hold, in the form of every kind.
FIELDS: Mapping[str, str] = {
    "person": "text",
    "phone": "phone",
    "channel": "case_channel",
    "when": "when",
    "place": "place",
    "about": "text",
    "witnesses": "text",
    "facts": "note",
    "wish": "note",
    "severity": "severity",
    "joint": "yesno",
    "to": "receiver",
}
# No other field may be of these kinds.
_BY_NAME = ("case_channel", "severity", "receiver")
_KINDS = (
    "text", "note", "choice", "digits", "phone", "birth", "sex", "department", "staff",
    "place", "when", "date", "yesno",
)  # fmt: skip


def check(rules: Rules, phone: Phone | None, cases: Cases) -> None:
    """All of it. Raises PackError."""
    some(CASES, "ladders", cases.ladders)
    once(CASES, "ladders", (ladder.code for ladder in cases.ladders))
    for ladder in cases.ladders:
        _ladder(ladder)
    some(CASES, "kinds", cases.kinds)
    once(CASES, "kinds", (kind.code for kind in cases.kinds))
    _numbers(rules, cases)
    for kind in cases.kinds:
        _kind(rules, cases, kind)
    _lists(phone, cases)
    _figures(cases)


def _ladder(ladder: Ladder) -> None:
    key = f"ladders.{ladder.code}.rungs"
    choice(CASES, key, [rung.code for rung in ladder.rungs])
    for rung in ladder.rungs:
        some(CASES, f"{key}.{rung.code}.roles", rung.roles)
        once(CASES, f"{key}.{rung.code}.roles", rung.roles)
        if rung.window > rung.within:
            wrong(CASES, f"{key}.{rung.code}.window", _('expected at most the time of "within"'))


def _numbers(rules: Rules, cases: Cases) -> None:
    taken = {series.code: "" for series in rules.series}
    for kind in cases.kinds:
        key = f"kinds.{kind.code}"
        if kind.series in taken:
            by = taken[kind.series] or _("the tickets")
            wrong(
                CASES, f"{key}.series", _("{name} numbers {by} too").format(name=kind.series, by=by)
            )
        taken[kind.series] = kind.code
        if not 2 <= kind.digits <= 6:
            wrong(CASES, f"{key}.digits", _("expected 2 to 6"))


def _kind(rules: Rules, cases: Cases, kind: CaseKind) -> None:
    key = f"kinds.{kind.code}"
    known(CASES, f"{key}.ladder", (kind.ladder,), (ladder.code for ladder in cases.ladders))
    ladder = cases.ladder(kind.ladder)
    _severities(f"{key}.severities", kind, ladder)
    _fields(rules, f"{key}.fields", kind)
    _needed(f"{key}.fields", kind, ladder)
    _sections(f"{key}.sections", kind)
    once(CASES, f"{key}.notice", kind.notice)
    once(CASES, f"{key}.signatures", kind.signatures)
    choice(CASES, f"{key}.outcomes", [outcome.code for outcome in kind.outcomes])
    for outcome in kind.outcomes:
        once(CASES, f"{key}.outcomes.{outcome.code}.needs", outcome.needs)


def _severities(key: str, kind: CaseKind, ladder: Ladder) -> None:
    some(CASES, key, kind.severities)
    once(CASES, key, (severity.code for severity in kind.severities))
    if len(kind.severities) > MOST_SEVERITIES:
        wrong(CASES, key, _("expected at most {count}").format(count=MOST_SEVERITIES))
    rungs = [rung.code for rung in ladder.rungs]
    for severity in kind.severities:
        known(CASES, f"{key}.{severity.code}.starts", (severity.starts,), rungs)
        _clocks(f"{key}.{severity.code}", kind, severity)
    for lighter, graver in pairwise(kind.severities):
        if rungs.index(graver.starts) < rungs.index(lighter.starts):
            wrong(
                CASES,
                f"{key}.{graver.code}.starts",
                _("expected no lower than the lighter severity before it"),
            )


def _clocks(key: str, kind: CaseKind, severity: Severity) -> None:
    at_kind = f"kinds.{kind.code}"
    if severity.acknowledge is not None and kind.soon > severity.acknowledge:
        wrong(CASES, f"{at_kind}.soon", _longest("acknowledge"))
    if severity.resolve is None:
        if severity.joint is not None:
            wrong(CASES, f"{key}.joint", _("only beside resolve"))
        return
    for name, days in (("resolve", severity.resolve), ("joint", severity.joint)):
        if days is not None and days > MOST_WORKING_DAYS:
            wrong(
                CASES,
                f"{key}.{name}",
                _("expected at most {count} working days").format(count=MOST_WORKING_DAYS),
            )
    if severity.joint is not None and severity.joint < severity.resolve:
        wrong(CASES, f"{key}.joint", _("expected at least the days of resolve"))
    if kind.soon_days > severity.resolve * DAY:
        wrong(CASES, f"{at_kind}.soon_days", _longest("resolve"))


def _fields(rules: Rules, key: str, kind: CaseKind) -> None:
    some(CASES, key, kind.fields)
    once(CASES, key, (spec.name for spec in kind.fields))
    for spec in kind.fields:
        at = f"{key}.{spec.name}"
        wanted = FIELDS.get(spec.name)
        if wanted is not None and spec.kind != wanted:
            wrong(CASES, f"{at}.kind", _("expected {name}").format(name=wanted))
        if wanted is None and spec.kind in _BY_NAME:
            name = next(name for name, kind_of in FIELDS.items() if kind_of == spec.kind)
            wrong(CASES, f"{at}.kind", _("only for the field {name}").format(name=name))
        if wanted is None:
            known(CASES, f"{at}.kind", (spec.kind,), _KINDS)
        field(CASES, rules, at, spec)


def _needed(key: str, kind: CaseKind, ladder: Ladder) -> None:
    """Fields without which a case of the kind could not be."""
    names = {spec.name for spec in kind.fields}
    if not any(spec.name == "facts" and spec.required for spec in kind.fields):
        wrong(CASES, f"{key}.facts", _("expected a required field of this name"))
    lowest = ladder.rungs[0].code
    for name, wanted in (
        ("severity", len(kind.severities) > 1),
        ("joint", any(severity.joint is not None for severity in kind.severities)),
        ("to", any(severity.starts != lowest for severity in kind.severities)),
    ):
        if wanted and name not in names:
            wrong(CASES, f"{key}.{name}", _("missing, a severity asks for it"))


def _sections(key: str, kind: CaseKind) -> None:
    some(CASES, key, kind.sections)
    once(CASES, key, (section.code for section in kind.sections))
    names = [spec.name for spec in kind.fields]
    placed: dict[str, str] = {}
    for section in kind.sections:
        at = f"{key}.{section.code}.fields"
        some(CASES, at, section.fields)
        once(CASES, at, section.fields)
        known(CASES, at, section.fields, names)
        for name in section.fields:
            if name in placed:
                wrong(
                    CASES,
                    at,
                    _("{name} stands in {other} already").format(name=name, other=placed[name]),
                )
            placed[name] = section.code
    for name in names:
        if name not in placed:
            wrong(CASES, key, _("{name} stands in no section").format(name=name))


def _lists(phone: Phone | None, cases: Cases) -> None:
    choice(CASES, "channels", cases.channels)
    if phone is not None:
        known(CASES, "channels", cases.channels, phone.channels)
    choice(CASES, "ways", cases.ways)
    digits(CASES, "pauses", cases.pauses)
    choice(CASES, "faults", cases.faults)
    choice(CASES, "satisfied", cases.satisfied)


def _figures(cases: Cases) -> None:
    known(CASES, "again.kind", (cases.again.kind,), (kind.code for kind in cases.kinds))
    if cases.again.count < 2:
        wrong(CASES, "again.count", _("expected at least 2"))
    like = cases.likeness
    if not 1 <= like.score_to_show <= like.person + like.place + like.about + like.text:
        wrong(CASES, "likeness.score_to_show", _("expected 1 up to all points together"))
    if like.show > DIGITS:
        wrong(CASES, "likeness.show", _("expected at most {count}").format(count=DIGITS))
    if cases.file_most > MOST_MEBIBYTES:
        wrong(CASES, "file_most", _("expected at most {count}").format(count=MOST_MEBIBYTES))
    if cases.sheet_window > cases.hand_sheet:
        wrong(CASES, "sheet_window", _longest("hand_sheet"))


def _longest(name: str) -> str:
    return _("expected at most the time of {name}").format(name=name)
