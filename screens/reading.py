"""Pages to read: one visit in full, help from the registry, the emergency card, the sheet."""

from frontdesk.clock import local
from frontdesk.desk import directory, story, waiting
from frontdesk.desk.steps import next_open
from frontdesk.errors import DeskError
from frontdesk.store import keys
from frontdesk.words import _, language
from screens import actions
from screens.desk import side
from screens.desk.rows import Look
from screens.desk.side import Picture
from screens.parts import cells, stepper
from screens.parts.act_hints import act_lines
from screens.parts.context import Context, day_text
from screens.parts.lines import BLANK, Line, fit, line
from screens.parts.panel import rule_line
from screens.parts.prose import wrap

KEY = 14
WORD = 16


def visit_lines(context: Context, visit_id: int, room: int) -> list[Line]:
    """One visit in full: facts, route, notes, what can be done (D5)."""
    session, ink, glyphs = context.desk, context.ink, context.glyphs
    waiter = next((one for one in waiting.waiting_list(session) if one.visit_id == visit_id), None)
    if waiter is None:
        return [line((_("The visit is over."), ink.fg)), _back(context)]
    now = context.now()
    look = Look(context.pack, directory.Names(), ink, glyphs, False, context.time)
    picture = Picture(
        waiter,
        story.story(session, visit_id),
        story.notes(session, visit_id),
        "",
        local(now, session.zone).year,
    )
    states = waiter.states(now)
    found = side.stages(picture, states, now, look)
    shown = [
        rule_line(
            side.title(picture, look), room, ink, glyphs, day_text(waiter.arrived_at, session.zone)
        ),
        BLANK,
        *side.facts(picture, look, room),
        BLANK,
        rule_line(_("Route"), room, ink, glyphs),
        BLANK,
        *stepper.tall(found, min(room, 60), 3 * len(found) + 3, ink, glyphs),
        BLANK,
    ]
    for note in picture.notes:
        shown += [
            line((f"{context.time(note.at)} {note.staff}  ", ink.dim)),
            *(line("  ", (glyphs.text(row), ink.fg)) for row in wrap(note.text, room - 2)),
        ]
    hints = side.acts(waiter, next_open(states), look)
    shown += [rule_line(_("Now"), room, ink, glyphs)]
    shown += act_lines(hints, room, ink, side.KEY)
    return [*shown, BLANK, _back(context)]


def help_lines(context: Context, page: str, room: int) -> list[Line]:
    """The keys that are heard on this page, with their word and what they do (X2)."""
    ink, glyphs = context.ink, context.glyphs
    shown: list[Line] = [rule_line(_("Help"), room, ink, glyphs, _back(context)), BLANK]
    for key, word, does in actions.table(context.settings.keys, page):
        head = line((cells.pad(key, KEY), ink.key), (cells.pad(word, WORD), ink.strong))
        rows = wrap(does, max(20, room - KEY - WORD))
        shown.append(line(*head, (rows[0], ink.dim)))
        shown += [line(" " * (KEY + WORD), (row, ink.dim)) for row in rows[1:]]
    return shown


def card_lines(context: Context, room: int) -> list[Line]:
    """The emergency card, plain, from the pack (D3)."""
    pack, ink, glyphs = context.pack, context.ink, context.glyphs
    title = pack.say("emergency.card.title", language())
    shown: list[Line] = [rule_line(title, room, ink, glyphs), BLANK]
    for at, code in enumerate(pack.emergency.card):
        rows = wrap(pack.say(f"emergency.card.step.{code}", language()), room - 5)
        shown.append(line((f" {at + 1}  ", ink.key), (glyphs.text(rows[0]), ink.hi)))
        shown += [line("    ", (glyphs.text(row), ink.hi)) for row in rows[1:]]
        shown.append(BLANK)
    return [*shown, _back(context)]


def sheet_lines(context: Context, room: int) -> list[Line]:
    """The recovery sheet: shown only when asked for, with how to print and confirm it."""
    ink, glyphs = context.ink, context.glyphs
    day = day_text(context.now(), context.desk.zone)
    shown: list[Line] = [rule_line(_("Recovery sheet"), room, ink, glyphs), BLANK]
    printed = keys.sheet(context.desk_name, context.desk.store.key, day).splitlines()
    shown += [fit(line((row, ink.fg)), room, more=glyphs.more) for row in printed]
    told = _("Print it: frontdesk sheet. Then type two groups back: frontdesk sheet --confirm.")
    shown += [BLANK, *(line((row, ink.dim)) for row in wrap(told, room)), BLANK, _back(context)]
    return shown


def fault_lines(context: Context, fault: DeskError, room: int) -> list[Line]:
    """Why the desk does not open, and what to do."""
    ink = context.ink
    rows = [line((row, ink.hi)) for row in wrap(fault.sentence, room)]
    rows += [line((row, ink.fg)) for row in wrap(fault.way_out, room)]
    return [*rows, BLANK, line((actions.shown("ctrl+q"), ink.key), (" " + _("Close"), ink.dim))]


def _back(context: Context) -> Line:
    return line(("Esc", context.ink.key), (" " + _("back"), context.ink.dim))
