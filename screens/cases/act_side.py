"""Beside a form about a case: what was said, wished, proposed and answered so far (X2)."""

from collections.abc import Iterator

from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import YES
from frontdesk.words import _
from screens.cases import act_forms
from screens.parts import cells
from screens.parts.context import Context
from screens.parts.lines import BLANK, Line, line
from screens.parts.panel import rule_line
from screens.parts.prose import wrap_most

# So many rows at most of any one text.
_ROWS = 5
_LABEL = 11


def case_lines(context: Context, case: CaseFile, room: int, rows: int) -> list[Line]:
    """What one needs of the case to write about it: what was said, wished, proposed, answered."""
    found = [rule_line(_("So far"), room, context.ink, context.glyphs), BLANK]
    for label, text in _told(case):
        if not text:
            continue
        shown = wrap_most(context.glyphs.text(text), max(1, room - _LABEL), _ROWS)
        for at, row in enumerate(shown):
            head = label if at == 0 else ""
            found.append(
                line(
                    (head, context.ink.dim),
                    " " * (_LABEL - cells.width(head)),
                    (row, context.ink.fg),
                )
            )
    return found[:rows]


def _told(case: CaseFile) -> Iterator[tuple[str, str]]:
    yield _("Said"), case.facts
    yield _("Asks for"), case.wish
    yield _("Where, who"), " ".join(part for part in (case.place_name, case.about) if part)
    proposal, reply = act_forms.last(case, "proposed"), act_forms.last(case, "replied")
    if proposal is not None:
        yield _("Proposed"), proposal.text
        if reply is not None and reply.id > proposal.id:
            word = _("accepted") if reply.code_to == YES else _("not accepted")
            said = _("{head}: {text}").format(head=word, text=reply.text) if reply.text else word
            yield _("Reply"), said
    for sheet in case.sheets:
        answer = sheet.answer or _("no answer yet")
        who = f"{sheet.place_name} {sheet.party}".strip()
        yield _("Sheet"), _("{head}: {text}").format(head=who, text=answer)
    note = act_forms.last(case, "note")
    yield _("Note"), note.text if note is not None else ""
