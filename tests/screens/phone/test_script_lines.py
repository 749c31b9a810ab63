"""The script on screen: the current step always whole, the rest as rows allow; 80 columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk import words
from frontdesk.packs.load import builtin
from frontdesk.packs.phone import CallKind, ScriptStep
from frontdesk.phone import scripts
from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.phone.script_lines import FLAT_ROWS, Script, flat_script, script_lines, script_of

INK = ink_of("frontdesk-dark", flat=False)
FLAT = ink_of("frontdesk-dark", flat=True)
PACK = builtin("hospital")
assert PACK.phone is not None
KINDS = [one.code for one in PACK.phone.kinds]
ROOM, ROWS = 55, 24


def script(kind: str, *done: str, **answers: str) -> Script:
    """The script with these steps done, and those answered."""
    ticked = dict.fromkeys(done, "") | answers
    times = dict.fromkeys(ticked, "1:02")
    return script_of(PACK, kind, ticked, times, caller="何静", staff="Zhao Lei")


def tall(one: Script, rows: int = ROWS, room: int = ROOM, glyphs: Glyphs = FULL) -> list[str]:
    return [lines.text_of(row).rstrip() for row in script_lines(one, room, rows, INK, glyphs)]


def flat(one: Script) -> list[str]:
    return [lines.text_of(row).rstrip() for row in flat_script(one, 78, INK, FULL)]


ticks = st.dictionaries(
    st.sampled_from(sorted({step.code for kind in PACK.phone.kinds for step in kind.steps})),
    st.sampled_from(["", "ours", "yes", "no", "now", "later", "here"]),
)


@given(
    st.sampled_from(KINDS),
    ticks,
    st.integers(0, 120),
    st.integers(0, 40),
    st.sampled_from([INK, FLAT]),
    st.sampled_from([FULL, PLAIN]),
    st.sampled_from(["en", "zh"]),
)
def test_never_wider_or_higher_than_there_is_room(
    kind: str,
    ticked: dict[str, str],
    room: int,
    rows: int,
    ink: Ink,
    glyphs: Glyphs,
    language: str,
) -> None:
    words.use(language)
    one = script_of(PACK, kind, ticked, ticked)
    shown = script_lines(one, room, rows, ink, glyphs)
    assert len(shown) <= rows
    assert {lines.width(row) for row in shown} <= {0, room}
    folded = flat_script(one, room, ink, glyphs)
    assert len(folded) <= FLAT_ROWS
    assert {lines.width(row) for row in folded} == {room}
    if glyphs.plain and language == "en":
        assert all(lines.text_of(row).isascii() for row in (*shown, *folded))


def test_the_panel_of_a_complaint() -> None:
    rows = tall(script("complaint", "greet", "listen"))
    assert rows[0].startswith(" Script ──")
    assert rows[0].endswith("step 3 of 7")
    assert rows[2].split() == ["✓", "Greet", "1:02"]
    assert rows[5].startswith("▌ ▸ Read back      Facts only")
    assert rows[7] == "▌   “何静, what you told me is, in order: … Have I got"
    assert rows[9] == "▌   ✓ Say   is that right?"
    assert rows[10].startswith("▌   ✗ Not   I don't know · ")
    assert any(row.startswith("  ◦ Whose fault?   By what is known") for row in rows)
    assert any(row.startswith("  ◦ Hang up last") for row in rows)
    assert any(row.endswith(" F9 Emergency") for row in rows)


def test_the_band_is_the_current_step_alone() -> None:
    shown = script_lines(script("complaint", "greet", "listen"), ROOM, ROWS, INK, FULL)
    band = [row for row in shown if lines.text_of(row).startswith("▌")]
    assert all(span.style.bgcolor == INK.panel.bgcolor for row in band for span in row)
    others = [row for row in shown if row not in band]
    assert all(span.style.bgcolor is None for row in others for span in row)


def test_a_question_has_numbered_answers_and_the_one_chosen_stays() -> None:
    asked = tall(script("complaint", "greet", "listen", "readback"))
    assert "▌   1 Ours   2 Not ours   3 Not known yet" in asked
    assert not any("Apologise" in row for row in asked)
    answered = tall(script("complaint", "greet", "listen", "readback", fault="ours"))
    assert any(row.split() == ["✓", "Whose", "fault?", "Ours", "1:02"] for row in answered)
    assert any(row.startswith("▌ ▸ Apologise") for row in answered)


def test_every_step_done_says_so() -> None:
    kind = PACK.phone.kind("wrong") if PACK.phone else None
    assert kind is not None
    one = script("wrong", *(step.code for step in kind.steps))
    assert tall(one)[0].endswith("─ done")
    assert not any(row.startswith("▌") for row in tall(one))
    assert flat(one)[0].startswith("▌ ✓ Every step is done.")


def way_to(kind: CallKind, wanted: ScriptStep) -> dict[str, str] | None:
    """What is ticked when `wanted` is the current step, on a way that leads there."""
    ways: list[dict[str, str]] = [{}]
    while ways:
        ticked = ways.pop()
        now = scripts.current(kind, ticked)
        if now is wanted:
            return ticked
        if now is not None:
            answers = [branch.code for branch in now.branches] or [""]
            ways += [{**ticked, now.code: answer} for answer in answers]
    return None


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_to_say_now_is_never_cut(kind: str, language: str) -> None:
    """Every step of every script, in the panel of the picture and at 80 columns."""
    words.use(language)
    one = script_of(PACK, kind, {}, {})
    for step in one.kind.steps:
        ticked = way_to(one.kind, step)
        assert ticked is not None
        here = script_of(PACK, kind, ticked, {}, caller="何静", staff="Zhao Lei")
        wanted = "".join(here.word(step, "say" if step.say else "name").split())
        for shown in (tall(here, 22), flat(here)):
            assert wanted in "".join("".join(shown).replace("▌", "").split())


def test_short_of_rows_the_hints_go_first_then_the_emergency() -> None:
    one = script("complaint", "greet", "listen", "readback")
    high = tall(one, 24)
    assert any("Keep in mind" in row for row in high)
    assert any("Emergency on the line?" in row for row in high)
    middle = tall(one, 16)
    assert not any("Keep in mind" in row for row in middle)
    assert any("Emergency on the line?" in row for row in middle)
    low = tall(one, 11)
    assert not any("Emergency" in row for row in low)
    assert all(row for row in low)
    for rows in (4, 5, 6, 8):
        shown = tall(one, rows)
        assert shown[0].startswith(" Script")
        assert any(row.startswith("▌ ▸ Whose fault?") for row in shown)


def test_hints_are_kept_whole_or_not_at_all() -> None:
    one = script("complaint", "greet", "listen", "readback")
    said = [one.say(f"call.mind.{code}") for code in one.mind]
    for rows in range(8, 40):
        shown = tall(one, rows, 40)
        titles = [row for row in shown if "Keep in mind" in row]
        if titles:
            below = shown[shown.index(titles[0]) + 1 :]
            told = " ".join(row.strip() for row in below[: (*below, "").index("")])
            assert told in {" ".join(said[:many]) for many in range(1, len(said) + 1)}


def test_in_an_emergency_nobody_is_told_to_smile_or_to_press_f9() -> None:
    shown = tall(script("emergency", where="here"), 40)
    assert not any("Keep in mind" in row or "F9" in row for row in shown)


def test_at_80_the_step_with_its_question() -> None:
    rows = flat(script("followup"))
    assert rows[0].startswith("▌ ▸ Greet, ask")
    assert rows[0].endswith("step 1 of 3")
    assert rows[1].startswith("▌   “Good day, 何静.")
    assert "▌   1 Yes, now   2 Another time" in rows


def test_a_name_is_never_markup() -> None:
    one = script_of(PACK, "complaint", {"greet": "", "listen": ""}, {}, caller="[b]\x1b[31m")
    shown = "".join(tall(one))
    assert "[b]" in shown
    assert "\x1b" not in shown


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        script_of(PACK, "nothing", {}, {})
