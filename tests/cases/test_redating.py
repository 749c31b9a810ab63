"""A changed calendar: what is open is counted anew, once, and its timeline says so."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from frontdesk import opening as desk_opening
from frontdesk.cases import closing, handling, redating
from frontdesk.cases.cases import Case, CaseEvent
from frontdesk.cases.closing import Closing
from frontdesk.cases.due import due
from frontdesk.clock import instant
from frontdesk.errors import AlreadyDone, NotAllowed
from frontdesk.opening import change_pack, change_pack_from, start
from frontdesk.packs.load import from_files, to_files
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.shift import log
from frontdesk.store import verify
from tests.conftest import ZONE

WITHDRAWN = Closing("withdrawn", "She takes it back.", "phone")
HOLIDAY = '    { first = "2026-11-26", last = "2026-11-27", name = "new_year" },\n'
FAR = '    { first = "2027-11-26", last = "2027-11-27", name = "new_year" },\n'
NEXT_YEAR = '    { first = "2027-01-01", name = "new_year" },\n'
BEFORE = instant(datetime(2026, 11, 30, 17, 30, tzinfo=ZONE))
AFTER = instant(datetime(2026, 12, 2, 17, 30, tzinfo=ZONE))


def _files(pack: Pack, off: str) -> dict[str, bytes]:
    files = to_files(pack)
    # Holidays stand in order.
    kept, next_year = files["calendar.toml"].decode().split(NEXT_YEAR)
    whole = off + NEXT_YEAR if off < NEXT_YEAR else NEXT_YEAR + off
    files["calendar.toml"] = f"{kept}{whole}{next_year}".encode()
    return files


def _with(session: Session, off: str = HOLIDAY) -> Pack:
    return from_files(_files(session.pack, off))


def _lines(case: Case) -> list[tuple[str, str, int | None]]:
    found = CaseEvent.read("case_id = ? AND what = 'redated'", case.id)
    return [(one.code_from, one.code_to, one.staff_id) for one in found]


def _kinds(session: Session) -> list[str]:
    return [entry.kind for entry in log.entries(session)]


def _resolve_at(session: Session) -> int:
    return next(one.due_at for one in due(session, session.now()) if one.step == "resolve")


def test_open_cases_are_counted_anew_with_one_entry(session: Session, opens) -> None:
    first, second, closed = opens(session), opens(session), opens(session)
    closing.close(session, closed.id, WITHDRAWN)
    assert _resolve_at(session) == BEFORE
    pack = change_pack_from(session, _files(session.pack, HOLIDAY))
    now = replace(session, pack=pack)
    assert _resolve_at(now) == AFTER
    for case in (first, second):
        found = Case.get_by_id(case.id)
        # Its rules stay those it began by.
        assert (found.calendar, found.pack) == (pack.digest, session.pack.digest)
        assert _lines(case) == [(str(BEFORE), str(AFTER), None)]
    assert Case.get_by_id(closed.id).calendar == session.pack.digest
    assert _kinds(session)[-2:] == ["pack.changed", "case.redated"]
    entry = list(log.entries(now))[-1]
    assert log.say(now, entry, log.LogNames(now)) == (
        "the calendar changed: 2 of 2 open cases have another day"
    )
    verify.whole(session.store.database)


def test_a_day_that_does_not_move_has_no_line(session: Session, opens) -> None:
    case = opens(session)
    change_pack_from(session, _files(session.pack, FAR))
    assert _lines(case) == []
    assert Case.get_by_id(case.id).calendar != session.pack.digest
    assert _kinds(session)[-1] == "case.redated"


def test_what_is_left_of_a_standing_clock_is_said_too(session: Session, opens) -> None:
    case = opens(session)
    handling.pause(session, case.id, "papers")
    wider = to_files(session.pack)
    wider["calendar.toml"] = wider["calendar.toml"].replace(b'"Mon-Fri 8:00', b'"Mon-Fri 7:00', 1)
    change_pack_from(session, wider)
    assert _lines(case) == [("", "", None)]


def test_another_pack_with_the_same_calendar_moves_nothing(session: Session, opens) -> None:
    case = opens(session)
    files = to_files(session.pack)
    files["rules.toml"] = files["rules.toml"].replace(b'after = "5m"', b'after = "4m"')
    change_pack_from(session, files)
    assert Case.get_by_id(case.id).calendar == session.pack.digest
    assert _kinds(session)[-1] == "pack.changed"


def test_a_pack_without_cases_leaves_the_open_ones_alone(session: Session, opens) -> None:
    case = opens(session)
    files = to_files(session.pack)
    silent = from_files({k: v for k, v in files.items() if k[:5] not in ("cases", "calen")})
    assert redating.follow(replace(session, pack=silent)) == 0
    assert Case.get_by_id(case.id).calendar == session.pack.digest


def test_it_is_done_once_and_by_the_machine_alone(session: Session, opens) -> None:
    opens(session)
    pack = _with(session)
    change_pack(session, pack)
    now = replace(session, pack=pack)
    with pytest.raises(NotAllowed):
        redating.redate(now)
    assert redating.follow(now) == 1
    assert redating.follow(now) == 0
    with pytest.raises(AlreadyDone, match="already"):
        redating.redate(now.machine())
    assert _kinds(session).count("case.redated") == 1


def test_two_windows_do_it_once(session: Session, opens, monkeypatch: pytest.MonkeyPatch) -> None:
    opens(session)
    now = replace(session, pack=_with(session))
    change_pack(session, now.pack)
    found = redating._counted_otherwise(now)
    assert redating.follow(now) == 1
    # The other looked before, and comes to it only now.
    answers = iter([found, []])
    monkeypatch.setattr(redating, "_counted_otherwise", lambda _session: next(answers))
    assert redating.follow(now) == 0


def test_a_start_takes_over_the_calendar_of_an_edited_pack(session: Session, desk, opens) -> None:
    case = opens(session)
    session.store.close()
    edited = _files(session.pack, HOLIDAY)["calendar.toml"]
    (desk.place.pack / "calendar.toml").write_bytes(edited)
    opened = start(desk.place, desk.clock, ZONE)
    assert opened.trouble is None
    assert _lines(case) == [(str(BEFORE), str(AFTER), None)]
    opened.session.store.close()


def test_a_start_makes_whole_what_was_cut_off(
    session: Session, desk, opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opens(session)
    pack = _with(session)
    change_pack(session, pack)
    desk_opening.write_pack(desk.place, pack)
    session.store.close()
    opened = start(desk.place, desk.clock, ZONE)
    assert Case.get_by_id(case.id).calendar == pack.digest
    assert _lines(case) == [(str(BEFORE), str(AFTER), None)]
    opened.session.store.close()
