"""What is shown that can be done about a case, its own next step first (C3 to C8; X2)."""

from collections.abc import Callable

from frontdesk.cases import closing, handling, passing, reading, sheets
from frontdesk.cases.closing import Closing
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import HOUR
from frontdesk.staff.staff import Staff
from screens.cases.case_hints import KEYS, hints, own_step
from screens.parts.context import Context
from tests.conftest import MadeDesk
from tests.screens.cases.acting import open_one

Contexts = Callable[..., Context]


def _shown(context: Context, case_id: int) -> dict[str, tuple[str, bool]]:
    found = hints(reading.read_case(context.desk, case_id), context.desk)
    assert len({one.key for one in found}) == len(found), "a key twice"
    assert all(one.key == "1" or one.key.lower() in KEYS for one in found)
    return {one.key: (one.word, one.available) for one in found}


def _own(context: Context, case_id: int) -> str:
    return own_step(reading.read_case(context.desk, case_id), context.desk)


def test_the_next_step_follows_the_case(context: Contexts, desk: MadeDesk) -> None:
    agent, lead = context("Wang Fang"), context()
    case = open_one(agent.desk)
    assert _own(agent, case) == "up"
    assert _own(lead, case) == "seen"
    passing.pass_up(agent.desk, case, "supervisor", int(Staff.get(Staff.name == "Li Na").id))
    assert _own(agent, case) == "acknowledge"
    assert _own(lead, case) == "take"
    passing.accept(lead.desk, case)
    [notice] = reading.read_case(lead.desk, case).notices
    handling.see_notice(lead.desk, notice.id)
    handling.acknowledge(lead.desk, case, "phone")
    assert _own(agent, case) == "close"
    desk.clock.advance(HOUR)
    handling.pause(lead.desk, case, "expert")
    assert _own(lead, case) == "wait"


def test_a_case_that_grew_grave_is_to_be_passed_up_even_while_it_waits(context: Contexts) -> None:
    agent = context("Wang Fang")
    case = open_one(agent.desk)
    handling.pause(agent.desk, case, "expert")
    assert _own(agent, case) == "acknowledge"
    handling.set_severity(agent.desk, case, "grave", "threatens to sue")
    assert _own(agent, case) == "up"
    assert _shown(agent, case)["1"] == ("Pass up to Medical affairs", True)


def test_what_cannot_be_done_is_faint_and_says_so_when_pressed(context: Contexts) -> None:
    owner, other = context(), context("Wang Fang")
    case = open_one(owner.desk)
    shown = _shown(other, case)
    assert shown["F5"] == ("Pass up to Supervisor", False)
    assert not shown["h"][1]
    assert not shown["r"][1]
    assert _shown(owner, case)["h"][1]
    sheets.send_sheet(owner.desk, case, Sheet("internal", "why?"))
    shown = _shown(owner, case)
    assert shown["a"] == ("Write down an answer", True)
    assert shown["Ctrl+S"] == ("Resolve", False)


def test_a_closed_case_is_opened_again_and_asked_about(context: Contexts) -> None:
    here = context()
    case = open_one(here.desk)
    closing.close(
        here.desk, case, Closing("resolved", "sorry", "phone", True, "a tray", "ours", "ring")
    )
    for _seen in reading.read_case(here.desk, case).notices:
        if _seen.role == here.desk.role:
            handling.see_notice(here.desk, _seen.id)
    shown = _shown(here, case)
    assert shown["1"] == ("Ask whether they are satisfied", True)
    assert shown["t"] == ("Open it again", True)
    assert "k" not in shown
    assert "F5" not in shown
