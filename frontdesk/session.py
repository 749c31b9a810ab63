"""Who acts, where, by whose clock and by which rules: the first argument of every verb."""

from datetime import tzinfo
from typing import Literal

import msgspec

from frontdesk.clock import Clock, Millis, business_day
from frontdesk.packs.structs import Pack
from frontdesk.store.database import Store

Role = Literal["agent", "lead", "supervisor", "deputy", "manager", "machine"]

# The machine itself is an actor: clock moved, pack changed, desk made.
STAFF_ROLES: tuple[Role, ...] = ("agent", "lead", "supervisor", "deputy", "manager")
LEADING_ROLES: tuple[Role, ...] = ("supervisor", "deputy", "manager")
MACHINE: tuple[Role, ...] = ("machine",)


class Session(msgspec.Struct, frozen=True):
    """One person (or the machine) at one seat. Ids and a role, no rows.

    `act` is the UUID made when a form or key was pressed; None makes a new one for each verb.
    """

    store: Store
    clock: Clock
    pack: Pack
    staff_id: int | None = None
    role: Role = "machine"
    post: str = "desk"
    seat_id: int | None = None
    act: str | None = None
    zone: tzinfo | None = None

    def now(self) -> Millis:
        """The present by the desk's clock."""
        return self.clock.now()

    def today(self) -> str:
        """The business day of the present, beginning at the pack's hour."""
        return self.day_of(self.now())

    def day_of(self, at: Millis) -> str:
        """The business day that `at` belongs to."""
        return business_day(at, self.pack.day.begins, self.zone)

    def with_act(self, act: str) -> "Session":
        """The same session, for the one act `act`."""
        return msgspec.structs.replace(self, act=act)

    def machine(self) -> "Session":
        """The machine acting at this seat."""
        return msgspec.structs.replace(self, staff_id=None, role="machine", act=None)
