"""Who is at the desk: by name, one digit (X5 until the shift is built)."""

from tests.screens.conftest import Open


async def test_a_digit_signs_on_and_is_logged(open_app: Open) -> None:
    async with open_app(staff="") as desk:
        assert desk.page == "signin"
        assert "Li Na" in desk.screen
        before = len(desk.entries())
        await desk.press("2")
        assert desk.page == "desk"
        assert desk.app.context.staff_name == "Wu Di"
        assert "Wu Di" in desk.rows[0]
        kinds = [entry.kind for entry in desk.entries()][before:]
        assert kinds == ["seat.added", "presence.on"]
        assert desk.query("SELECT staff_id FROM presence") == [(2,)]
        assert desk.session.role == "agent"


async def test_full_width_digit_signs_on(open_app: Open) -> None:
    async with open_app(staff="") as desk:
        await desk.strike("\uff11")
        assert desk.app.context.staff_name == "Li Na"


async def test_arrow_and_enter_sign_on(open_app: Open) -> None:
    async with open_app(staff="") as desk:
        await desk.press("9", "down", "enter")
        assert desk.app.context.staff_name == "Wu Di"


async def test_keys_of_the_desk_say_that_nobody_is_there(open_app: Open) -> None:
    async with open_app(staff="") as desk:
        for action in ("visitor", "next", "pass_on", "emergency", "go"):
            await desk.do(action)
            assert desk.page == "signin"
            assert "Nobody is at the desk yet." in desk.message
        assert desk.app.dock.asking is None
