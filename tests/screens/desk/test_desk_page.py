"""The guide's desk (W1 to W5, D3 to D5): what a key does, what the log keeps, what is shown."""

from frontdesk.clock import MINUTE, SECOND
from frontdesk.desk import waiting
from frontdesk.desk.waiting import Doing
from tests.screens.conftest import Open


async def test_empty_desk_says_so_and_how_to_begin(open_app: Open) -> None:
    async with open_app() as desk:
        assert "Nobody is waiting." in desk.screen
        assert "F2" in desk.screen
        assert "Nothing is due" in desk.strip
        await desk.do("next")
        assert desk.message == "Nothing is due."


async def test_water_falls_due_stands_and_is_given_with_one_key(open_app: Open) -> None:
    async with open_app() as desk:
        visit = desk.seat("张三")
        await desk.wait(5 * MINUTE - SECOND)
        assert "GIVE WATER" not in desk.strip
        await desk.wait(SECOND)
        assert "A001 张三" in desk.strip
        assert "GIVE WATER" in desk.strip
        assert "0:00 late" in desk.strip
        await desk.wait(70 * SECOND)
        assert "1:10 late" in desk.strip
        await desk.do("next")
        done = desk.query("SELECT step, turn, outcome, staff_id, at FROM step_done")
        assert done == [("water", 1, "given", 1, desk.clock.now())]
        (entry,) = desk.entries("step.done")
        assert entry.staff == 1
        assert entry.facts["step"] == "water"
        assert entry.facts["waited"] == 6 * MINUTE + 10 * SECOND
        assert entry.facts["late"] == 70 * SECOND
        assert "A001 张三: Water given" in desk.message
        assert "Water given" in desk.rows[-2]
        assert "GIVE WATER" not in desk.screen
        assert "Check doctor" in desk.strip
        assert desk.app.desk_page.selected is not None
        assert desk.app.desk_page.selected.visit_id == visit


async def test_next_twice_within_half_a_second_does_it_once(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        desk.seat("李四", phone="13912342047")
        await desk.wait(6 * MINUTE)
        await desk.do("next")
        # Held down: it must not go on to the next person.
        await desk.press("f4", "f4", "f4")
        assert len(desk.entries("step.done")) == 1
        assert desk.app.dock.asking is None
        await desk.do("next")
        assert len(desk.entries("step.done")) == 2


async def test_next_that_another_window_did_says_who(open_app: Open) -> None:
    async with open_app() as desk:
        visit = desk.seat("张三")
        await desk.wait(6 * MINUTE)
        with desk.other_window("Wu Di") as there:
            waiting.do_step(there, visit, "water", 1, Doing(outcome="declined"))
        await desk.do("next")
        assert "Wu Di did it at 7:36" in desk.message
        assert "declined" in desk.message
        assert len(desk.entries("step.done")) == 1
        assert "GIVE WATER" not in desk.screen


async def test_another_windows_commit_shows_within_one_look(open_app: Open) -> None:
    from tests.screens.driving import register

    async with open_app() as desk:
        with desk.other_window() as there:
            register(there, "王五")
        assert "王五" not in desk.screen
        desk.app._poll()
        desk.app.slices.finish()
        await desk.settle()
        assert "王五" in desk.screen
        assert desk.tickets == ["A001"]


async def test_check_takes_three_digits_and_enter(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        await desk.do("next")
        await desk.wait(10 * MINUTE)
        assert "CHECK DOCTOR" in desk.strip
        await desk.do("next")
        asking = desk.app.dock.asking
        assert asking is not None
        assert [group.code for group in asking.groups] == ["reason", "minutes", "told"]
        assert desk.app.dock.picks == {}
        # Nothing is pre-chosen: Enter early does nothing, after each digit too.
        for key in ("enter", "1", "enter", "2", "enter"):
            await desk.press(key)
            assert desk.app.dock.asking is not None
            assert len(desk.entries("step.done")) == 1
        await desk.press("3")
        assert len(desk.entries("step.done")) == 1
        await desk.press("enter")
        assert desk.app.dock.asking is None
        facts = desk.entries("step.done")[-1].facts
        pack = desk.session.pack.step("check")
        assert facts["step"] == "check"
        assert facts["outcome"] == "asked"
        assert facts["reason"] == pack.reasons[0]
        assert facts["minutes"] == pack.minutes[1]
        assert facts["told"] == pack.told[2]
        assert f"{pack.minutes[1]} min" in desk.message
        # It comes back after the minutes that were promised, not before.
        await desk.wait(pack.minutes[1] * MINUTE - SECOND)
        assert "CHECK DOCTOR" not in desk.strip
        await desk.wait(SECOND)
        assert "CHECK DOCTOR" in desk.strip or "CHECK AGAIN" in desk.strip
        await desk.do("next")
        await desk.press("2", "1", "1", "enter")
        assert desk.entries("step.done")[-1].facts["turn"] == 2


async def test_check_left_with_escape_stays_due(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三", needs=("fasting",))
        await desk.wait(16 * MINUTE)
        await desk.do("next")
        await desk.press("1", "1", "1")
        await desk.do("back")
        assert desk.app.dock.asking is None
        assert desk.entries("step.done") == []
        assert "CHECK DOCTOR" in desk.strip
        assert desk.app.focused is desk.app.desk_page.list


async def test_told_to_wait_exempts_with_a_reason(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三", needs=("fasting",))
        await desk.wait(16 * MINUTE)
        await desk.do("act_2")
        await desk.press("1")
        facts = desk.entries("step.done")[-1].facts
        assert (facts["outcome"], facts["reason"]) == ("exempt", "told_to_wait")
        await desk.wait(60 * MINUTE)
        assert "CHECK" not in desk.strip
        assert "Nothing is due" in desk.strip


async def test_fasting_is_never_offered_water(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三", needs=("fasting",))
        for _minute in range(14):
            await desk.wait(MINUTE)
            assert "WATER" not in desk.strip.upper()
        assert "no water" in desk.screen.lower()


async def test_water_with_another_outcome_that_comes_out_as_fasting(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        await desk.do("act_2")
        outcomes = [one.code for one in desk.session.pack.step("water").outcomes]
        await desk.press(str(outcomes.index("fasting") + 1))
        assert desk.query("SELECT outcome FROM step_done") == [("fasting",)]
        assert desk.waiter("A001").needs == ("fasting",)
        assert "GIVE WATER" not in desk.screen


async def test_away_comes_back_after_the_packs_minutes(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(5 * MINUTE)
        await desk.do("act_2")
        outcomes = [one.code for one in desk.session.pack.step("water").outcomes]
        await desk.press(str(outcomes.index("away") + 1))
        await desk.wait(5 * MINUTE - SECOND)
        assert "GIVE WATER" not in desk.strip
        await desk.wait(SECOND)
        assert desk.app.desk_page.due is not None
        assert (desk.app.desk_page.due.step, desk.app.desk_page.due.turn) == ("water", 2)
        assert "late" in desk.strip


async def test_send_in_examination_and_a_new_wait(open_app: Open) -> None:
    async with open_app() as desk:
        visit = desk.seat("张三")
        await desk.wait(12 * MINUTE)
        await desk.do("pass_on")
        assert desk.entries("visit.moved")[-1].facts["stage"] == "doctor"
        assert desk.query("SELECT ending, ended_at FROM wait") == [("seen", desk.clock.now())]
        assert "WATER" not in desk.strip
        assert "waiting 0" in desk.strip
        await desk.wait(5 * MINUTE)
        await desk.do("act_6")
        stages = desk.app.dock.asking.groups[0].choices  # type: ignore[union-attr]
        codes = [code for code, _word in stages]
        await desk.press(str(codes.index("examination") + 1))
        await desk.wait(10 * MINUTE)
        await desk.do("pass_on")
        assert desk.query("SELECT stage FROM visit WHERE id = ?", visit) == [("again",)]
        waits = desk.query("SELECT began_at, ended_at FROM wait ORDER BY id")
        assert len(waits) == 2
        assert waits[1] == (desk.clock.now(), None)
        # Two honest clocks: since arrival goes on, in this stage begins anew.
        row = desk.row("A001")
        assert "27:00" in row
        assert "0:00" in row
        await desk.wait(5 * MINUTE)
        assert "GIVE WATER" in desk.strip


async def test_left_without_being_seen_asks_why(open_app: Open) -> None:
    async with open_app() as desk:
        visit = desk.seat("张三")
        await desk.wait(3 * MINUTE)
        await desk.do("act_7")
        assert "Left without visit?" in desk.screen
        await desk.do("back")
        assert desk.tickets == ["A001"]
        assert desk.entries("visit.moved") == []
        await desk.do("act_7")
        await desk.press("2")
        facts = desk.entries("visit.moved")[-1].facts
        assert (facts["stage"], facts["reason"]) == ("left", "better")
        assert desk.query("SELECT ended_at FROM visit WHERE id = ?", visit) == [(desk.clock.now(),)]
        assert desk.tickets == []
        assert "Nobody is waiting." in desk.screen


async def test_change_of_doctor_keeps_both_clocks(open_app: Open) -> None:
    async with open_app() as desk:
        visit = desk.seat("张三", doctor=1)
        await desk.wait(8 * MINUTE)
        before = desk.query("SELECT id, began_at, ended_at FROM wait")
        await desk.do("act_4")
        await desk.press("1")
        assert desk.app.dock.asking is not None
        await desk.press("2")
        (entry,) = desk.entries("visit.doctor")
        assert entry.facts["doctor"] != entry.facts["before_doctor"]
        assert desk.query("SELECT id, began_at, ended_at FROM wait") == before
        (changed,) = desk.query("SELECT doctor_id, changed_at FROM visit WHERE id = ?", visit)
        assert changed == (entry.facts["doctor"], desk.clock.now())
        row = desk.row("A001")
        assert row.count("8:00") == 2
        # Unchanged: the same again is told, not written.
        await desk.do("act_4")
        await desk.press("1", "2")
        assert desk.message == "Already with this doctor."
        assert len(desk.entries("visit.doctor")) == 1


async def test_change_to_any_doctor_of_a_department_on_the_second_page(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.do("act_4")
        await desk.press("9", "1")
        ask = desk.app.dock.asking
        assert ask is not None
        many = len(ask.groups[0].choices)
        assert ask.groups[0].choices[-1][1] == "whoever is free first"
        await desk.press(str(many))
        assert desk.entries("visit.doctor")[-1].facts["doctor"] is None


async def test_emergency_of_the_selected_comes_first_at_once(open_app: Open) -> None:
    async with open_app() as desk:
        for name, phone in (("张三", "13812342046"), ("李四", "13912342047")):
            desk.seat(name, phone=phone)
        await desk.wait(MINUTE)
        desk.select("A002")
        await desk.do("emergency")
        assert "A002 李四" in desk.screen
        await desk.press("1")
        # Raised before anybody is asked who was told.
        assert [one.kind for one in desk.entries()][-1] == "emergency.raised"
        assert desk.tickets[0] == "A002"
        assert "Who was told?" in desk.screen
        await desk.press("1")
        assert desk.entries("emergency.told")[-1].facts["told"] == ["doctor"]
        assert "A002 李四" in desk.strip
        await desk.wait(2 * MINUTE)
        assert "late" in desk.strip
        await desk.do("next")
        facts = desk.entries("emergency.handed")[-1].facts
        assert facts["place"] == "emergency"
        assert facts["waited"] == 2 * MINUTE
        assert desk.query("SELECT stage FROM visit WHERE id = 2") == [("doctor",)]
        assert desk.tickets[0] == "A001"


async def test_emergency_of_somebody_else_needs_no_name(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三", needs=("elderly",))
        await desk.do("emergency")
        await desk.press("2")
        await desk.do("back")
        assert desk.entries("emergency.arrived")[-1].facts["series"] == "E"
        assert desk.tickets == ["E001", "P001"]
        assert "E001" in desk.strip
        await desk.do("emergency")
        await desk.press("3")
        await desk.do("back")
        assert desk.tickets[:2] == ["E001", "E002"]


async def test_emergency_with_nobody_selected_says_the_way_out(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("emergency")
        await desk.press("1")
        assert desk.message == "Nobody is selected. F9 2 needs no name."
        assert desk.entries("emergency.raised") == []


async def test_emergency_card_and_back(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("emergency")
        await desk.press("4")
        assert desk.page == "reading"
        pack = desk.session.pack
        assert pack.say("emergency.card.title", "en") in desk.screen
        await desk.do("back")
        assert desk.page == "desk"


async def test_priority_stands_before_normal_and_by_arrival(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(MINUTE)
        desk.seat("李四", phone="13912342047", needs=("pregnant",))
        await desk.wait(MINUTE)
        desk.seat("王五", phone="13612342048", needs=("elderly",))
        await desk.wait(MINUTE)
        desk.seat("赵六", phone="13612342049", needs=("interpreter",))
        assert desk.tickets == ["P001", "P002", "A001", "A002"]
        at = [desk.screen.index(f"{ticket} ") for ticket in desk.tickets]
        await desk.wait(4 * MINUTE)
        await desk.do("order")
        # By what is due: who came first is due first, whatever the priority.
        assert desk.tickets == ["A001", "P001", "P002", "A002"]
        assert at
        assert "by due time" in desk.screen or "due" in desk.rows[3]
        await desk.do("order")
        assert desk.tickets[0] == "P001"


async def test_phone_is_masked_shown_for_ten_seconds_and_logged(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.settle()
        assert "13812342046" not in desk.screen
        assert "138****2046" in desk.screen
        await desk.do("act_8")
        assert "13812342046" in desk.screen
        assert len(desk.entries("visit.shown")) == 1
        await desk.wait(9 * SECOND)
        assert "13812342046" in desk.screen
        await desk.wait(SECOND)
        assert "13812342046" not in desk.screen


async def test_full_width_digit_acts_and_chinese_says_why_not(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        await desk.strike("\uff11")
        assert desk.query("SELECT outcome FROM step_done") == [("given",)]
        before = len(desk.entries())
        await desk.strike("水")
        assert "Input method is on: Shift" in desk.message
        assert len(desk.entries()) == before
        await desk.strike("\uff1f")
        assert desk.page == "reading"


async def test_selected_visitor_opens_and_closes(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三", doctor=1)
        await desk.wait(6 * MINUTE)
        await desk.press("enter")
        assert desk.page == "reading"
        assert "A001 张三" in desk.screen
        assert "Route" in desk.screen
        await desk.do("back")
        assert desk.page == "desk"
        assert desk.app.focused is desk.app.desk_page.list


async def test_same_names_are_marked(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        desk.seat("章三", phone="13912342047", birth="30")
        desk.seat("李四", phone="13612342048")
        marked = [one.ticket for one in desk.app.desk_page.waiters if one.shared_name]
        assert marked == ["A001", "A002"]


async def test_a_step_owed_under_an_older_pack_keeps_its_words(open_app: Open) -> None:
    """A pack changed at noon does not judge, or crash on, a wait begun before (house, "Verbs")."""
    from msgspec.structs import replace

    from frontdesk import opening
    from tests.packs.other import tea_pack

    async with open_app() as desk:
        desk.seat("张三")
        opening.change_pack(desk.session.machine(), tea_pack())
        desk.app.context.session = replace(desk.session, pack=tea_pack())
        desk.seat("李四", phone="13912342047")
        await desk.wait(6 * MINUTE)
        assert "A002 李四" in desk.strip
        assert "GIVE TEA" in desk.strip
        await desk.do("next")
        assert "A001 张三" in desk.strip
        assert "GIVE WATER" in desk.strip
        assert "Give water" in desk.keys
        await desk.do("next")
        assert [entry.facts["step"] for entry in desk.entries("step.done")] == ["tea", "water"]


async def test_another_practice_leads_list_bar_strip_and_keys(open_app: Open) -> None:
    from tests.packs.other import tea_pack

    async with open_app(pack=tea_pack()) as desk:
        desk.seat("张三")
        await desk.settle()
        head = "\n".join(desk.rows[2:7])
        assert "tea" in head
        assert "25" in head
        assert "water" not in desk.screen.lower()
        await desk.wait(2 * MINUTE)
        assert "GIVE TEA" in desk.strip
        assert "Give tea" in desk.keys
        row = desk.row("A001")
        assert "GIVE TEA" in row
        await desk.do("next")
        await desk.wait(8 * MINUTE)
        assert desk.app.desk_page.due is not None
        assert desk.app.desk_page.due.step == "ask"
        await desk.do("next")
        await desk.press("1", "1", "1", "enter")
        await desk.wait(4 * MINUTE)
        codes = [entry.facts["step"] for entry in desk.entries("step.done")]
        assert codes == ["tea", "ask"]
        await desk.do("act_2")
        assert desk.app.dock.asking is not None
        await desk.do("back")
        # The third step is due at its own time, and the bar's end is beyond it.
        await desk.wait(11 * MINUTE)
        waiter = desk.waiter("A001")
        states = {one.step: one.state for one in waiter.states(desk.clock.now())}
        assert states["report"] == "due"
