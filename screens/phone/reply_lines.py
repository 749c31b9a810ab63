"""A written reply as pure lines, to look over before it is copied out (visual spec 1; P8, K2)."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from frontdesk.packs.structs import Pack
from frontdesk.phone import phrases, replies
from frontdesk.words import _, n_
from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import BLANK, Line, fit, line
from screens.parts.panel import rule_line
from screens.parts.prose import wrap

# What is still to be written: a value that is not known, or what a template says in brackets.
_GAPS = re.compile(rf"{re.escape(replies.GAP)}|\[[^\[\]]*\]|【[^【】]*】")


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply by the name of its template: paragraphs, what of it we never say, its file."""

    name: str
    parts: tuple[str, ...]
    never: tuple[str, ...] = ()
    file: str = ""

    @property
    def gaps(self) -> int:
        """How many places are still to be written."""
        return sum(len(_GAPS.findall(part)) for part in self.parts)


def reply_of(
    pack: Pack, template: str, language: str, values: Mapping[str, str], file: str = ""
) -> Reply:
    """The reply `template` in `language`; `file` is what it was written out to. Raises KeyError.

    What the caller asked is in their own words, and not judged.
    """
    text = replies.compose(pack, template, language, values)
    ours = replies.compose(pack, template, language, {**values, "asked": "", "caller": ""})
    found = (ours[span.begin : span.end] for span in phrases.pointed_out(pack, ours))
    return Reply(
        name=pack.say(f"reply.{template}.name", language),
        parts=tuple(part for part in text.split("\n\n") if part.strip()),
        never=tuple(dict.fromkeys(found)),
        file=file,
    )


def reply_lines(reply: Reply, room: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """The whole letter in rows of exactly `room` cells, under its name and what is to be known."""
    gaps = reply.gaps
    note = n_("{count} gap to fill", "{count} gaps to fill", gaps).format(count=gaps)
    rows = [rule_line(reply.name, room, ink, glyphs, note if gaps else "")]
    for phrase in reply.never:
        said = _("“{phrase}” is never said.").format(phrase=phrase)
        warning = wrap(glyphs.text(f"{glyphs.wrong} {said}"), room)
        rows += [line((text, ink.strong)) for text in warning]
    if reply.file:
        rows.append(line((f"{glyphs.done} ", ink.done), (_("Kept in this file:"), ink.dim)))
        rows += [line((text, ink.hi)) for text in _broken(reply.file, room)]
    for part in reply.parts:
        rows.append(BLANK)
        # A paragraph may hold lines of its own: what was written in several.
        for text in part.splitlines():
            rows += _paragraph(glyphs.text(text), room, ink)
    return [fit(row, max(0, room), more=glyphs.more) for row in rows]


def _broken(path: str, room: int) -> Iterator[str]:
    """A path in rows, to the very blank: it is there to be typed."""
    rest = cells.safe(path)
    while rest and (head := cells.head(rest, room)):
        yield head
        rest = rest[len(head) :]


def _paragraph(text: str, room: int, ink: Ink) -> Iterator[Line]:
    """Its rows, with what is still to be written in bold, also over the end of a row."""
    whole = cells.safe(text)
    bold = [found.span() for found in _GAPS.finditer(whole)]
    at = 0
    for row in wrap(text, room):
        spans: list[tuple[str, bool]] = []
        for sign in row:
            # Blanks at the ends of rows are gone: the place in the text is looked for.
            at = whole.index(sign, at)
            inside = any(begin <= at < end for begin, end in bold)
            at += 1
            if spans and spans[-1][1] == inside:
                spans[-1] = (spans[-1][0] + sign, inside)
            else:
                spans.append((sign, inside))
        yield line(*((piece, ink.strong if inside else ink.fg) for piece, inside in spans))
