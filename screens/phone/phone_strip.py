"""What the alert strip says of the telephone (visual spec 4 "Alert strip"; P1, P5)."""

from typing import Literal

import msgspec

from frontdesk.clock import Millis
from frontdesk.packs.structs import Cadence
from frontdesk.phone import ringing
from frontdesk.phone.lists import CallLine
from frontdesk.words import _
from screens.parts.alertstrip import Phone
from screens.parts.countdown import clock_text, left_text
from screens.parts.glyphs import Glyphs


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a call stands: `span` is how long it rings, calls out, was talked or is on hold.

    In the wrap-up it is the time left. `late`: longer on hold than the pack allows.
    """

    state: Literal["ringing", "calling", "talking", "held", "wrapup"]
    span: Millis
    cadence: Cadence | None = None
    late: bool = False


def standing(line: CallLine, now: Millis) -> Standing | None:
    """How a call of `lists.live` stands; None once it is over, or missed."""
    facts, rules = line.facts, line.rules
    state = line.state(now)
    if state == "ringing":
        span = ringing.rang(facts, now) or 0
        if line.direction == "out":
            return Standing(state="calling", span=span)
        return Standing(state="ringing", span=span, cadence=line.pack.rings[line.pack.country])
    if state == "talking":
        return Standing(state="talking", span=ringing.talked(facts, line.holds, now))
    if state == "held":
        span = held_now(line, now)
        return Standing(state="held", span=span, late=span >= rules.hold_most)
    if state == "wrapup":
        return Standing(state="wrapup", span=rules.wrap_up - ringing.wrapped(facts, now))
    return None


def held_now(line: CallLine, now: Millis) -> Millis:
    """How long the hold that goes on lasts; 0 where none does."""
    return ringing.held(tuple(one for one in line.holds if one.ended_at is None), now)


def of(mine: Standing | None, second: Standing | None, glyphs: Glyphs) -> Phone:
    """The words: of the call in hand, and of one that rings besides; neither: quiet.

    What is late drives the other out: it is what one must see.
    """
    told = [one for one in (mine, second) if one is not None]
    if not told:
        return Phone(_("phone"), glyphs.call, _("quiet"))
    late = next((one for one in told if _late(one)), None)
    if late is not None:
        return Phone("", "", f"{glyphs.due} {_words(late)}", "late")
    text = f" {glyphs.dot} ".join(_words(one) for one in told)
    waits = all(one.state in ("held", "wrapup") for one in told)
    return Phone("", "", f"{glyphs.ahead if waits else glyphs.now} {text}", "live")


def _late(one: Standing) -> bool:
    if one.state == "ringing" and one.cadence is not None:
        return one.span >= ringing.answer_by(one.cadence)
    return one.late


def _words(one: Standing) -> str:
    if one.state == "ringing" and one.cadence is not None:
        if _late(one):
            return _("LATE {time}").format(time=clock_text(ringing.late(one.cadence, one.span)))
        ring = ringing.rings_sounded(one.cadence, one.span)
        return _("RING {number} of {target}").format(number=ring, target=one.cadence.target_rings)
    if one.state == "wrapup":
        return _("WRITE UP {time}").format(time=left_text(one.span))
    words = {"talking": _("TALK {time}"), "held": _("HOLD {time}")}
    return words.get(one.state, _("CALLING {time}")).format(time=clock_text(one.span))
