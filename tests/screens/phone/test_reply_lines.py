"""A written reply on screen: whole, by cells, its gaps bold, what is never said pointed out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs.load import builtin
from frontdesk.phone import replies
from screens.parts import cells, lines
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.phone.reply_lines import Reply, reply_lines, reply_of

INK = ink_of("frontdesk-dark", flat=False)
HOSPITAL = builtin("hospital")
KNOWN = {
    "caller": "王敏",
    "desk": "Guide desk",
    "staff": "Li Na",
    "date": "23 Nov",
    "phone": "021-87654321",
    "asked": "Where is room 305?",
    "answer": "On the third floor, left of the lift.",
    "promise": "a card by post",
}
texts = st.text(st.sampled_from("ab 您好[]【】_\n，。”“…！A1é "), max_size=80) | st.text(
    max_size=40
)


def shown(reply: Reply, room: int = 60, glyphs: object = FULL) -> list[str]:
    return [lines.text_of(row).rstrip() for row in reply_lines(reply, room, INK, glyphs)]


def bold(reply: Reply, room: int) -> str:
    rows = reply_lines(reply, room, INK, FULL)[1:]
    return "".join(span.text for row in rows for span in row if span.style == INK.strong)


@given(st.lists(texts, max_size=4), texts, st.integers(0, 50))
def test_every_row_is_as_wide_as_asked_and_no_sign_is_lost(
    parts: list[str], file: str, room: int
) -> None:
    reply = Reply(name="Letter", parts=tuple(parts), file=file)
    for glyphs in (FULL, PLAIN):
        rows = reply_lines(reply, room, INK, glyphs)
        assert all(lines.width(row) == room for row in rows)
    if room >= 2:
        letter = Reply(name="Letter", parts=tuple(parts))
        told = "".join("".join(shown(letter, room)[1:]).split())
        lost = "".join(cells.safe(line) for part in parts for line in part.splitlines())
        assert told == "".join(lost.split())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("template", ["information", "apology", "complaint", "received"])
def test_the_letter_is_the_one_that_is_copied_out(template: str, language: str) -> None:
    reply = reply_of(HOSPITAL, template, language, KNOWN)
    rows = shown(reply, 46)
    letter = replies.compose(HOSPITAL, template, language, KNOWN)
    assert "".join("".join(rows[1:]).split()) == "".join(letter.split())
    assert reply.never == ()


def test_what_is_not_known_is_a_gap_that_is_counted() -> None:
    whole = reply_of(HOSPITAL, "information", "en", KNOWN)
    assert whole.gaps == 2
    assert "2 gaps to fill" in shown(whole)[0]
    less = reply_of(HOSPITAL, "information", "en", {**KNOWN, "answer": ""})
    assert less.gaps == 3
    assert replies.GAP in bold(less, 60)
    none = Reply(name="Letter", parts=("Dear Ann,",))
    assert "gap" not in shown(none)[0]


@pytest.mark.parametrize("room", [12, 20, 60])
def test_a_gap_stays_bold_over_the_end_of_a_row(room: int) -> None:
    reply = Reply(name="Letter", parts=("In one sentence: [the point to remember], please.",))
    assert "".join(bold(reply, room).split()) == "[thepointtoremember]"


def test_what_we_never_say_is_pointed_out_and_not_what_they_said() -> None:
    theirs = reply_of(HOSPITAL, "information", "en", {**KNOWN, "asked": "Told: that's not my job!"})
    assert theirs.never == ()
    ours = reply_of(HOSPITAL, "information", "en", {**KNOWN, "answer": "Sorry, That’s not my job."})
    assert ours.never == ("That’s not my job",)
    assert "✗ “That’s not my job” is never said." in shown(ours)


@pytest.mark.parametrize("room", [5, 40, 200])
def test_where_it_was_written_is_shown_to_the_very_blank(room: int) -> None:
    path = "/home/somebody/my folder/" + "folder/" * 12 + "答复 L-0012.txt"
    made = reply_of(HOSPITAL, "received", "en", KNOWN, file=path)
    rows = [row for row in reply_lines(made, room, INK, FULL) if row and row[0].style == INK.hi]
    assert "".join(row[0].text for row in rows) == path
