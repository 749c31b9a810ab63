"""Tasks for tests: what a call leaves behind."""

from collections.abc import Callable

import pytest

from frontdesk.clock import HOUR
from frontdesk.phone import answering, recording
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.tasks.tasks import Task

MOBILE = "13812342046"
Owe = Callable[..., Task]


@pytest.fixture
def owe() -> Owe:
    """Something owed: `owe(session, "promise", by=…, who=…)`, or "question", or "callback"."""

    def make(session: Session, kind: str, **more: object) -> Task:
        number = str(more.pop("number", MOBILE))
        call = answering.ring(session, Ringing(number, how="hook"))
        if kind == "callback":
            answering.caller_gone(session, call.id)
        else:
            answering.answer(session, call.id)
            outcome = {"promise": "promised"}.get(kind, kind)
            form = CallForm(
                caller="张伟", kind="inquiry", asked="When?", promise="a map", outcome=outcome,
                by=session.now() + HOUR,
            )  # fmt: skip
            if kind == "question":
                form = form._replace(promise="", by=None)
            recording.record(session, call.id, form._replace(**more))  # type: ignore[arg-type]
        return Task.select().order_by(Task.id.desc()).get()

    return make
