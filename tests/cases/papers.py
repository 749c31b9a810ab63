"""A complaint as read, written out by hand: the one of the picture, C-0228."""

from datetime import date, datetime

from frontdesk.cases.case_file import (
    CaseFile,
    EventLine,
    FileLine,
    Graded,
    LinkLine,
    NoticeLine,
    PauseLine,
    RungLine,
    SheetLine,
)
from frontdesk.cases.deadlines import Clocks, TraceLine
from frontdesk.clock import HOUR, Millis, instant
from frontdesk.packs.structs import Pack
from tests.conftest import ZONE


def at(day: int, clock: str, month: int = 11, year: int = 2026) -> Millis:
    """An instant of November 2026 in the desk's zone."""
    hours, minutes = clock.split(":")
    return instant(datetime(year, month, day, int(hours), int(minutes), tzinfo=ZONE))


def complaint(pack: Pack, **changed: object) -> CaseFile:
    """An open complaint on the third rung, with a sheet, a file, a pause and a link."""
    values: dict[str, object] = {
        "id": 1, "number": "C-0228", "day": "2026-11-22", "kind": "complaint", "channel": "phone",
        "pack": pack, "opened_at": at(22, "9:05"), "received_at": at(22, "9:05"),
        "opener_id": 3, "opener": "赵磊",
        "person_id": 7, "name": "吕敏", "pinyin": "Lü Min", "sex": "f", "birth_year": 1974,
        "phone": "13712349016", "place": "internal", "place_name": "内科", "about": "",
        "happened": "Sat 21 Nov 10:05-11:31", "witnesses": "", "facts": FACTS, "wish": WISH,
        "values": {
            "person": "吕敏", "phone": "13712349016", "patient": "吕敏", "relation": "self",
            "channel": "phone", "when": "Sat 21 Nov 10:05-11:31", "place": "internal",
            "facts": FACTS, "wish": WISH, "severity": "serious", "joint": "no",
        },
        "severity": Graded(
            code="serious", place=3, of=4, set_by=1, staff="李娜", set_at=at(22, "9:20"),
            why="late and told off",
        ),
        "joint": False, "rung": "affairs", "rung_at": at(23, "7:30"),
        "rung_until": at(24, "7:30"), "owner_id": 5, "owner": "冯岚", "owner_since": at(23, "7:30"),
        "offered_id": None, "offered": "", "offered_rung": "",
        "acknowledged_at": None, "acknowledged_how": "",
        "clocks": Clocks(
            acknowledge_at=at(23, "9:05"), soon=2 * HOUR, days=5, resolve_from=at(22, "9:05"),
            budget=40 * HOUR, resolve_at=at(27, "17:30"), soon_days=24 * HOUR,
        ),
        "trace": (
            TraceLine(kind="received", at=at(22, "9:05")),
            TraceLine(kind="clock", span=24 * HOUR, at=at(23, "9:05")),
            _day(22, 22, (), "received"), _day(23, 23, (1,)), _day(24, 26, (2, 3, 4)),
            _day(27, 27, (5,)),
            TraceLine(kind="resolve", at=at(27, "17:30")),
        ),
        "next": None, "closed_at": None, "outcome": "", "answer": "", "how": "", "accepted": "",
        "answered_by": None, "answerer": "", "cause": "", "fault": "", "lesson": "", "outside": "",
        "reopened": 0, "call_id": 3, "call": "T012", "visit_id": None, "visit": "",
        "task_id": None, "rungs": RUNGS, "events": EVENTS,
        "pauses": (PauseLine(reason="papers", began_at=at(23, "7:35"), ended_at=at(23, "7:40")),),
        "sheets": (
            SheetLine(
                id=1, task_id=4, what="sheet", place="internal", place_name="内科", party="",
                joint=False, asked="Who was to tell her?", created_at=at(22, "16:20"),
                due_at=at(24, "16:20"), owner_id=4, owner="吴迪", done_at=None, outcome="",
                answer="",
            ),
            SheetLine(
                id=2, task_id=5, what="apology", place="internal", place_name="内科",
                party="高伟", joint=False, asked="By telephone", created_at=at(22, "16:25"),
                due_at=at(24, "16:25"), owner_id=4, owner="吴迪", done_at=at(23, "7:20"),
                outcome="in_time", answer="Done at the desk, she thanked us.",
            ),
        ),
        "notices": (
            NoticeLine(
                id=1, what="opened", role="supervisor", created_at=at(22, "9:05"),
                seen_at=at(22, "9:20"), seen_by=1, staff="李娜",
            ),
        ),
        "files": (
            FileLine(
                id=1, digest="0" * 64, name="化验单 <1>.jpg", size=1_843_200, at=at(22, "9:40"),
                staff_id=1, staff="李娜",
            ),
        ),
        "links": (
            LinkLine(
                case_id=9, number="C-0198", kind="complaint", name="吕敏", why="person",
                opened_at=at(30, "9:00", month=12, year=2025), closed_at=None, outcome="",
            ),
        ),
    }  # fmt: skip
    return CaseFile(**(values | changed))  # type: ignore[arg-type]


def closed(pack: Pack) -> CaseFile:
    """The same, closed by the general manager."""
    answer = "Results are told by telephone within 10 minutes. The head nurse apologised."
    return complaint(
        pack, acknowledged_at=at(23, "8:00"), acknowledged_how="phone", closed_at=at(24, "11:00"),
        outcome="resolved", answer=answer, how="phone", accepted="yes", answered_by=5,
        answerer="冯岚", cause="Nobody was named to call.", fault="ours",
        lesson="Whoever takes the result in calls the patient.", rung="affairs",
        events=(
            *EVENTS,
            _event(11, 23, "8:00", "acknowledged", "冯岚", code_to="phone"),
            _event(
                12, 24, "11:00", "closed", "冯岚", code_from="phone", code_to="resolved",
                text=answer,
            ),
        ),
    )  # fmt: skip


def _day(first: int, last: int, numbers: tuple[int, ...], why: str = "working") -> TraceLine:
    return TraceLine(
        kind="days", first=date(2026, 11, first), last=date(2026, 11, last), numbers=numbers,
        why=why,
    )  # fmt: skip


def _event(number: int, day: int, clock: str, what: str, staff: str, **more: str) -> EventLine:
    return EventLine(id=number, at=at(day, clock), what=what, staff_id=1, staff=staff, **more)  # type: ignore[arg-type]


FACTS = (
    "我等一个二十分钟就出来的结果等了七十分钟，没有人告诉我。"
    "到服务台问，只让我坐着等。\n"
    "I waited 70 minutes for a result that was ready after 20. Nobody told me."
)
WISH = "说明原因，护士长道歉。"
RUNGS = (
    RungLine(
        code="desk", place=1, state="passed", staff="李娜", since=at(22, "9:05"),
        until=at(22, "9:35"), note="serious",
    ),
    RungLine(
        code="supervisor", place=2, state="passed", staff="吴迪", since=at(22, "9:35"),
        until=at(23, "7:30"), note="needs the clinic",
    ),
    RungLine(
        code="affairs", place=3, state="held", staff="冯岚", since=at(23, "7:30"),
        until=at(24, "7:30"),
    ),
    RungLine(code="manager", place=4, state="ahead", staff="林国栋", since=at(24, "7:30")),
)  # fmt: skip
EVENTS = (
    _event(1, 22, "9:05", "opened", "赵磊", code_from="phone", code_to="ordinary"),
    _event(
        2, 22, "9:20", "severity", "李娜", code_from="ordinary", code_to="serious",
        text="late and told off",
    ),
    _event(3, 22, "9:20", "told", "李娜", code_from="opened", code_to="supervisor"),
    _event(
        4, 22, "9:30", "passed", "李娜", code_from="desk", code_to="supervisor", to="吴迪",
    ),
    _event(5, 22, "9:35", "accepted", "吴迪", code_from="desk", code_to="supervisor", to="李娜"),
    _event(6, 22, "9:40", "attached", "李娜", text="化验单 <1>.jpg"),
    _event(7, 22, "16:10", "note", "吴迪", text="Heard nurse 高伟: no record of the result call"),
    _event(8, 22, "16:20", "sheet", "吴迪", code_from="sheet", code_to="internal", text="Who?"),
    _event(
        9, 23, "7:30", "accepted", "冯岚", code_from="supervisor", code_to="affairs", to="吴迪",
    ),
    _event(10, 23, "7:41", "corrected", "冯岚", code_from="place", text="surgery"),
)  # fmt: skip
