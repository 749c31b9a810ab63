"""Who the typed text may mean, as rows that hang from the field (D1)."""

from frontdesk.clock import local
from frontdesk.desk import people
from frontdesk.desk.likeness import why_words
from frontdesk.desk.names import highlight
from frontdesk.desk.people import Match, PersonForm
from frontdesk.session import Session
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens.parts import cells
from screens.parts.context import Context, short_day
from screens.parts.lines import Line, Span, ends, line
from screens.parts.listpane import Row
from screens.parts.said import sex_word

FOUND = 4
NEW = "new"
NAME = 8
PINYIN = 12


def rows(context: Context, form: PersonForm, room: int) -> list[Row]:
    """At most five rows: who was found, then who is likely the same, then "new person"."""
    session = context.desk
    found = people.find(session, form.name, FOUND)
    shown = [Row(one.id, (_row(context, one, form.name, room),)) for one in found]
    known = {one.id for one in found}
    if form.phone or form.birth:
        for likely in people.likely(session, form, FOUND):
            if likely.match.id not in known and len(shown) < FOUND:
                why = why_words(likely.likeness.why)
                shown.append(Row(likely.match.id, (_row(context, likely.match, why, room, why),)))
    if form.name.strip():
        tail = line((_("Enter"), context.ink.key), (" " + _("take"), context.ink.dim))
        new = line(("+ " + _("new person"), context.ink.fg))
        shown.append(Row(NEW, (ends(new, tail, room),)))
    return shown


def _row(context: Context, match: Match, typed: str, room: int, why: str = "") -> Line:
    ink, glyphs = context.ink, context.glyphs
    year = local(context.now(), context.desk.zone).year
    age = str(year - match.birth_year) if match.birth_year else ""
    left: list[Span] = [Span(cells.pad(match.name, NAME, glyphs.more), ink.hi), Span(" ")]
    about = Span(cells.pad(f"{sex_word(match.sex)} {age}".strip(), 5), ink.dim)
    if why:
        # Who it is must stand beside why: the reason gives way, never the name.
        told = cells.cut(why, max(0, room - NAME - 1 - 5 - 1), glyphs.more)
        return ends((*left, about), line((told, ink.dim)), room, more=glyphs.more)
    left += _pinyin(context, match, typed)
    left += [Span(" "), about]
    left.append(Span(f" {cells.pad(mask_phone(match.phone), 11)}", ink.fg))
    if match.ticket:
        last = _("here: {ticket}").format(ticket=match.ticket)
    else:
        last = short_day(match.seen_at, context.desk.zone)
    return ends(left, line((last, ink.dim)), room, more=glyphs.more)


def _pinyin(context: Context, match: Match, typed: str) -> list[Span]:
    """The pinyin with the typed letters in accent."""
    ink = context.ink
    shown = cells.pad(match.pinyin, PINYIN, context.glyphs.more)
    spans: list[Span] = []
    at = 0
    for start, end in highlight(match.pinyin, typed):
        if end > len(shown.rstrip()):
            break
        spans += [Span(shown[at:start], ink.fg), Span(shown[start:end], ink.title)]
        at = end
    spans.append(Span(shown[at:], ink.fg))
    return spans


def by_id(session: Session, person_id: int | None) -> Match | None:
    """A known person as a match, or None."""
    return people.match_of(session, person_id) if person_id is not None else None
