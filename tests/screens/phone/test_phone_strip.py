"""What the strip says of the telephone: by state, late before all, two calls at once."""

import pytest

from frontdesk import words
from frontdesk.clock import MINUTE, SECOND
from frontdesk.packs.load import builtin
from frontdesk.phone import answering, lists, talking
from frontdesk.phone.answering import Dialled, Ringing
from screens.parts import lines
from screens.parts.alertstrip import Alert, Counter, alert_line
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.phone.phone_strip import Standing, of, standing
from tests.conftest import MadeDesk

INK = ink_of("frontdesk-dark", flat=False)
CN = builtin("hotline").rings["CN"]


def ringing(span: int) -> Standing:
    return Standing(state="ringing", span=span, cadence=CN)


@pytest.mark.parametrize(
    ("mine", "text", "state"),
    [
        (ringing(0), "▸ RING 1 of 3", "live"),
        (ringing(6_900), "▸ RING 2 of 3", "live"),
        (ringing(14_999), "▸ RING 3 of 3", "live"),
        (ringing(15_000), "! LATE 0:00", "late"),
        (ringing(19_500), "! LATE 0:04", "late"),
        (Standing(state="talking", span=134_900), "▸ TALK 2:14", "live"),
        (Standing(state="held", span=12_000), "◦ HOLD 0:12", "live"),
        (Standing(state="held", span=31_000, late=True), "! HOLD 0:31", "late"),
        (Standing(state="wrapup", span=39_100), "◦ WRITE UP 0:40", "live"),
        (Standing(state="calling", span=5_000), "▸ CALLING 0:05", "live"),
    ],
)
def test_each_state_in_words(mine: Standing, text: str, state: str) -> None:
    phone = of(mine, None, FULL)
    assert (phone.text, phone.state, phone.word, phone.short) == (text, state, "", "")
    assert of(None, mine, FULL) == phone


def test_quiet() -> None:
    phone = of(None, None, FULL)
    assert (phone.word, phone.short, phone.text, phone.state) == ("phone", "☎", "quiet", "quiet")
    assert of(None, None, PLAIN).short == "t"


def test_a_second_ring_stands_beside_and_drives_out_when_late() -> None:
    talk = Standing(state="talking", span=134_000)
    assert of(talk, ringing(6_000), FULL).text == "▸ TALK 2:14 · RING 2 of 3"
    assert of(talk, ringing(16_000), FULL).text == "! LATE 0:01"
    assert of(talk, ringing(6_000), PLAIN).text.isascii()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", [80, 120, 160])
def test_in_the_strip_it_outlasts_the_counters(room: int, language: str) -> None:
    words.use(language)
    counters = tuple(Counter(word, word, "12") for word in ("complaints due", "follow-ups", "wait"))
    alert = Alert("due", "A012 张三", "CHECK DOCTOR", -72_000, counters=counters)
    for second in (None, ringing(6_000)):
        phone = of(Standing(state="talking", span=134_000), second, FULL)
        both = Alert("due", "A012 张三", "CHECK DOCTOR", -72_000, "", counters, phone)
        text = lines.text_of(alert_line(both, room, INK, FULL))
        assert phone.text in text
        assert "CHECK DOCTOR" in text
        assert lines.width(alert_line(alert, room, INK, FULL)) == room


async def test_a_call_from_ring_to_write_up(desk: MadeDesk) -> None:
    session = desk.as_staff()

    def stands() -> Standing | None:
        found = lists.live(session)
        return standing(found[0], desk.clock.now()) if found else None

    call = answering.ring(session, Ringing("13912344471"))
    desk.clock.advance(6 * SECOND)
    assert stands() == ringing(6_000)
    answering.answer(session, call.id)
    desk.clock.advance(20 * SECOND)
    assert stands() == Standing(state="talking", span=20_000)
    talking.hold(session, call.id)
    desk.clock.advance(12 * SECOND)
    assert stands() == Standing(state="held", span=12_000)
    desk.clock.advance(18 * SECOND)
    assert stands() == Standing(state="held", span=30_000, late=True)
    talking.resume(session, call.id)
    desk.clock.advance(MINUTE)
    assert stands() == Standing(state="talking", span=80_000)
    talking.hang_up(session, call.id, "caller")
    desk.clock.advance(20 * SECOND)
    assert stands() == Standing(state="wrapup", span=40_000)
    desk.clock.advance(MINUTE)
    assert stands() is None


async def test_missed_and_calling_out(desk: MadeDesk) -> None:
    session = desk.as_staff()
    answering.ring(session, Ringing("13912344471"))
    desk.clock.advance(3 * MINUTE)
    assert [standing(line, desk.clock.now()) for line in lists.live(session)] == [None]
    answering.settle(session)
    answering.dial(session, Dialled("13912344471"))
    desk.clock.advance(5 * SECOND)
    told = [standing(line, desk.clock.now()) for line in lists.live(session)]
    assert told == [Standing(state="calling", span=5_000)]
