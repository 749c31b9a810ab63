"""Calls for tests of the telephone."""

from collections.abc import Callable

import pytest

from frontdesk.desk import people
from frontdesk.desk.people import Person, PersonForm
from frontdesk.packs.phone import Phone
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.phone.calls import Call
from frontdesk.session import Session

MOBILE = "13812342046"
OTHER = "13900001111"

Rings = Callable[..., Call]


@pytest.fixture
def phone(session: Session) -> Phone:
    """The telephone of the hospital's pack."""
    assert session.pack.phone is not None
    return session.pack.phone


@pytest.fixture
def rings() -> Rings:
    """It rings: `rings(session, number="", line="2")`, told by a hook."""

    def ring(session: Session, number: str = MOBILE, **told: object) -> Call:
        wanted = Ringing(number=number, how="hook")._replace(**told)  # type: ignore[arg-type]
        return answering.ring(session, wanted)

    return ring


@pytest.fixture
def known(session: Session) -> Callable[[str, str], Person]:
    """Someone whom the desk knows, by name and number."""

    def add(name: str, number: str = MOBILE) -> Person:
        people.take_over(session, [PersonForm(name, phone=number)])
        return Person.select().order_by(Person.id.desc()).get()

    return add
