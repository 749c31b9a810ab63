"""What every page is given: who acts, in which ink, and how to say a thing upward."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

import msgspec
from textual.message import Message

from frontdesk.clock import Clock, Millis, local
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.settings import Folders, Settings
from frontdesk.store.drafts import Drafts
from frontdesk.words import _, language
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.messageline import Said


class Context(msgspec.Struct):
    """The one thing all pages share. `session` is None until somebody is at the desk."""

    place: Folders
    settings: Settings
    clock: Clock
    ink: Ink
    glyphs: Glyphs
    seat: str
    session: Session | None = None
    staff_name: str = ""
    desk_name: str = ""
    practice: bool = False
    drafts: Drafts | None = None
    warnings: dict[str, str] = msgspec.field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    @property
    def desk(self) -> Session:
        """The session; asked for only where somebody is at the desk."""
        if self.session is None:
            raise RuntimeError("nobody is at the desk")
        return self.session

    @property
    def pack(self) -> Pack:
        """The pack in force."""
        return self.desk.pack

    def now(self) -> Millis:
        """The present by the desk's clock."""
        return self.session.now() if self.session is not None else self.clock.now()

    def say(self, key: str) -> str:
        """The pack's words for `key` in the language spoken now."""
        return self.pack.say(key, language())

    def time(self, at: Millis) -> str:
        """An instant as 7:40 in the desk's zone."""
        moment = local(at, self.session.zone if self.session is not None else None)
        return f"{moment.hour}:{moment.minute:02d}"

    def done(self, text: str) -> Said:
        """`✓ 7:47  text`: what was done at this moment."""
        return Said(text, "done", self.time(self.now()))

    def with_pack(self, pack: Pack) -> None:
        """Go on with another pack."""
        self.session = msgspec.structs.replace(self.desk, pack=pack)


def new_act() -> str:
    """The name of one act, made when its key is pressed or its form begun."""
    return str(uuid.uuid4())


def _months() -> list[str]:
    return [
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    ]  # fmt: skip


def day_text(at: Millis, zone: tzinfo | None = None) -> str:
    """A day as `Mon 23 Nov`, 11月23日 周一."""
    moment = local(at, zone)
    days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    return _("{weekday} {day} {month}").format(
        weekday=days[moment.weekday()], day=moment.day, month=_months()[moment.month - 1]
    )


def short_day(at: Millis, zone: tzinfo | None = None) -> str:
    """A day as `23 Nov`, 11月23日."""
    moment = local(at, zone)
    return _("{day} {month}").format(day=moment.day, month=_months()[moment.month - 1])


@dataclass
class Tell(Message):
    """Something for the message line."""

    said: Said


@dataclass
class Do(Message):
    """Ask the app for the action of this id: wings meet only there."""

    action: str
    about: int | None = None


Act = Callable[[], Said | None]
