"""The pages of a window: made, with all they import, when they may be used; mounted once."""

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from screens.parts.alertstrip import AlertStrip
from screens.parts.context import Context
from screens.parts.messageline import MessageLine
from screens.parts.page import Page
from screens.parts.parking import Parking
from screens.parts.reading_page import ReadingPage
from screens.terminal import crash

if TYPE_CHECKING:
    from screens.cases.act_page import ActPage
    from screens.cases.case_acts import CaseActs
    from screens.cases.case_form import CaseFormPage
    from screens.cases.case_page import CasePage
    from screens.cases.cases_page import CasesPage
    from screens.desk.note_page import NoteBar
    from screens.desk.register_page import RegisterPage
    from screens.phone.call_page import CallPage
    from screens.phone.lists_page import PhonePage
    from screens.phone.ring_dock import RingDock
    from screens.phone.ring_lines import Ring
    from screens.phone.ring_view import Known
    from screens.start.first_page import FirstPage


class Pages(crash.CrashGuard[int]):
    """An app that has them."""

    context: Context
    parking: Parking | None
    reading_page: ReadingPage
    # Every page there is, by its id; before the first is shown, a page of nothing.
    mounted: dict[str, Page]

    @abstractmethod
    def ring_now(self) -> "Ring | None":
        """What the ring strip shows at this very moment."""

    @cached_property
    def register_page(self) -> "RegisterPage":
        """The form of a visitor."""
        from screens.desk.register_page import RegisterPage

        return RegisterPage(self.context)

    @cached_property
    def note(self) -> "NoteBar":
        """The note to the next guide."""
        from screens.desk.note_page import NoteBar

        return NoteBar(self.context)

    @cached_property
    def call_page(self) -> "CallPage":
        """The call in hand."""
        from screens.phone.call_page import CallPage

        return CallPage(self.context)

    @cached_property
    def ring_dock(self) -> "RingDock":
        """The dock of a call that rings."""
        from screens.phone.ring_dock import RingDock

        return RingDock(self.ring_now)

    @cached_property
    def _known(self) -> "Known":
        from screens.phone.ring_view import Known

        return Known(self.context)

    @cached_property
    def phone_page(self) -> "PhonePage":
        """The lists of the telephone."""
        from screens.phone.lists_page import PhonePage

        return PhonePage(self.context)

    @cached_property
    def case_form(self) -> "CaseFormPage":
        """The form of a case."""
        from screens.cases.case_form import CaseFormPage

        return CaseFormPage(self.context)

    @cached_property
    def case_page(self) -> "CasePage":
        """One case."""
        from screens.cases.case_page import CasePage

        return CasePage(self.context)

    @cached_property
    def cases_page(self) -> "CasesPage":
        """The lists of cases."""
        from screens.cases.cases_page import CasesPage

        return CasesPage(self.context)

    @cached_property
    def act_page(self) -> "ActPage":
        """The form of an act on a case."""
        from screens.cases.act_page import ActPage

        return ActPage(self.context)

    @cached_property
    def case_acts(self) -> "CaseActs":
        """What is done about cases."""
        from screens.cases.case_acts import CaseActs

        return CaseActs(self.context)

    @cached_property
    def first_page(self) -> "FirstPage":
        """The first start."""
        from screens.start.first_page import FirstPage

        return FirstPage(self.context)

    # -- mounting ------------------------------------------------------------------------------

    async def add_page(self, page: Page) -> None:
        """Mount a page, hidden; pages are mounted once and shown or hidden."""
        if not page.is_attached:
            self.mounted[page.id or ""] = page
            page.display = False
            await self.query_one("#pages").mount(page)

    async def furnish(self) -> None:
        """Mount what a person at the desk may open; a second time does nothing."""
        self.register_page.parking = self.note.parking = self.parking
        await self.add_page(self.reading_page)
        if not self.note.is_attached:
            await self.mount(self.note, before=self.query_one(MessageLine))
        if not self.register_page.is_attached:
            await self.add_page(self.register_page)
            await self.register_page.build()
        if self.context.pack.phone is not None and not self.call_page.is_attached:
            await self.mount(self.ring_dock, after=self.query_one(AlertStrip))
            self.call_page.parking = self.parking
            await self.add_page(self.call_page)
            await self.call_page.build()
            await self.add_page(self.phone_page)
            self.phone_page.parking = self.parking

    async def furnish_cases(self) -> None:
        """Mount the pages of cases, where the pack has any; a second time does nothing."""
        forms = self.context.pack.cases
        if forms is None or self.case_form.is_attached:
            return
        self.case_form.parking = self.act_page.parking = self.parking
        for page in (self.case_form, self.case_page, self.cases_page, self.act_page):
            await self.add_page(page)
        await self.case_form.build(forms.kinds[0].code)
