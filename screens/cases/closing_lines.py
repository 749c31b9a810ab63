"""How a case ended, in place of its running clocks (C6, C8)."""

from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile
from frontdesk.words import _
from screens.cases.case_look import Look
from screens.parts import cells
from screens.parts.lines import BLANK, Line, cut, line
from screens.parts.panel import rule_line
from screens.parts.prose import wrap_most

LABEL = 10
# So many rows of an answer, and of what was learnt, where there is room.
ANSWER_ROWS, OTHER_ROWS = 6, 3


def closing_lines(case: CaseFile, look: Look, room: int, rows: int) -> list[Line]:
    """Outcome, answer, cause, fault, lesson and what the person said of it afterwards."""
    for answer in range(ANSWER_ROWS, 0, -1):
        shown = _closing(case, look, room, answer, min(answer, OTHER_ROWS))
        if len(shown) <= rows:
            return shown
    return shown[: max(0, rows)]


def _closing(case: CaseFile, look: Look, room: int, answer: int, other: int) -> list[Line]:
    ink, glyphs = look.ink, look.glyphs
    outcome = look.text(sentences.word(case, "outcome", case.outcome))
    when = "" if case.closed_at is None else look.stamp(case.closed_at)
    shown = [
        rule_line(_("How it ended"), room, ink, glyphs, when),
        BLANK,
        cut(line((f"{glyphs.done} ", ink.done), (outcome, ink.hi)), room, glyphs.more),
    ]
    told = [
        (_("Our answer"), case.answer, answer),
        (_("Given"), _given(case, look), 1),
        (_("Accepted"), {"yes": _("yes"), "no": _("no")}.get(case.accepted, ""), 1),
        (_("Cause"), case.cause, other),
        (_("Fault"), sentences.word(case, "fault", case.fault), 1),
        (_("Lesson"), case.lesson, other),
        (_("Passed to"), case.outside, other),
        (_("Afterwards"), afterwards(case, look), 1),
    ]
    for label, text, most in told:
        shown += _fact(label, text, look, room, most)
    return shown


def _given(case: CaseFile, look: Look) -> str:
    return look.dots(sentences.word(case, "way", case.how), case.answerer)


def afterwards(case: CaseFile, look: Look) -> str:
    """What the person said of it, and whether it helped: the last of each since it was closed."""
    since = case.closed_at or 0
    last = {one.what: one for one in case.events if one.at >= since}
    rated, looked = last.get("satisfied"), last.get("checked")
    return look.dots(
        "" if rated is None else sentences.word(case, "satisfied", rated.code_to),
        "" if looked is None else sentences.event(case, looked, look.names),
    )


def _fact(label: str, text: str, look: Look, room: int, most: int) -> list[Line]:
    if not text.strip():
        return []
    rows = wrap_most(look.text(text), max(1, room - LABEL - 1), most, look.glyphs.more)
    head = cells.pad(label, LABEL, look.glyphs.more)
    return [
        line((head if not at else " " * LABEL, look.ink.dim), " ", (row, look.ink.fg))
        for at, row in enumerate(rows)
    ]


def short_closing(case: CaseFile, look: Look, room: int) -> list[Line]:
    """Two rows of it, where there is one pane."""
    ink, glyphs = look.ink, look.glyphs
    outcome = sentences.word(case, "outcome", case.outcome)
    first = look.text(look.dots(outcome, _given(case, look)))
    second = look.text(look.dots(case.answer, case.cause, case.lesson, afterwards(case, look)))
    return [
        cut(line((f"{glyphs.done} ", ink.done), (first, ink.hi)), room, glyphs.more),
        cut(line("  ", (second, ink.fg)), room, glyphs.more),
    ]
