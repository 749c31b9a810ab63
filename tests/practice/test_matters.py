"""The cases of a practice morning: something at every stage, nothing absurd, for every pack."""

from contextlib import closing

import msgspec
import pytest

from frontdesk import practice, words
from frontdesk.cases import cases, due, lists
from frontdesk.cases.cases import Case
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.practice import Wish
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.staff.staff import Staff
from frontdesk.store import verify
from tests.practice.test_practice import _prepare

PACKS = ("hospital", "office", "hotline")


def _first(session: Session) -> Session:
    guide = Staff.here()[0]
    return msgspec.structs.replace(session, staff_id=guide.id, role=guide.role)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("pack", PACKS)
def test_something_stands_at_every_stage(place: Folders, pack: str, language: str) -> None:
    words.use(language)
    opened = _prepare(place, Wish(pack=pack, language=language))
    with closing(opened.session.store):
        session = _first(opened.session)
        found = lists.open_cases(session)
        assert {one.kind for one in found} >= {"complaint", "repair", "lost", "praise"}
        assert len({one.rung for one in found}) > 1
        assert [one.kind for one in lists.to_accept(session)] == ["complaint"]
        assert any(one.offered_id not in (None, session.staff_id) for one in found)
        ended = Case.read("closed_at IS NOT NULL")
        assert len(ended) == 1
        assert ended[0].answer
        owed = due.due(session, session.now())
        states = {one.state(session.now()) for one in owed}
        assert states == {"soon", "ahead"}
        kind = cases.forms(session.pack).kinds[0]
        assert all(one.opened_at <= session.now() for one in found)
        assert {one.severity for one in found if one.kind == kind.code} == {kind.severities[0].code}
        verify.whole(session.store.database)


def test_a_desk_without_cases_has_none(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    files = to_files(builtin("office"))
    del files["cases.toml"], files["calendar.toml"]
    monkeypatch.setattr(practice, "builtin", lambda _code: from_files(files))
    opened = _prepare(place, Wish())
    with closing(opened.session.store):
        assert Case.read("id > 0") == []
        # Nobody above the desk is made up either.
        assert [one.role for one in Staff.here()].count("manager") == 0
