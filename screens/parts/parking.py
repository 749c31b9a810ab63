"""Half-typed forms, put aside to the very character: three deep, and back after a kill.

A form is parked with its values, focus, cursor, selection and scroll (house "Keys"). The newest is
the one that comes back first.
"""

import msgspec

from frontdesk.errors import Refused
from frontdesk.store.drafts import Drafts
from frontdesk.words import _

DEEP = 3


class Parked(msgspec.Struct, kw_only=True):
    """One half-typed form. `act` names what saving it will be, so that twice is once.

    `within` is the first row seen of a field of several lines. `open` says that it was on the
    screen; `nested` that it was begun over another form.
    """

    act: str
    form: str
    values: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    ids: dict[str, int | None] = {}
    focus: str = ""
    start: int = 0
    end: int = 0
    scroll: int = 0
    within: int | None = None
    at: int = 0
    open: bool = True
    nested: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was written or chosen yet."""
        return not (
            any(self.values.values())
            or any(self.codes.values())
            or any(one is not None for one in self.ids.values())
        )


class Parking:
    """The half-typed forms of one seat, kept in the drafts file."""

    def __init__(self, drafts: Drafts, seat: str) -> None:
        self._drafts = drafts
        self._prefix = f"form/{seat}/"
        self._kept: dict[str, Parked] = {}
        for slot, body in drafts.all(self._prefix).items():
            try:
                self._kept[slot] = msgspec.json.decode(body, type=Parked)
            except msgspec.DecodeError:
                # A form that an older program wrote in another shape cannot come back.
                drafts.drop(slot)

    def all(self, form: str | None = None) -> list[Parked]:
        """The kept forms of a kind (of all kinds when None), oldest first."""
        found = [one for one in self._kept.values() if form in (None, one.form)]
        return sorted(found, key=lambda one: one.at)

    def newest(self, form: str) -> Parked | None:
        """The one of a kind that comes back first, or None."""
        found = self.all(form)
        return found[-1] if found else None

    def check_room(self, form: str) -> None:
        """Raise Refused when one more of a kind would be too deep."""
        if len(self.all(form)) >= DEEP:
            raise Refused(
                _("{count} forms are kept already.").format(count=DEEP),
                _("Finish one, or throw one away with Ctrl+T."),
            )

    def keep(self, form: Parked) -> None:
        """Keep the form as it stands; an empty one is forgotten."""
        slot = self._prefix + form.act
        if form.empty and not form.open:
            self.drop(form)
            return
        self._kept[slot] = form
        self._drafts.put(slot, msgspec.json.encode(form))

    def drop(self, form: Parked) -> None:
        """Forget a form: it was saved, or thrown away."""
        slot = self._prefix + form.act
        if self._kept.pop(slot, None) is not None:
            self._drafts.drop(slot)
