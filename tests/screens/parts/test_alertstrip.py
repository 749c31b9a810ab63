"""The alert strip: what is due outlasts the counters, inverse to the edge."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.alertstrip import Alert, AlertStrip, Counter, Phone, alert_line, subject
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)


COUNTERS = (Counter("waiting", "wait", "9"), Counter("at the desk", "desk", "2/1"))


DUE = Alert("due", "A012 张三", "CHECK DOCTOR", -72_000, counters=COUNTERS)


words = st.text(max_size=20)


widths = st.integers(0, 170)


@given(
    st.sampled_from(["clear", "ahead", "soon", "due"]),
    words,
    words,
    st.integers(-(10**9), 10**9),
    st.lists(st.builds(Counter, words, words, words, st.booleans()), max_size=5),
    st.one_of(st.none(), st.builds(Phone, words, words, words, st.sampled_from(["quiet", "late"]))),
    words,
    st.booleans(),
    widths,
)
def test_alert_line_is_exact(
    state: str,
    who: str,
    step: str,
    left: int,
    counters: list[Counter],
    phone: Phone | None,
    warning: str,
    plain: bool,
    room: int,
) -> None:
    alert = Alert(state, who, step, left, "8:05", counters, phone, warning)  # type: ignore[arg-type]
    assert lines.width(alert_line(alert, room, INK, PLAIN if plain else FULL)) == room


def test_alert_line_at_120_and_80() -> None:
    wide = lines.text_of(alert_line(DUE, 120, INK, FULL))
    assert wide.startswith("  ! A012 张三 · CHECK DOCTOR · 1:12 late ")
    assert wide.endswith("waiting 9  at the desk 2/1  ")
    narrow = lines.text_of(alert_line(DUE, 80, INK, FULL))
    assert narrow.startswith(" ! A012 张三 CHECK DOCTOR 1:12 late ")
    assert narrow.endswith("wait 9  desk 2/1 ")


def test_a_due_alert_is_inverse_to_the_edge() -> None:
    first = alert_line(DUE, 120, INK, FULL)[0]
    assert first.style.bgcolor == INK.due.bgcolor
    assert first.text.startswith("  !")
    soon = alert_line(replace(DUE, state="soon", left=5_000), 120, INK, FULL)
    assert all(span.style.bgcolor == INK.panel.bgcolor for span in soon)


def test_what_is_due_outlasts_the_counters() -> None:
    text = lines.text_of(alert_line(DUE, 40, INK, FULL))
    assert "CHECK DOCTOR 1:12 late" in text
    assert "wait" not in text


def test_clear_says_until_when() -> None:
    assert "Nothing due before 8:05" in lines.text_of(
        alert_line(Alert(until="8:05"), 80, INK, FULL)
    )
    assert "Nothing is due" in lines.text_of(alert_line(Alert(), 80, INK, FULL))


def test_a_late_counter_turns_red() -> None:
    late = replace(DUE, counters=(Counter("waiting", "wait", "9", late=True),))
    styles = {span.text: span.style for span in alert_line(late, 120, INK, FULL)}
    assert styles["9"].color == INK.due_text.color


def test_the_telephone_stands_between() -> None:
    phone = Phone("phone", "☎", "quiet")
    text = lines.text_of(alert_line(replace(DUE, phone=phone), 120, INK, FULL))
    assert "│ phone quiet │" in text
    text = lines.text_of(alert_line(replace(DUE, phone=phone), 80, INK, FULL))
    assert " ☎ quiet " in text


def test_a_subject_never_loses_its_ticket() -> None:
    assert subject("A012", "欧阳娜娜", 9) == "A012 欧…"
    assert subject("A012", "", 9) == "A012"


class Alerted(Themed[None]):
    """The strip alone."""

    def compose(self) -> ComposeResult:
        yield AlertStrip()


async def test_the_strip_keeps_what_it_painted() -> None:
    app = Alerted()
    async with app.run_test(size=(80, 10)) as pilot:
        strip = app.query_one(AlertStrip)
        strip.put(DUE, app.ink)
        await pilot.pause()
        assert strip.alert is DUE
        assert "CHECK DOCTOR" in strip.render_line(0).text
