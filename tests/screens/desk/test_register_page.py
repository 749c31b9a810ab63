"""Registering a visitor (D1, D2, D4, D12) and half-typed forms (X1, X2)."""

import pytest

from frontdesk.clock import MINUTE
from screens.desk.register_page import Confirm
from screens.parts.choices import Matches
from tests.screens.conftest import Open
from tests.screens.driving import Driver


def focused(desk: Driver) -> str:
    """The name of the field that has the focus."""
    return desk.app.register_page.focused_name()


def cursor(desk: Driver) -> tuple[str, int, int]:
    """The field in focus with its selection."""
    selection = desk.app.focused.selection  # type: ignore[union-attr]
    return focused(desk), selection.start, selection.end


async def known(desk: Driver, name: str = "单雄信", phone: str = "13812342046") -> None:
    """Somebody who was here before and left."""
    from frontdesk.desk import visits

    visit = desk.seat(name, phone=phone)
    visits.move(desk.session, visit, "left", "better")
    desk.app.changed()
    await desk.wait(MINUTE)


async def new_person(desk: Driver, name: str, phone: str = "13912342047") -> None:
    """Type a new person and go to the read-back line."""
    await desk.do("visitor")
    await desk.type(name)
    await desk.press("tab", "2", "tab")
    await desk.type(phone)
    await desk.press("tab", "1")
    for _field in range(3):
        await desk.press("tab")
    assert focused(desk) == "department"
    await desk.press("1", "tab")
    assert isinstance(desk.app.focused, Confirm)


@pytest.mark.parametrize("typed", ["shanx", "sxx", "2046", "单雄"])
async def test_known_person_to_ticket_in_seven_keys(open_app: Open, typed: str) -> None:
    async with open_app() as desk:
        await known(desk)
        desk.pressed = 0
        await desk.do("visitor")
        await desk.type(typed)
        assert "单雄信" in desk.screen
        await desk.press("enter")
        assert desk.value("name") == "单雄信"
        assert desk.value("phone") == "13812342046"
        await desk.press("2", "1", "1", "enter")
        assert desk.pressed - len(typed) <= 7
        assert desk.page == "desk"
        assert desk.tickets == ["A002"]
        entry = desk.entries("visit.registered")[-1]
        assert entry.facts["returning"] is True
        assert entry.facts["series"] == "A"
        assert entry.facts["number"] == 2
        assert entry.staff == 1
        assert len(desk.query("SELECT id FROM person")) == 1
        assert desk.query("SELECT purpose, department_id, stage FROM visit WHERE id = 2") == [
            (desk.session.pack.purposes[1], entry.facts["department"], "waiting")
        ]
        assert entry.facts["doctor"] is not None
        assert "A002 单雄信" in desk.screen
        assert desk.app.desk_page.selected is not None
        assert desk.app.desk_page.selected.ticket == "A002"


async def test_new_person_is_written_down_as_typed(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("visitor")
        await desk.type("曾国强")
        await desk.press("tab", "1")
        await desk.type("46")
        await desk.press("tab")
        await desk.type("13812342046")
        await desk.press("tab", "1")
        await desk.type("a quiet room")
        await desk.press("tab", "space", "tab")
        await desk.type("son")
        await desk.press("tab", "1", "2")
        assert isinstance(desk.app.focused, Confirm)
        # The one line that is read back has every detail.
        for detail in ("曾国强", "46", "13812342046", "a quiet room", "elderly", "son"):
            assert detail in desk.screen, detail
        assert desk.entries("visit.registered") == []
        await desk.press("enter")
        person = desk.query("SELECT name, pinyin, sex, birth_year, phone FROM person")
        assert person == [("曾国强", person[0][1], "m", 1980, "13812342046")]
        assert str(person[0][1]).lower().startswith("zeng")
        visit = desk.query("SELECT request, needs, company, priority, series FROM visit")
        assert visit == [("a quiet room", '["elderly"]', "son", "priority", "P")]
        assert desk.entries("visit.registered")[-1].facts["returning"] is False
        assert desk.tickets == ["P001"]
        assert "P001 曾国强 registered" in desk.message


async def test_read_back_needs_its_own_key(open_app: Open) -> None:
    async with open_app() as desk:
        await new_person(desk, "李四")
        await desk.press("shift+tab")
        await desk.do("finish")
        assert desk.entries("visit.registered") == []
        assert isinstance(desk.app.focused, Confirm)
        await desk.do("finish")
        assert len(desk.entries("visit.registered")) == 1


async def test_enter_twice_at_the_end_registers_once(open_app: Open) -> None:
    async with open_app() as desk:
        await new_person(desk, "李四")
        await desk.press("enter", "enter", "enter")
        assert len(desk.entries("visit.registered")) == 1


async def test_what_is_missing_is_said_at_its_field(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("visitor")
        await desk.do("finish")
        assert focused(desk) == "name"
        assert "still missing" in desk.screen
        assert desk.message.startswith(desk.session.pack.say("field.name.label", "en"))
        await desk.type("李四")
        await desk.do("finish")
        assert focused(desk) == "sex"
        await desk.press("1")
        await desk.type("200")
        await desk.press("tab")
        assert "An age, or a year of birth" in desk.screen
        await desk.do("finish")
        assert focused(desk) in ("birth", "purpose")
        assert desk.entries("visit.registered") == []


async def test_likely_duplicates_are_shown_with_why_never_forced(open_app: Open) -> None:
    async with open_app() as desk:
        await known(desk, "张珊")
        await desk.do("visitor")
        # The same sound, one digit of the phone off.
        await desk.type("张山")
        await desk.press("tab", "1")
        await desk.type("46")
        await desk.press("tab")
        await desk.type("13812342047")
        matches = desk.app.query_one("#register-matches", Matches)
        assert [row.key for row in matches.rows][:1] == [1]
        assert "张珊" in desk.screen
        from frontdesk.desk import people
        from frontdesk.desk.likeness import why_words
        from frontdesk.desk.people import PersonForm

        form = PersonForm("张山", "", "46", "13812342047")
        (likely,) = people.likely(desk.session, form, 5)
        why = why_words(likely.likeness.why)
        assert why
        assert why[:12] in desk.screen
        # Nothing under the cursor: Enter goes on, nobody is taken by accident.
        assert matches.current is None
        await desk.press("enter", "1")
        await desk.press("tab", "tab", "tab", "1", "tab", "enter")
        assert desk.query("SELECT name FROM person ORDER BY id") == [("张珊",), ("张山",)]


async def test_likely_duplicate_can_be_taken(open_app: Open) -> None:
    async with open_app() as desk:
        await known(desk, "张珊")
        await desk.do("visitor")
        await desk.type("zs")
        await desk.press("enter")
        assert desk.value("name") == "张珊"
        assert focused(desk) == "purpose"


async def test_new_person_beside_a_namesake(open_app: Open) -> None:
    async with open_app() as desk:
        await known(desk, "张三")
        await desk.do("visitor")
        await desk.type("张三")
        await desk.press("down", "enter")
        assert focused(desk) == "sex"
        assert desk.app.register_page.person is None
        assert desk.value("name") == "张三"


async def test_who_is_here_already_is_not_registered_twice(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.do("visitor")
        await desk.type("zs")
        assert "A001" in desk.screen
        await desk.press("enter")
        assert "张三 is here already, A001." in desk.message
        assert desk.app.register_page.person is None
        assert len(desk.entries("visit.registered")) == 1


async def test_a_detail_that_changed_is_ticked_by_itself(open_app: Open) -> None:
    async with open_app() as desk:
        await known(desk)
        await desk.do("visitor")
        await desk.type("sxx")
        await desk.press("enter", "1", "1", "1")
        assert isinstance(desk.app.focused, Confirm)
        desk.app.register_page.focus_field("phone")
        await desk.press("backspace")
        await desk.type("9")
        await desk.do("finish")
        await desk.press("enter")
        assert "Tick what changed" in desk.message
        assert len(desk.entries("visit.registered")) == 1
        await desk.press("1", "enter")
        assert desk.entries("visit.registered")[-1].facts["confirmed"] == ["phone"]
        assert desk.query("SELECT phone FROM person") == [("13812342049",)]


async def test_an_age_that_says_the_same_year_is_no_change(open_app: Open) -> None:
    async with open_app() as desk:
        await known(desk)
        await desk.do("visitor")
        await desk.type("sxx")
        await desk.press("enter", "1", "1", "1")
        desk.app.register_page.focus_field("birth")
        await desk.press("ctrl+u")
        await desk.type("46")
        await desk.do("finish")
        await desk.press("enter")
        assert len(desk.entries("visit.registered")) == 2


async def test_department_by_letters_then_digit(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.do("visitor")
        await desk.type("李四")
        await desk.press("tab", "1", "tab", "tab", "1", "tab", "tab", "tab")
        assert focused(desk) == "department"
        await desk.type("eye")
        assert "Eye clinic" in desk.screen
        assert "Orthopaedics" not in desk.screen
        await desk.press("1")
        assert desk.value("department") == "Eye clinic"
        await desk.press("1")
        assert isinstance(desk.app.focused, Confirm)
        await desk.press("enter")
        assert desk.entries("visit.registered")[-1].facts["doctor"] is not None


async def test_loads_beside_the_form_are_those_of_now(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(7 * MINUTE)
        await desk.do("visitor")
        assert "1 wait, longest 7 min" in desk.screen
        # Never a guess: nobody was called in yet.
        assert "median" not in desk.screen


# -- half-typed forms ------------------------------------------------------------------------


async def half_typed(desk: Driver) -> tuple[str, int, int]:
    """A form begun, the cursor amid a word with a selection; what `cursor` says of it."""
    await desk.do("visitor")
    await desk.type("李小四")
    await desk.press("tab", "2", "tab", "tab", "1")
    await desk.type("quiet room")
    await desk.press("home", "right", "right", "shift+right", "shift+right")
    assert cursor(desk) == ("request", 2, 4)
    return cursor(desk)


def assert_half_typed(desk: Driver) -> None:
    assert desk.page == "register"
    assert desk.value("name") == "李小四"
    assert desk.value("request") == "quiet room"
    assert desk.app.register_page.codes("sex") == ["f"]
    assert desk.app.register_page.codes("purpose") == [desk.session.pack.purposes[0]]
    assert cursor(desk) == ("request", 2, 4)


async def test_escape_keeps_the_form_and_f2_brings_it_back(open_app: Open) -> None:
    async with open_app() as desk:
        await half_typed(desk)
        await desk.do("back")
        assert desk.page == "desk"
        assert "kept" in desk.message
        await desk.do("visitor")
        assert_half_typed(desk)
        # And typing goes on where it was.
        await desk.type("X")
        assert desk.value("request") == "quXt room"


async def test_water_and_emergency_over_a_half_typed_form(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        await half_typed(desk)
        await desk.do("next")
        assert len(desk.entries("step.done")) == 1
        assert_half_typed(desk)
        await desk.wait(10 * MINUTE)
        await desk.do("next")
        await desk.press("1", "1", "1", "enter")
        assert desk.entries("step.done")[-1].facts["step"] == "check"
        assert_half_typed(desk)
        await desk.do("emergency")
        await desk.press("2", "1")
        assert len(desk.entries("emergency.arrived")) == 1
        assert_half_typed(desk)
        await desk.do("emergency")
        await desk.press("4")
        assert desk.page == "reading"
        await desk.do("back")
        assert_half_typed(desk)
        await desk.do("help")
        await desk.do("back")
        assert_half_typed(desk)


async def test_three_forms_deep_and_a_fourth_is_refused(open_app: Open) -> None:
    async with open_app() as desk:
        await half_typed(desk)
        for name in ("王一", "王二"):
            await desk.wait(MINUTE)
            await desk.do("visitor")
            assert desk.value("name") == ""
            await desk.type(name)
        await desk.do("visitor")
        assert "forms are kept already" in desk.message
        assert desk.value("name") == "王二"
        # Thrown away only after asking.
        await desk.do("drop")
        await desk.do("back")
        assert desk.value("name") == "王二"
        await desk.do("drop")
        await desk.press("1")
        await desk.do("visitor")
        assert desk.value("name") == "王一"
        await desk.press("tab", "1", "tab", "tab", "1", "tab", "tab", "tab", "1")
        await desk.do("finish")
        await desk.do("finish")
        assert len(desk.entries("visit.registered")) == 1
        # The one below comes back by itself.
        assert_half_typed(desk)


async def test_half_typed_letters_still_mean_the_match_after_coming_back(open_app: Open) -> None:
    async with open_app() as desk:
        await known(desk)
        await desk.do("visitor")
        await desk.type("sxx")
        await desk.do("back")
        await desk.do("visitor")
        await desk.press("enter")
        assert desk.value("name") == "单雄信"


async def test_form_survives_a_kill(open_app: Open) -> None:
    from frontdesk import opening
    from tests.conftest import ZONE

    async with open_app() as desk:
        await half_typed(desk)
        drafts = desk.app.context.drafts
        assert drafts is not None
        desk.app._poll()
        desk.app.slices.finish()
        assert drafts.flush(2)
        app = desk.app
        # Killed: whatever the end would do is left undone.
        app._ended = True
    desk.session.store.database.close()
    opened = opening.start(app.place, app.context.clock, ZONE)
    async with open_app(opened=opened) as again:
        assert again.app is not app
        assert_half_typed(again)
        await again.press("tab", "tab", "tab", "1")
        await again.do("finish")
        await again.do("finish")
        assert len(again.entries("visit.registered")) == 1


async def test_form_survives_the_end_of_the_program(open_app: Open) -> None:
    from frontdesk import opening
    from tests.conftest import ZONE

    async with open_app() as desk:
        await half_typed(desk)
        desk.app._poll()
        desk.app.slices.finish()
        app = desk.app
    # As `run` does at its end, when the widgets are gone already.
    app.close_desk()
    app.close_desk()
    opened = opening.start(app.place, app.context.clock, ZONE)
    async with open_app(opened=opened) as again:
        assert_half_typed(again)


async def test_language_changes_under_a_half_typed_form(open_app: Open) -> None:
    async with open_app() as desk:
        await half_typed(desk)
        await desk.do("go")
        await desk.press("4")
        await desk.settle()
        await desk.settle()
        assert desk.session.pack.say("field.name.label", "zh") in desk.screen
        assert_half_typed(desk)


async def test_note_is_kept_and_comes_back(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        desk.seat("李四", phone="13912342047")
        desk.select("A001")
        await desk.do("act_5")
        await desk.type("wife parks the car")
        await desk.press("left", "left", "left")
        await desk.do("back")
        assert desk.entries("visit.noted") == []
        assert desk.app.focused is desk.app.desk_page.list
        desk.select("A002")
        await desk.do("act_5")
        await desk.type("other")
        # Somebody steps up meanwhile: the note must not stay open over the form.
        await desk.do("visitor")
        await desk.type("wu")
        assert desk.value("name") == "wu"
        await desk.do("back")
        desk.select("A001")
        await desk.do("act_5")
        await desk.type("'s ")
        await desk.press("enter")
        (entry,) = desk.entries("visit.noted")
        assert entry.staff == 1
        assert desk.query("SELECT text FROM note") == [("wife parks the 's car",)]
        assert "wife" not in str(entry.facts)
        await desk.do("act_5")
        assert desk.app.focused.value == ""  # type: ignore[union-attr]
        await desk.press("enter")
        assert "Nothing is written yet" in desk.message
        await desk.do("back")
        desk.select("A002")
        await desk.do("act_5")
        assert desk.app.focused.value == "other"  # type: ignore[union-attr]


async def test_digits_in_a_note_are_text(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        await desk.do("act_5")
        await desk.type("1 room 7x")
        assert desk.entries("step.done") == []
        await desk.press("enter")
        assert desk.query("SELECT text FROM note") == [("1 room 7x",)]


# -- storage faults --------------------------------------------------------------------------


async def test_full_disk_while_registering_keeps_what_was_typed(open_app: Open) -> None:
    async with open_app() as desk:
        await new_person(desk, "李四")
        database = desk.session.store.database
        pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
        database.execute_sql(f"PRAGMA max_page_count = {pages}")
        database.execute_sql("PRAGMA cache_size = 10")
        for number in range(400):
            # Fill what room there is left in the pages.
            try:
                with desk.session.store.transaction():
                    database.execute_sql(
                        "INSERT INTO kind (code, sentence, since) VALUES (?, ?, 1)",
                        (f"x{number}", "y" * 800),
                    )
            except Exception:
                break
        before = len(desk.entries())
        await desk.press("enter")
        assert "Not kept: the disk is full." in desk.message
        assert len(desk.entries()) == before
        assert desk.page == "register"
        assert desk.value("name") == "李四"
        assert desk.query("SELECT id FROM person") == []
        # There is room again: the same Enter registers.
        database.execute_sql("PRAGMA max_page_count = 100000")
        await desk.press("enter")
        assert desk.page == "desk"
        assert desk.tickets == ["A001"]


async def test_database_that_cannot_be_written_keeps_what_was_typed(open_app: Open) -> None:
    async with open_app() as desk:
        await new_person(desk, "李四")
        desk.session.store.database.execute_sql("PRAGMA query_only = ON")
        await desk.press("enter")
        assert "Not kept" in desk.message
        assert desk.value("name") == "李四"
        assert isinstance(desk.app.focused, Confirm)
        desk.session.store.database.execute_sql("PRAGMA query_only = OFF")
        await desk.press("enter")
        assert desk.tickets == ["A001"]


async def test_water_that_was_not_kept_stays_due(open_app: Open) -> None:
    async with open_app() as desk:
        desk.seat("张三")
        await desk.wait(6 * MINUTE)
        desk.session.store.database.execute_sql("PRAGMA query_only = ON")
        await desk.do("next")
        assert "Not kept" in desk.message
        assert "GIVE WATER" in desk.strip
        desk.session.store.database.execute_sql("PRAGMA query_only = OFF")
        await desk.do("next")
        assert len(desk.entries("step.done")) == 1
