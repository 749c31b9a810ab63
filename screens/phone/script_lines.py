"""The script of a call as pure lines: what to say now, and what comes after (visual spec 4; P2)."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from rich.style import Style

from frontdesk.packs.phone import CallKind, ScriptStep
from frontdesk.packs.structs import Pack
from frontdesk.phone import scripts
from frontdesk.words import _, language
from screens.parts import cells
from screens.parts.choices import choice_lines
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import BLANK, Line, ends, fit, line, over, width
from screens.parts.panel import hint, rule_line
from screens.parts.prose import wrap, wrap_most

FLAT_ROWS = 5
# A step's name, with what parts it from what stands beside it.
NAME = 15
_GAP = 2
# A step's words begin under its name, past the edge, a blank and its sign.
_INDENT = 4
_MOST_SAID = 4
_MOST_FLAT = 2
_MOST_BESIDE = 2


class Script(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The script of the call in hand. `say` gives the words of a pack's key, values filled in.

    `ticked`: the answer chosen at each step that is done ("" where it asks nothing); `times`: what
    stands at its right ("ring 2", "1:02"). `mind` and `never` are codes of the pack, `emergency`
    its kind for an emergency, None where there is none.
    """

    kind: CallKind
    say: Callable[[str], str]
    ticked: Mapping[str, str] = msgspec.field(default_factory=dict)
    times: Mapping[str, str] = msgspec.field(default_factory=dict)
    mind: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    emergency: CallKind | None = None
    emergency_key: str = "F9"

    def word(self, step: ScriptStep, what: str) -> str:
        """The words of a step: its name, what to `say`, its hint, what to `ask`, a branch."""
        return self.say(f"script.{self.kind.code}.{step.code}.{what}")


def script_of(
    pack: Pack,
    kind: str,
    ticked: Mapping[str, str],
    times: Mapping[str, str],
    *,
    emergency_key: str = "F9",
    **values: str,
) -> Script:
    """The script of a pack's kind of call in the language spoken now. Raises KeyError.

    `values` fill the words: caller, staff …
    """
    phone = pack.phone
    if phone is None:
        raise KeyError(kind)
    return Script(
        kind=phone.kind(kind),
        say=lambda key: scripts.fill(pack, key, language(), **values),
        ticked=ticked,
        times=times,
        mind=phone.mind,
        never=phone.never,
        emergency=next((one for one in phone.kinds if one.emergency), None),
        emergency_key=emergency_key,
    )


def script_lines(script: Script, room: int, rows: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """The left panel, at most `rows` rows of exactly `room` cells.

    The current step's band takes all of `room`; what else there is keeps one column free at
    each side. Where rows are short the hints go first, then the emergency, the blank rows, what
    is done, what lies ahead; the current step last.
    """
    inner = max(0, room - 2)
    way = scripts.route(script.kind, script.ticked)
    now = scripts.current(script.kind, script.ticked)
    done = [step for step in way if scripts.is_done(step, script.ticked)]
    ahead = [step for step in way if step is not now and step not in done]

    def inset(lines: Sequence[Line]) -> list[Line]:
        return [fit((*line(" "), *row), room, more=glyphs.more) for row in lines]

    parts = [
        inset([rule_line(_("Script"), inner, ink, glyphs, _standing(way, now))]),
        inset([_done(script, step, inner, ink, glyphs) for step in done]),
        _band(script, now, room, ink, glyphs) if now is not None else [],
        inset([_ahead(script, step, inner, ink, glyphs) for step in ahead]),
    ]
    more = [*_mind(script, inner, ink, glyphs), _emergency(script, inner, ink, glyphs)]
    return _fitted(parts, [inset(one) for one in more], rows)


def flat_script(script: Script, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """Only the current step, in at most FLAT_ROWS rows of exactly `room` cells (80 columns)."""
    way = scripts.route(script.kind, script.ticked)
    now = scripts.current(script.kind, script.ticked)
    note = line((_standing(way, now), ink.dim))
    if now is None:
        left = line((f" {glyphs.done} ", ink.done), (_("Every step is done."), ink.fg))
        body = [ends(left, note, max(0, room - 2), more=glyphs.more)]
        return _banded(body, room, ink, glyphs)
    inner = max(0, room - _INDENT - 1)
    told = _said(script, now, inner, _MOST_FLAT, ink, glyphs)
    name = line((glyphs.text(script.word(now, "name")), ink.hi))
    advice = glyphs.text(script.word(now, "hint")) if now.hint else ""
    beside = max(0, inner - width(name) - width(note) - 2 * _GAP)
    if cells.width(advice) <= beside:
        name += line("  ", (advice, ink.dim))
    else:
        told += [line((row, ink.dim)) for row in wrap_most(advice, inner, 1, glyphs.more)]
    told += _manners(script, now, inner, ink, glyphs)
    return _banded(
        _under([ends(name, note, inner, more=glyphs.more), *told], ink, glyphs), room, ink, glyphs
    )[:FLAT_ROWS]


def _fitted(parts: list[list[Line]], more: list[list[Line]], rows: int) -> list[Line]:
    """The parts one under another with a blank row between, in the rows there are.

    `more` begins with the title of the hints, then hint by hint, and ends with the emergency.
    """
    title, past, band, coming = parts
    if _high(parts) > rows:
        over_by = sum(map(len, parts)) - rows
        past = past[max(0, min(len(past) - 1, over_by)) :]
        over_by = sum(map(len, (title, past, band, coming))) - rows
        if over_by > 0:
            coming = coming[: max(1, len(coming) - over_by)]
        packed = [*title, *past, *band, *coming]
        if len(packed) > rows:
            packed = [*title, *band, *coming]
        return packed[: max(0, rows)]
    *minds, emergency = more
    shown = [part for part in parts if part]
    spare = rows - _high(parts)
    # In an emergency nobody reads hints; that it has a key is told before them.
    emergency = emergency if spare > len(emergency) else emergency[: max(0, min(1, spare - 1))]
    spare -= len(emergency) + 1 if emergency else 0
    kept: list[Line] = []
    for at, rows_of in enumerate(minds):
        enough = len(rows_of) + (len(minds[1]) if at == 0 and len(minds) > 1 else 0)
        if len(kept) + enough + 1 > spare:
            break
        kept += rows_of
    shown += [part for part in (kept, emergency) if part]
    out: list[Line] = []
    for part in shown:
        out += [*([BLANK] if out else ()), *part]
    return out


def _high(parts: Sequence[Sequence[Line]]) -> int:
    """The rows of the parts with a blank row between each two."""
    shown = [len(part) for part in parts if part]
    return sum(shown) + max(0, len(shown) - 1)


def _standing(way: Sequence[ScriptStep], now: ScriptStep | None) -> str:
    if now is None:
        return _("done")
    return _("step {at} of {all}").format(at=way.index(now) + 1, all=len(way))


def _done(script: Script, step: ScriptStep, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """A step that is done, how its question was answered, and when."""
    left = line((f" {glyphs.done} ", ink.done))
    left += _named(script, step, ink.fg, glyphs)
    if step.branches:
        left += line(
            (glyphs.text(script.word(step, f"branch.{script.ticked[step.code]}")), ink.dim)
        )
    right = line((glyphs.text(script.times.get(step.code, "")), ink.dim))
    return ends(left, right, room, gap=_GAP, more=glyphs.more)


def _ahead(script: Script, step: ScriptStep, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    """A step that lies ahead, with the first of its words."""
    left = line((f" {glyphs.ahead} ", ink.dim)) + _named(script, step, ink.fg, glyphs)
    if step.say:
        said = script.word(step, "say")
        space = max(0, room - width(left) - cells.width(glyphs.opening + glyphs.closing))
        words = cells.cut(glyphs.text(said), space, glyphs.more)
        told = f"{glyphs.opening}{words}{glyphs.closing}"
    else:
        told = glyphs.text(script.word(step, "ask" if step.branches else "hint"))
    return fit((*left, *line((told, ink.dim))), room, more=glyphs.more)


def _named(script: Script, step: ScriptStep, style: Style, glyphs: Glyphs) -> Line:
    name = glyphs.text(script.word(step, "name"))
    return line((name, style), " " * max(_GAP, NAME - cells.width(name)))


def _band(script: Script, step: ScriptStep, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """The current step: what it is, what to keep in mind, what to say, to ask, never to say."""
    inner = max(0, room - _INDENT - 1)
    name = _named(script, step, ink.hi, glyphs)
    advice = glyphs.text(script.word(step, "hint")) if step.hint else ""
    space = inner - width(name)
    beside = wrap(advice, space)
    body = [name]
    if len(beside) <= _MOST_BESIDE:
        body = [line(*name, (row, ink.dim)) for row in beside[:1]] or [name]
        body += [line(" " * width(name), (row, ink.dim)) for row in beside[1:]]
    else:
        body += [line((row, ink.dim)) for row in wrap_most(advice, inner, 2, glyphs.more)]
    body += _said(script, step, inner, _MOST_SAID, ink, glyphs)
    body += _manners(script, step, inner, ink, glyphs)
    return _banded(_under(body, ink, glyphs), room, ink, glyphs)


def _under(body: Sequence[Line], ink: Ink, glyphs: Glyphs) -> list[Line]:
    """The rows of a step behind its sign."""
    head = line((f" {glyphs.now} ", ink.title))
    return [(*(line("   ") if at else head), *row) for at, row in enumerate(body)]


def _banded(body: Sequence[Line], room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    edge = line((glyphs.edge, ink.edge))
    return [over(ink.panel, fit((*edge, *row), room, more=glyphs.more)) for row in body]


def _said(
    script: Script, step: ScriptStep, room: int, most: int, ink: Ink, glyphs: Glyphs
) -> list[Line]:
    """The words to say, and the question that leads on with its numbered answers."""
    rows: list[Line] = []
    if step.say:
        words = f"{glyphs.opening}{glyphs.text(script.word(step, 'say'))}{glyphs.closing}"
        rows += [line((row, ink.fg)) for row in wrap_most(words, room, most, glyphs.more)]
    if step.branches:
        ask = glyphs.text(script.word(step, "ask"))
        rows += [line((row, ink.strong)) for row in wrap_most(ask, room, 1, glyphs.more)]
        options = [(one.code, script.word(step, f"branch.{one.code}")) for one in step.branches]
        # Nothing is chosen: the column of the chosen sign is not needed.
        rows += [row[1:] for row in choice_lines(options, None, room + 1, ink, glyphs)]
    return rows


def _manners(script: Script, step: ScriptStep, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """Polite words that belong here, and what is never said: as many as one row holds each."""
    use = [script.say(f"phrase.use.{code}") for code in step.uses]
    never = [script.say(f"never.{code}") for code in script.never]
    words = (_("Say"), _("Not"))
    label = max(cells.width(word) for word in words) + 3
    rows: list[Line] = []
    for sign, style, word, phrases in (
        (glyphs.done, ink.done, words[0], use),
        (glyphs.wrong, ink.strong, words[1], never),
    ):
        if phrases:
            told = _joined(phrases, max(0, room - 2 - label), glyphs)
            head = line((f"{sign} ", style), (cells.pad(word, label), ink.dim))
            rows.append(head + line((told, ink.fg)))
    return rows


def _joined(phrases: Sequence[str], room: int, glyphs: Glyphs) -> str:
    """The first of the phrases that fit whole; the very first is cut where even it does not."""
    told = ""
    for phrase in phrases:
        longer = f"{told} {glyphs.dot} {glyphs.text(phrase)}" if told else glyphs.text(phrase)
        if cells.width(longer) > room:
            break
        told = longer
    return told or cells.cut(glyphs.text(phrases[0]), room, glyphs.more)


def _mind(script: Script, room: int, ink: Ink, glyphs: Glyphs) -> list[list[Line]]:
    """The title of the hints, then each of them; nobody is told to smile in an emergency."""
    if not script.mind or script.kind.emergency:
        return []
    told = [glyphs.text(script.say(f"call.mind.{code}")) for code in script.mind]
    rows = [[line(" ", (row, ink.fg)) for row in wrap(one, max(0, room - 1))] for one in told]
    return [[rule_line(_("Keep in mind"), room, ink, glyphs)], *rows]


def _emergency(script: Script, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """Which key, and the first words; nothing where it is an emergency already."""
    if script.emergency is None or script.kind.emergency:
        return []
    key = hint(script.emergency_key, _("Emergency"), ink)
    rows = [rule_line(_("Emergency on the line?"), room, ink, glyphs, key)]
    first = script.emergency.steps[0]
    if first.say:
        said = script.say(f"script.{script.emergency.code}.{first.code}.say")
        words = f"{glyphs.opening}{glyphs.text(said)}{glyphs.closing}"
        rows += [line(" ", (row, ink.fg)) for row in wrap_most(words, room - 1, 2, glyphs.more)]
    return rows
