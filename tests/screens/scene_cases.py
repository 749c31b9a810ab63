"""The scenes of cases: the complaint of the day before, and what its pages show (all made up)."""

from collections.abc import Awaitable, Callable

import msgspec

from frontdesk import words
from frontdesk.cases import handling, opening, passing
from frontdesk.cases.cases import CaseNotice
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import HOUR, MINUTE, FixedClock, Millis
from frontdesk.desk.directory import Department
from frontdesk.session import Role, Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from tests.conftest import MORNING
from tests.screens.driving import STAFF, Driver

TAKER = "Fang Min"
ABOVE: tuple[tuple[str, Role], ...] = (("Feng Lan", "deputy"), ("Lin Guodong", "manager"))
BEGAN: Millis = MORNING - 22 * HOUR - 25 * MINUTE
_SAID = {
    "en": {
        "facts": "I waited 70 minutes for a result that was ready after 20. Nobody told me. At the"
        " desk I was told to just sit down.",
        "wish": "An explanation and an apology from the head nurse.",
        "when": "Sat 21 Nov 10:05-11:31",
        "severity": "late and told off",
        "up": "needs the clinic",
        "note": "Heard nurse Gao Wei: no record of the result call.",
        "repair": "The water dispenser drips.",
        "lost": "A grey umbrella.",
        "praise": "Fang Min walked my mother to the bus.",
        "typed": "Nobody told me that the result was ready",
        "answer": "We told her why, and said sorry.",
    },
    "zh": {
        "facts": "化验单二十分钟就好了，我等了七十分钟，没有人告诉我。到台前只叫我坐着等。",
        "wish": "要一个解释，请护士长道歉",
        "when": "11月21日 10:05",
        "severity": "迟到且遭呵斥",
        "up": "需要内科配合",
        "note": "问过护士高伟：没有通知取结果的记录。",
        "repair": "饮水机漏水",
        "lost": "一把灰伞",
        "praise": "小方送我母亲上车",
        "typed": "结果早就好了，没有人告诉我",
        "answer": "已当面说明原因并道歉",
    },
}


def write_cases(machine: Session, clock: FixedClock, language: str) -> None:
    """Four cases of the day before: the complaint that is looked at, and three small ones."""
    said = _SAID[language]
    for name, role in ABOVE:
        staff.hire(machine, name, role)

    def who(name: str) -> Session:
        found = Staff.get(Staff.name == name)
        return msgspec.structs.replace(machine, staff_id=found.id, role=found.role)

    guide, taker = who(STAFF), who(TAKER)
    place = Department.listed()[0].code
    clock.set_wall(BEGAN)
    values = {name: said[name] for name in ("facts", "wish", "when")}
    values |= {"person": "吕敏", "phone": "13712349016", "channel": "phone", "place": place}
    case = opening.open_case(taker, OpenForm("complaint", values | {"severity": "ordinary"}))
    clock.advance(10 * MINUTE)
    handling.set_severity(taker, case.id, "serious", said["severity"])
    handling.see_notice(guide, CaseNotice.read("case_id = ?", case.id)[0].id)
    clock.advance(15 * MINUTE)
    assert guide.staff_id is not None
    passing.pass_up(taker, case.id, "supervisor", guide.staff_id, said["up"])
    clock.advance(5 * MINUTE)
    passing.accept(guide, case.id)
    clock.advance(6 * HOUR)
    handling.note(guide, case.id, said["note"])
    for kind, person in (("repair", "高远"), ("lost", "何静"), ("praise", "马玲")):
        clock.advance(HOUR)
        _open_small(taker, kind, {"person": person, "place": place, "facts": said[kind]})


def _open_small(session: Session, kind: str, known: dict[str, str]) -> None:
    """A form of a kind with what must stand in it and no more."""
    forms = session.pack.cases
    assert forms is not None
    rules = forms.kind(kind)
    values = {}
    for spec in rules.fields:
        if spec.name in known:
            values[spec.name] = known[spec.name]
        elif spec.name == "severity":
            values[spec.name] = rules.severities[0].code
        elif spec.required:
            codes = ("walkin",) if spec.kind == "case_channel" else spec.choices
            values[spec.name] = codes[0] if codes else known["facts"]
    opening.open_case(session, OpenForm(kind, values))


async def _case_form(desk: Driver) -> None:
    desk.select("A003")
    await desk.settle()
    await desk.do("complaint")
    form = desk.app.case_form
    form.focus_field("facts")
    await desk.type(_SAID[words.language()]["typed"])
    form.focus_field("severity")
    await desk.press("3")
    form.focus_field("severity")
    form.look_for_same()
    await desk.settle()
    await desk.app.workers.wait_for_complete()
    await desk.settle()


async def _case(desk: Driver) -> None:
    desk.app.show_cases("open")
    await desk.settle()
    desk.app.cases_page.select(1)
    await desk.settle()
    await desk.press("enter")


async def _cases(desk: Driver) -> None:
    desk.app.show_cases("due")
    await desk.settle()


async def _case_close(desk: Driver) -> None:
    await _case(desk)
    await desk.do("finish")
    page = desk.app.act_page
    page.focus_field("outcome")
    await desk.press("1")
    page.focus_field("answer")
    await desk.type(_SAID[words.language()]["answer"])


HANDS: dict[str, Callable[[Driver], Awaitable[None]]] = {
    "case_form": _case_form,
    "case": _case,
    "cases": _cases,
    "case_close": _case_close,
}
