"""Whatever is done to cases, in any order: nobody's case, no silent deadline, no empty answer."""

from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import hypothesis
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from frontdesk.cases import (
    closing,
    deadlines,
    handling,
    opening,
    passing,
    redating,
    satisfaction,
    sheets,
)
from frontdesk.cases.cases import (
    Case,
    CaseEvent,
    CaseNotice,
    CaseSheet,
    calendar_of,
    kind_of,
    ladder_of,
    open_pause,
)
from frontdesk.cases.closing import Closing
from frontdesk.cases.due import ACCEPT, ACKNOWLEDGE, RESOLVE, RUNG, due, facts_of
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY, HOUR, MINUTE, FixedClock, Millis
from frontdesk.errors import DeskError
from frontdesk.opening import Founding, change_pack, found, sign_on
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.structs import Pack
from frontdesk.session import Role, Session
from frontdesk.settings import folders
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task
from tests.conftest import MORNING, ZONE

ROLES: tuple[Role, ...] = ("supervisor", "agent", "lead", "deputy", "manager")
NEXT_YEAR = '    { first = "2027-01-01", name = "new_year" },\n'
# What a line of the timeline may explain: each time moves by these alone.
EXPLAINS = {
    "acknowledge": {"opened", "severity"},
    "resolve": {
        "opened", "severity", "joint", "paused", "resumed", "redated", "closed", "reopened",
    },
    "rung": {"opened", "accepted", "reopened"},
}  # fmt: skip
COMMON = {
    "person": "吕敏", "channel": "phone", "place": "internal", "facts": "70 minutes",
    "device": "Lift 2", "item": "umbrella", "side": "found", "wish": "an apology",
}  # fmt: skip


def _holiday(pack: Pack, off: str) -> Pack:
    files = to_files(pack)
    text = files["calendar.toml"].decode().replace(NEXT_YEAR, f"{off}{NEXT_YEAR}")
    return from_files({**files, "calendar.toml": text.encode()})


PLAIN = builtin("hospital")
PACKS = (
    PLAIN,
    _holiday(PLAIN, '    { first = "2026-11-26", last = "2026-11-27", name = "new_year" },\n'),
    _holiday(PLAIN, '    { first = "2026-12-02", name = "new_year" },\n'),
)

actors = st.sampled_from(ROLES)
# The first few are chosen most, so that much happens to each.
numbers = st.integers(0, 3)


class Times(NamedTuple):
    """What of one case must not move in silence."""

    acknowledge: Millis | None
    resolve: tuple[Millis | None, Millis]
    rung: Millis


class Life(RuleBasedStateMachine):
    """A desk with somebody in every role, and what they may do to its cases."""

    home: Path

    @initialize()
    def begin(self) -> None:
        self.clock = FixedClock(MORNING)
        place = folders(Path(mkdtemp(dir=self.home)))
        machine = found(place, Founding("Desk", PLAIN, ("supervisor",)), self.clock, ZONE)
        boss = sign_on(machine, Staff.get(), "supervisor", "desk")
        for role in ROLES[1:]:
            staff.hire(boss, role, role)
        self.machine = machine
        self.sessions = {
            str(one.name): sign_on(machine, one, str(one.name), "desk") for one in Staff.select()
        }
        self.times: dict[int, Times] = {}
        self.lines = self.entries = 0
        for kind in ("complaint", "rectification"):
            self.opens("agent", kind, 0, "", 0)

    def act(self, role: str, verb: object, *args: object) -> None:
        """Do it or be refused with a sentence; a refusal leaves no entry behind."""
        before = self._entry()
        try:
            verb(self.sessions[role], *args)  # type: ignore[operator]
        except DeskError:
            assert self._entry() == before
        else:
            assert self._entry() == before + 1
            # After each act by itself, since a step may take several.
            self._compare_times()

    def _entry(self) -> int:
        cursor = self.machine.store.database.execute_sql("SELECT count(*) FROM entry")
        return int(cursor.fetchone()[0])

    def _id(self, number: int) -> int:
        return 1 + number % Case.select().count()

    def _case(self, number: int) -> Case:
        return Case.get_by_id(self._id(number))

    def _staff(self, role: str) -> int:
        return int(self.sessions[role].staff_id or 0)

    def _owner(self, case: Case) -> str:
        return str(Staff.get_by_id(case.owner_id).name)

    # -- what happens ----------------------------------------------------------------------

    @rule(
        who=actors,
        kind=st.sampled_from(["complaint", "complaint", "inquiry", "repair", "rectification"]),
        severity=st.integers(0, 3),
        to=st.sampled_from(["", *ROLES]),
        ago=st.integers(0, 72),
    )
    def opens(self, who: str, kind: str, severity: int, to: str, ago: int) -> None:
        session = self.sessions[who]
        assert session.pack.cases is not None
        rules = session.pack.cases.kind(kind)
        asked = {spec.name for spec in rules.fields}
        values = {name: said for name, said in COMMON.items() if name in asked}
        if "severity" in asked:
            values["severity"] = rules.severities[severity % len(rules.severities)].code
        if to and "to" in asked:
            values["to"] = str(self._staff(to))
        form = OpenForm(kind, values, received_at=self.clock.now() - ago * HOUR)
        self.act(who, opening.open_case, form)

    @rule(who=actors, number=numbers, how=st.sampled_from(["phone", "letter", "phone", "pigeon"]))
    def acknowledges(self, who: str, number: int, how: str) -> None:
        self.act(who, handling.acknowledge, self._id(number), how)

    @rule(number=numbers, who=st.one_of(st.none(), actors), up=st.integers(0, 3), to=numbers)
    def passes_up(self, number: int, who: str | None, up: int, to: int) -> None:
        case = self._case(number)
        steps = ladder_of(self.machine, case).rungs
        rung = steps[min(up, len(steps) - 1)]
        role = rung.roles[to % len(rung.roles)]
        self.act(who or self._owner(case), passing.pass_up, case.id, rung.code, self._staff(role))

    @rule(who=actors, number=numbers, to=actors)
    def hands_over(self, who: str, number: int, to: str) -> None:
        self.act(who, passing.hand_to, self._id(number), self._staff(to))

    @rule(takes=st.sampled_from([True, True, False]))
    def is_answered_by_whom_it_was_offered_to(self, takes: bool) -> None:
        for case in Case.read("offered_id IS NOT NULL ORDER BY id LIMIT 1"):
            role = str(Staff.get_by_id(case.offered_id).name)
            if takes:
                self.act(role, passing.accept, case.id)
            else:
                self.act(role, passing.decline, case.id, "I am on leave.")

    @rule(who=actors, number=numbers)
    def takes_what_is_not_offered(self, who: str, number: int) -> None:
        self.act(who, passing.accept, self._id(number))

    @rule(
        who=actors, number=numbers, reason=st.sampled_from(["papers", "court", "papers", "lunch"])
    )
    def pauses(self, who: str, number: int, reason: str) -> None:
        self.act(who, handling.pause, self._id(number), reason)

    @rule(who=actors, number=numbers)
    def goes_on(self, who: str, number: int) -> None:
        self.act(who, handling.resume, self._id(number))

    @rule(who=actors, number=numbers, severity=numbers)
    def grades(self, who: str, number: int, severity: int) -> None:
        case = self._case(number)
        grades = kind_of(self.machine, case).severities
        code = grades[severity % len(grades)].code
        self.act(who, handling.set_severity, case.id, code, "It is worse.")

    @rule(who=actors, number=numbers, joint=st.booleans())
    def joins_departments(self, who: str, number: int, joint: bool) -> None:
        self.act(who, handling.set_joint, self._id(number), joint)

    @rule(
        who=actors,
        number=numbers,
        place=st.sampled_from(["internal", "laboratory", "internal", "imaging", "moon"]),
        party=st.sampled_from(["", "", "护士高伟"]),
    )
    def sends_a_sheet(self, who: str, number: int, place: str, party: str) -> None:
        sheet = Sheet(place, "When?", party=party, what="apology" if party else "sheet")
        self.act(who, sheets.send_sheet, self._id(number), sheet)

    @rule(who=actors, kept=st.booleans())
    def answers_the_sheets(self, who: str, kept: bool) -> None:
        for task in Task.read("done_at IS NULL AND kind IN ('sheet', 'apology') ORDER BY id"):
            self.act(who, sheets.answer_sheet, task.id, "After 20 minutes.", kept)

    @rule(
        number=numbers,
        who=st.one_of(st.none(), st.none(), actors),
        outcome=st.sampled_from([0, 0, 0, 1, 2, 3]),
        answer=st.sampled_from(["It was our fault.", "We looked into it.", "", "我不知道"]),
        accepted=st.sampled_from([True, True, False, None]),
        other=numbers,
        lesson=st.sampled_from(["Call the room.", "Have a rule.", ""]),
    )
    def closes(
        self, number: int, who: str | None, outcome: int, answer: str, accepted: bool | None,
        other: int, lesson: str,
    ) -> None:  # fmt: skip
        case = self._case(number)
        kind = kind_of(self.machine, case)
        code = kind.outcomes[outcome % len(kind.outcomes)].code
        closed = Closing(
            code, answer, "phone", accepted, "Nobody calls.", "ours", lesson, self._id(other),
            "Police",
        )  # fmt: skip
        self.act(who or self._owner(case), closing.close, case.id, closed)

    @rule(
        number=numbers,
        outcome=st.sampled_from([0, 0, 1, 3]),
        other=numbers,
        told=st.booleans(),
        again=st.booleans(),
    )
    def comes_to_an_end(
        self, number: int, outcome: int, other: int, told: bool, again: bool
    ) -> None:
        case = self._case(number)
        for sheet in CaseSheet.read("case_id = ? ORDER BY id", case.id) if told else []:
            self.act("agent", sheets.answer_sheet, sheet.task_id, "After 20 minutes.", True)
        self.closes(number, None, outcome, "It was our fault.", True, other, "Call the room.")
        if again:
            self.clock.advance(DAY)
            self.act("agent", closing.reopen, case.id, "She calls again.")

    @rule(who=actors, number=numbers, why=st.sampled_from(["She calls again.", "Worse.", ""]))
    def reopens(self, who: str, number: int, why: str) -> None:
        closed = Case.read("closed_at IS NOT NULL ORDER BY id")
        case = closed[number % len(closed)] if closed else self._case(number)
        self.act(who, closing.reopen, case.id, why)

    @rule(who=actors, well=st.booleans())
    def asks_afterwards(self, who: str, well: bool) -> None:
        for task in Task.read("done_at IS NULL AND kind = 'satisfaction' LIMIT 1"):
            self.act(who, satisfaction.rate, task.id, "very" if well else "fair", "")
        for task in Task.read("done_at IS NULL AND kind = 'effect' LIMIT 1"):
            self.act(who, satisfaction.check_effect, task.id, well, "Looked at it.")

    @rule(who=actors)
    def sees_a_notice(self, who: str) -> None:
        for notice in CaseNotice.read("seen_at IS NULL ORDER BY id DESC LIMIT 2"):
            self.act(who, handling.see_notice, notice.id)

    @rule(which=st.integers(0, len(PACKS) - 1))
    def changes_the_calendar(self, which: int) -> None:
        pack = PACKS[which]
        if pack.digest == self.sessions["supervisor"].pack.digest:
            return
        change_pack(self.sessions["supervisor"], pack)
        self.sessions = {
            role: replace(session, pack=pack) for role, session in self.sessions.items()
        }
        self.machine = replace(self.machine, pack=pack)
        redating.follow(self.machine)

    @rule(span=st.sampled_from([MINUTE, 31 * MINUTE, 5 * HOUR, DAY, 3 * DAY, 31 * DAY]))
    def time_goes_by(self, span: Millis) -> None:
        self.clock.advance(span)

    # -- what always holds -----------------------------------------------------------------

    @invariant()
    def every_case_has_an_owner_who_may_hold_it(self) -> None:
        here = {int(one.id): one for one in Staff.select().where(Staff.active == 1)}
        for case in Case.select():
            rung = ladder_of(self.machine, case).rung(case.rung)
            assert here[case.owner_id].role in rung.roles
            if case.offered_id is not None:
                assert case.closed_at is None
                offered = ladder_of(self.machine, case).rung(case.offered_rung)
                assert here[case.offered_id].role in offered.roles

    @invariant()
    def no_time_moves_without_a_line_and_an_entry(self) -> None:
        self._compare_times()

    def _compare_times(self) -> None:
        now = {case.id: self._times(case) for case in Case.select()}
        for case_id, times in now.items():
            before = self.times.get(case_id)
            lines = CaseEvent.read("case_id = ? AND id > ?", case_id, self.lines)
            said = {line.what for line in lines}
            for name, explaining in EXPLAINS.items():
                if before is None or getattr(before, name) != getattr(times, name):
                    assert said & explaining, (name, said)
                    assert self._entered(case_id, said)
        self.times = now
        self.lines = max((one.id for one in CaseEvent.select()), default=0)
        self.entries = self._entry()

    def _entered(self, case_id: int, said: set[str]) -> bool:
        about = "about = 'desk_case' AND about_id = ?"
        if "redated" in said:
            about = "kind = 'case.redated' AND ? > 0"
        cursor = self.machine.store.database.execute_sql(
            f"SELECT count(*) FROM entry WHERE id > ? AND {about}", (self.entries, case_id)
        )
        return int(cursor.fetchone()[0]) == 1

    def _times(self, case: Case) -> Times:
        kind, calendar = kind_of(self.machine, case), calendar_of(self.machine, case)
        assert calendar is not None
        severity = kind.severity(case.severity)
        found = deadlines.clocks(facts_of(case), kind, severity, calendar, ZONE)
        rung = ladder_of(self.machine, case).rung(case.rung)
        return Times(
            found.acknowledge_at,
            (found.resolve_at, found.left),
            deadlines.rung_until(rung, case.rung_at),
        )

    @invariant()
    def nothing_is_closed_without_an_answer(self) -> None:
        for case in Case.read("closed_at IS NOT NULL"):
            outcome = kind_of(self.machine, case).outcome(case.outcome)
            assert case.answer
            assert case.how
            assert case.answered_by_id
            assert case.acknowledged_at
            for need, kept in (
                ("cause", case.cause), ("fault", case.fault), ("lesson", case.lesson),
                ("where", case.outside), ("accepted", case.accepted),
            ):  # fmt: skip
                assert kept or need not in outcome.needs
            if "accepted" in outcome.needs and case.accepted == "no":
                assert ladder_of(self.machine, case).above(case.rung) is None
            owed = [one.task_id for one in CaseSheet.read("case_id = ?", case.id)]
            assert all(tasks.task_by_id(task_id).done_at is not None for task_id in owed)

    @invariant()
    def what_is_due_is_what_the_rules_say(self) -> None:
        for session in self.sessions.values():
            found = {
                (one.subject_id, one.step): one.due_at
                for one in due(session, self.clock.now())
                if one.step != "notice"
            }
            assert found == self._owed_by(session)

    def _owed_by(self, session: Session) -> dict[tuple[int, str], Millis]:
        owed: dict[tuple[int, str], Millis | None] = {}
        for case in Case.read("closed_at IS NULL"):
            times = self._times(case)
            if case.offered_id == session.staff_id:
                owed[case.id, ACCEPT] = times.rung
            if case.owner_id != session.staff_id:
                continue
            if case.acknowledged_at is None:
                owed[case.id, ACKNOWLEDGE] = times.acknowledge
            owed[case.id, RESOLVE] = times.resolve[0]
            top = ladder_of(self.machine, case).above(case.rung) is None
            if not top and open_pause(case) is None:
                owed[case.id, RUNG] = times.rung
        return {key: at for key, at in owed.items() if at is not None}

    def teardown(self) -> None:
        if hasattr(self, "machine"):
            verify.whole(self.machine.store.database)
            self.machine.store.database.close()


def test_no_order_of_acts_breaks_what_a_case_promises(tmp_path: Path) -> None:
    class There(Life):
        home = tmp_path

    run_state_machine_as_test(
        There,
        settings=hypothesis.settings(
            max_examples=24,
            stateful_step_count=30,
            deadline=timedelta(seconds=20),
            suppress_health_check=list(HealthCheck),
        ),
    )
