"""Who may hold a case and where it goes from there (C2, C3): pure rules over a ladder and roles."""

from frontdesk.packs.cases import Ladder, Rung
from frontdesk.session import LEADING_ROLES, STAFF_ROLES, Role


def may_hold(role: Role, rung: Rung) -> bool:
    """Whether someone of `role` may hold a case on `rung`."""
    return role in rung.roles


def receiver_roles(ladder: Ladder, rung: str) -> tuple[Role, ...]:
    """The roles that may be offered a case on `rung`, the usual one first. Raises KeyError."""
    return ladder.rung(rung).roles


def next_rung(ladder: Ladder, rung: str) -> Rung | None:
    """The rung over `rung`, None at the top. Raises KeyError."""
    return ladder.above(rung)


def higher(ladder: Ladder, rung: str) -> tuple[Rung, ...]:
    """The rungs over `rung`, the next one first. Raises KeyError."""
    return ladder.rungs[_place(ladder, rung) + 1 :]


def is_higher(ladder: Ladder, rung: str, than: str) -> bool:
    """Whether `rung` stands over `than`. Raises KeyError."""
    return _place(ladder, rung) > _place(ladder, than)


def must_pass(ladder: Ladder, rung: str, starts: str) -> Rung | None:
    """The rung to which a case on `rung` has to be passed up, by its severity; None: it has not."""
    return ladder.rung(starts) if is_higher(ladder, starts, rung) else None


def lowest_for(ladder: Ladder, rung: str, role: Role) -> Rung | None:
    """The lowest rung, from `rung` up, that `role` may hold."""
    return next((one for one in ladder.rungs[_place(ladder, rung) :] if may_hold(role, one)), None)


def opening_rung(ladder: Ladder, role: Role, starts: str) -> Rung | None:
    """The rung on which someone of `role` opens a case that `starts` there; None: they may not.

    It is the first one that they may hold. A leading role opens at its own rung: where the case
    starts if it may hold that, else as near to it as it may.
    """
    held = [one for one in ladder.rungs if may_hold(role, one)]
    if not held:
        return None
    if role not in LEADING_ROLES:
        return held[0]
    reached = [one for one in held if not is_higher(ladder, starts, one.code)]
    return reached[0] if reached else held[-1]


def may_move(owner: int, staff: int | None, role: Role) -> bool:
    """Whether someone may offer a case to another: whoever owns it, and leading roles."""
    return staff == owner or role in LEADING_ROLES


def stands_over(role: Role, other: str) -> bool:
    """Whether `role` is `other`, or above it in the house."""
    if role not in STAFF_ROLES or other not in STAFF_ROLES:
        return False
    return STAFF_ROLES.index(role) >= STAFF_ROLES.index(other)


def _place(ladder: Ladder, rung: str) -> int:
    return ladder.rungs.index(ladder.rung(rung))
