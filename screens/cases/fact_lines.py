"""What a case is about: who, where, in their own words, how grave, whose it is (C1, C2).

A kind's own fields follow, then what was asked of others, what is linked and attached.
"""

from collections.abc import Iterator

import msgspec

from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile, SheetLine
from frontdesk.clock import local
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens.cases.case_look import Look
from screens.parts import cells
from screens.parts.lines import BLANK, Line, Span, cut, ends, line
from screens.parts.panel import hint, rule_line
from screens.parts.prose import wrap, wrap_most
from screens.parts.said import sex_word

INDENT = 2
# What a label takes at least and at most, with a blank after it.
LABEL, LABEL_MOST = 11, 14
# Fields that have a place of their own above; the others follow as the form has them.
_PLACED = frozenset(
    {
        "person", "phone", "channel", "place", "about", "when", "facts", "wish", "severity",
        "joint", "to",
    }
)  # fmt: skip
# A wish, or a value of the kind's own, takes so many rows at most.
_VALUE_ROWS = 2


class Place(msgspec.Struct, frozen=True):
    """Where the case stands in the list that it was opened from; `open`: of open cases."""

    place: int
    count: int
    open: bool = True


# -- heads -------------------------------------------------------------------------------------


def title(case: CaseFile) -> str:
    """`Complaint C-0228`."""
    return f"{sentences.word(case, f'kind.{case.kind}', 'name')} {case.number}"


def title_line(
    case: CaseFile, place: Place | None, look: Look, room: int, *, short: bool = False
) -> Line:
    """`Complaint C-0228 ───── 2 of 5 open   [ ] previous, next`; `short`: the keys alone."""
    ink = look.ink
    note: list[Span] = []
    if case.closed_at is not None:
        note += line((_("closed {time}").format(time=look.stamp(case.closed_at)), ink.strong))
    if place is not None and place.count > 1:
        is_open = place.open and case.closed_at is None
        words = _("{place} of {count} open") if is_open else _("{place} of {count}")
        note += line("   " if note else "")
        note += line((words.format(place=place.place, count=place.count), ink.dim))
        note += line("   ", *(hint("[ ]", _("previous, next"), ink)[: 1 if short else None]))
    return rule_line(title(case), room, ink, look.glyphs, note)


def person(case: CaseFile, look: Look) -> str:
    """`Lü Min · F 52`."""
    age = str(local(look.now, look.zone).year - case.birth_year) if case.birth_year else ""
    about = f"{sex_word(case.sex)} {age}".strip()
    pinyin = case.pinyin if case.pinyin != case.name else ""
    return look.text(look.dots(pinyin, about))


def phone(case: CaseFile, full: str, look: Look) -> Line:
    """The number masked, with the key that shows it; in full while it may be shown."""
    if full:
        return line((look.text(full), look.ink.fg))
    masked = mask_phone(case.phone)
    if not masked:
        return ()
    return line((masked, look.ink.dim), "  ", *hint("v", _("show"), look.ink))


def marks(case: CaseFile, look: Look) -> Line:
    """`▪▪▪ serious`."""
    graded = case.severity
    word = sentences.word(case, f"severity.{case.kind}", graded.code)
    return line((f"{look.glyphs.severity * graded.place} {look.text(word)}", look.ink.hi))


def _who(case: CaseFile, look: Look) -> str:
    return look.text(case.name) or _("no name given")


# -- at 120 columns: a row each ----------------------------------------------------------------


def fact_lines(
    case: CaseFile, full: str, look: Look, room: int, rows: int, *, said_most: int = 0
) -> list[Line]:
    """The facts in at most `rows` lines: what was said gives way first, then what comes last.

    What was said takes `said_most` rows, where that is given.
    """
    said_most = said_most or max(1, rows)
    while True:
        shown = _facts(case, full, look, room, said_most)
        if len(shown) <= rows or said_most == 1:
            break
        said_most -= max(1, min(said_most - 1, len(shown) - rows))
    if len(shown) <= rows:
        return shown
    count = _("{count} lines more: Enter on the first line").format(count=len(shown) - rows + 1)
    more = line(" " * (INDENT + LABEL), (f"{look.glyphs.more} {count}", look.ink.dim))
    return [*shown[: max(0, rows - 1)], cut(more, room, look.glyphs.more)][:rows]


class _Rows:
    """Rows of labels and words, the words all from one column."""

    def __init__(self, look: Look, room: int) -> None:
        self._look, self._room = look, room
        self._rows: list[tuple[str, Line]] = []

    def row(self, label: str, words: Line) -> None:
        """A label and words of any style."""
        self._rows.append((self._look.text(label), words))

    def words(self, label: str, text: str, most: int, begin: str = "", end: str = "") -> None:
        """A label and its text in some rows, between two signs that hang."""
        room = self._room - INDENT - LABEL_MOST - cells.width(begin + end)
        hanging = " " * cells.width(begin)
        rows = wrap_most(text, max(1, room), most, self._look.glyphs.more)
        for at, row in enumerate(rows):
            before = hanging if at else begin
            after = end if at == len(rows) - 1 else ""
            said = line((f"{before}{row}{after}", self._look.ink.fg))
            self.row("" if at else label, said)

    def lines(self) -> list[Line]:
        """All of them."""
        widest = max((cells.width(label) for label, _words in self._rows), default=0)
        label = min(LABEL_MOST, max(LABEL, widest + 1))
        more, dim = self._look.glyphs.more, self._look.ink.dim
        return [
            cut(
                (
                    *line(" " * INDENT, (cells.pad(name, label - 1, more), dim), " "),
                    *words,
                ),
                self._room,
                more,
            )
            for name, words in self._rows
        ]


def _facts(case: CaseFile, full: str, look: Look, room: int, said_most: int) -> list[Line]:
    glyphs, most = look.glyphs, min(_VALUE_ROWS, said_most)
    rows = _Rows(look, room)
    rows.row(_label(case, "person", _("From")), _from(case, full, look))
    rows.words(_("Concerns"), about_text(case, look), _VALUE_ROWS)
    said = look.text(case.facts)
    if said:
        label = _label(case, "facts", _("Said"))
        rows.words(label, said, said_most, glyphs.opening, glyphs.closing)
    rows.words(_label(case, "wish", _("Asks for")), look.text(case.wish), most)
    rows.row(_label(case, "severity", _("Severity")), _severity(case, look))
    rows.row(_("Owner"), _owner(case, look))
    for label, text in own_values(case, look):
        rows.words(label, look.text(text), most)
    for label, words in beside(case, look):
        rows.row(label, words)
    return rows.lines()


def _from(case: CaseFile, full: str, look: Look) -> Line:
    about, number = person(case, look), phone(case, full, look)
    who = line((_who(case, look), look.ink.hi if case.name else look.ink.dim))
    return who + line("  " if about else "", (about, look.ink.fg), "   " * bool(number), *number)


def _label(case: CaseFile, name: str, otherwise: str) -> str:
    found = any(spec.name == name for spec in case.rules.fields)
    return sentences.label(case, name) if found else otherwise


def about_text(case: CaseFile, look: Look) -> str:
    """Where and when it happened, and whom it concerns."""
    place = look.names.places.get(case.place, case.place_name) if case.place else ""
    staff = case.about and f"{_label(case, 'about', _('Staff'))} {case.about}"
    return look.dots(*(look.text(one) for one in (place, staff, case.happened)))


def _severity(case: CaseFile, look: Look) -> Line:
    graded = case.severity
    parts = [_("{grade} of {count}").format(grade=graded.place, count=graded.of)]
    if graded.staff:
        parts.append(_("set by {who}").format(who=look.text(graded.staff)))
    if case.joint:
        parts.append(_("several departments"))
    parts.append(look.text(graded.why))
    told = marks(case, look)
    if graded.of > 1:
        told += line("  ", (look.dots(*parts), look.ink.dim))
    return told


def _owner(case: CaseFile, look: Look) -> Line:
    ink = look.ink
    rung = sentences.word(case, f"rung.{case.rung}", "name")
    since = _("since {time}").format(time=look.stamp(case.owner_since))
    told = line(
        (look.text(case.owner), ink.hi),
        "  ",
        (look.text(rung), ink.fg),
        (f" {look.glyphs.dot} {since}", ink.dim),
    )
    if case.offered_id is not None:
        asked = _("offered to {who}").format(who=look.text(case.offered))
        told += line("  ", (f"{look.glyphs.changed} {asked}", ink.strong))
    return told


def own_values(case: CaseFile, look: Look) -> Iterator[tuple[str, str]]:
    """What the kind alone asks, as the form has it."""
    for spec in case.rules.ordered():
        if spec.name not in _PLACED:
            said = sentences.value(case, spec, case.value(spec.name), look.names)
            if said.strip():
                yield sentences.label(case, spec.name), said


def beside(case: CaseFile, look: Look) -> Iterator[tuple[str, Line]]:
    """What others owe or were told, which cases belong to it, what is attached."""
    ink, glyphs = look.ink, look.glyphs
    for one in case.sheets:
        yield (_("Sheet") if one.what == "sheet" else _("Apology")), sheet(one, look)
    unseen = dict.fromkeys(one.role for one in case.notices if one.seen_at is None)
    if unseen:
        roles = _(", ").join(map(sentences.say_role, unseen))
        words = _("not seen yet: {roles}").format(roles=roles)
        yield _("Notice"), line((f"{glyphs.ahead} ", ink.dim), (words, ink.fg))
    if case.links:
        numbers = [
            f"{one.number} {glyphs.done}" if one.closed_at is not None else one.number
            for one in case.links
        ]
        yield _("Linked"), line((look.text("  ".join(numbers)), ink.fg))
    if case.files:
        yield _("Files"), line((look.text("  ".join(one.name for one in case.files)), ink.fg))


def sheet(one: SheetLine, look: Look) -> Line:
    """`◦ Internal medicine · by Tue 16:20`, in the colour of that; answered: with its answer."""
    ink, glyphs = look.ink, look.glyphs
    place = look.names.places.get(one.place, one.place_name)
    who = look.text(look.dots(place, one.party))
    if one.done_at is not None:
        answer = look.text(one.answer)
        told = line((f"{glyphs.done} ", ink.done), (who, ink.fg))
        return told + line((f" {glyphs.dot} {answer}" if answer else "", ink.dim))
    late = one.due_at is not None and look.now >= one.due_at
    by = "" if one.due_at is None else _("by {time}").format(time=look.stamp(one.due_at))
    mark = (f"{glyphs.due} ", ink.due_text) if late else (f"{glyphs.ahead} ", ink.dim)
    told = line(mark, (who, ink.fg), (f" {glyphs.dot} " if by else "", ink.dim))
    return told + line((by, ink.due_text if late else ink.dim))


# -- at 80 columns: folded ---------------------------------------------------------------------


def head_lines(case: CaseFile, full: str, look: Look, room: int) -> list[Line]:
    """Two rows: who and how grave; where, when and whose it is."""
    ink, glyphs = look.ink, look.glyphs
    about = person(case, look)
    who = line((_who(case, look), ink.hi), "  " if about else "", (about, ink.fg))
    number = phone(case, full, look)
    who += line("  " * bool(number)) + number
    owner = line((_("Owner"), ink.dim), " ", (look.text(case.owner), ink.hi))
    if case.offered_id is not None:
        owner += line((f" {glyphs.changed} {look.text(case.offered)}", ink.strong))
    where = line((about_text(case, look), ink.fg))
    return [
        ends(who, marks(case, look), room, gap=2, more=glyphs.more),
        ends(where, owner, room, gap=2, more=glyphs.more),
    ]


def short_facts(case: CaseFile, look: Look, room: int, rows: int) -> list[Line]:
    """What was said and asked for, and what others owe, in at most `rows` rows."""
    ink, glyphs = look.ink, look.glyphs
    asks = line((_label(case, "wish", _("Asks for")), ink.dim), " ", (look.text(case.wish), ink.fg))
    below = [asks] if case.wish.strip() else []
    owed = [one for one in case.sheets if one.done_at is None]
    below += [line((_("Sheet"), ink.dim), " ", *sheet(one, look)) for one in owed]
    said = wrap_most(
        f"{glyphs.opening}{look.text(case.facts)}{glyphs.closing}",
        room,
        max(1, rows - len(below)),
        glyphs.more,
    )
    shown = [line((row, ink.fg)) for row in said if case.facts.strip()]
    return [cut(one, room, glyphs.more) for one in (*shown, *below)][:rows]


# -- in full, on a page to read ----------------------------------------------------------------


def form_lines(case: CaseFile, look: Look, room: int) -> list[Line]:
    """The whole form, section by section as on paper, nothing cut."""
    ink, glyphs = look.ink, look.glyphs
    shown: list[Line] = []
    for section in case.rules.sections:
        rows: list[Line] = []
        for name in section.fields:
            text = _full_value(case, name, look)
            label = look.text(sentences.label(case, name))
            for at, row in enumerate(_note_rows(text, look, room - INDENT - LABEL_MOST)):
                head = cells.pad(label if not at else "", LABEL_MOST - 1, glyphs.more)
                rows.append(line(" " * INDENT, (head, ink.dim), " ", (row, ink.fg)))
        if rows:
            word = sentences.word(case, "section", section.code)
            shown += [rule_line(word, room, ink, glyphs), *rows, BLANK]
    return shown


def _full_value(case: CaseFile, name: str, look: Look) -> str:
    spec = case.rules.field(name)
    if name == "person":
        return case.name
    if name == "phone":
        return mask_phone(case.phone)
    return sentences.value(case, spec, case.value(name), look.names)


def _note_rows(text: str, look: Look, room: int) -> list[str]:
    """What was typed in several lines stays so."""
    return [
        row
        for part in text.splitlines()
        if part.strip()
        for row in wrap(look.glyphs.text(part), max(1, room))
    ]
