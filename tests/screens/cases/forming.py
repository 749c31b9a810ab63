"""The form of a case alone on a screen, over a founded desk: for tests and to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot

from frontdesk.cases import opening
from frontdesk.cases.cases import Case
from frontdesk.errors import DeskError, InputError
from frontdesk.staff.staff import Staff
from screens.cases.case_form import CaseFormPage, Known
from screens.parts.context import Context, new_act
from screens.parts.lines import text_of
from screens.parts.messageline import Said
from screens.parts.parking import Parking
from tests.screens.alone import SHELL, WIDE, Alone, on_screen

FACTS = "I waited 70 minutes for a result that was ready after 20."
CALLED = Known({"person": "吕敏", "phone": "13712349016", "facts": FACTS}, {"channel": ["phone"]})


class Formed(Alone):
    """What the app does for the form, and nothing else."""

    CSS_PATH = [SHELL, CaseFormPage.CSS_PATH]  # noqa: RUF012
    page: CaseFormPage

    def __init__(self, context: Context, parking: Parking | None = None) -> None:
        super().__init__(context, CaseFormPage(context))
        self.page.parking = parking
        self.said: list[Said] = []
        self.case: Case | None = None

    def on_mount(self) -> None:
        """Show it."""
        self.page.display = True

    def on_key(self, event: events.Key) -> None:
        """Saving and linking, as the app has them."""
        if event.key == "ctrl+s":
            self.save()
        elif event.key == "ctrl+r":
            self.tell(self.page.link_next())

    def say(self, said: Said) -> None:
        """All of it is kept as well."""
        self.said.append(said)
        super().say(said)

    def save(self) -> None:
        """Ctrl+S: open the case."""
        form = self.page.ready()
        if form is None:
            return
        try:
            self.case = opening.open_case(self.context.desk.with_act(new_act()), form)
        except InputError as fault:
            self.page.point_at(fault.field, fault.sentence)
        except DeskError as fault:
            self.refuse(fault)
        else:
            self.page.forget()


@asynccontextmanager
async def formed(
    context: Context,
    known: Known | None = None,
    *,
    kind: str = "complaint",
    size: tuple[int, int] = WIDE,
    parking: Parking | None = None,
) -> AsyncIterator[tuple[Formed, Pilot[None]]]:
    """The form of a kind on a screen of this size, begun with what is known."""
    async with on_screen(Formed(context, parking), size) as (app, pilot):
        await app.page.build(kind)
        if known is not None:
            app.page.begin(kind, known)
        await pilot.pause()
        yield app, pilot


def id_of(name: str) -> int:
    """Who is called so."""
    return int(Staff.get(Staff.name == name).id)


def beside(app: Formed) -> str:
    """The pane right of the form."""
    side = app.page.query_one("#case-form-side")
    return "\n".join(text_of(one) for one in side.lines)  # type: ignore[attr-defined]
