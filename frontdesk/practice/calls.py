"""Who calls during practice, and when (X1): somebody known, somebody again, a stranger, nobody's.

Nothing rings by itself here: whoever shows the desk asks when the next call is due, and rings it.
"""

from random import Random

from frontdesk.clock import Millis
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Pack
from frontdesk.phone import lists
from frontdesk.phone.answering import Ringing
from frontdesk.phone.lists import CallLine
from frontdesk.phone.numbers import normalise
from frontdesk.phone.ringing import State
from frontdesk.practice.names import phone as made_up
from frontdesk.session import Session

# Out of so many calls: known to the desk, called before today, from inside, withheld, strangers.
_SHARES = {"known": 9, "again": 3, "inside": 2, "withheld": 2, "stranger": 4}
# Calls come no sooner and no later than this part of the pack's time.
_SOONEST, _LATEST = 0.6, 1.4
# Whoever begins to practise waits this part of it for the first one.
_FIRST = 0.25
_ON_A_LINE: tuple[State, ...] = ("ringing", "talking", "held")
_TRIES = 20


def due_at(last: Millis, pack: Pack, *, first: bool = False) -> Millis | None:
    """When the next call comes, somewhat irregularly, after the one that rang at `last`.

    With `first`, `last` is when practice began. None without a telephone.
    """
    if pack.phone is None:
        return None
    part = _FIRST if first else Random(last).uniform(_SOONEST, _LATEST)
    return last + round(pack.phone.practice_every * part)


def next_ring(session: Session, seed: int = 0) -> Ringing | None:
    """The next call, as an exchange tells it: another for each call that the desk ever had.

    None without a telephone, while one rings and while no line is free: then nobody gets through.
    """
    phone = session.pack.phone
    if phone is None:
        return None
    now = session.now()
    busy = [call for call in lists.live(session) if call.state(now) in _ON_A_LINE]
    line = _free_line(phone, busy)
    if not line or any(call.state(now) == "ringing" for call in busy):
        return None
    dice = Random(f"{seed} {_last_call(session)}")
    here = {call.phone for call in busy if call.phone}
    for _try in range(_TRIES):
        number = _number(session, phone, dice)
        if normalise(number, phone.dialling).key not in here:
            break
    else:
        # Whoever is known talks here already.
        number = made_up(dice)
    return Ringing(number, line, how="hook")


def _free_line(phone: Phone, busy: list[CallLine]) -> str:
    """The first line that nobody is on, or "".

    A call made by hand has no line told: it takes the next one.
    """
    taken = {call.line for call in busy if call.line}
    unknown = sum(not call.line for call in busy)
    free = [str(number) for number in range(1, phone.lines + 1) if str(number) not in taken]
    return free[unknown] if unknown < len(free) else ""


def _last_call(session: Session) -> int:
    row = session.store.database.execute_sql("SELECT coalesce(max(id), 0) FROM call").fetchone()
    return int(row[0])


def _number(session: Session, phone: Phone, dice: Random) -> str:
    (who,) = dice.choices(list(_SHARES), list(_SHARES.values()))
    if who == "withheld":
        return ""
    if who == "inside":
        return inside(phone, dice)
    found = {"known": _known, "again": _again}.get(who, _nobody)(session, dice)
    return found or made_up(dice)


def inside(phone: Phone, dice: Random) -> str:
    """An internal number, of the longest that there are here.

    Numbers of emergency begin with 1 or 9 in most countries.
    """
    least = 10 ** (phone.dialling.extension - 1)
    return str(dice.randrange(2 * least, 9 * least))


def _known(session: Session, dice: Random) -> str:
    """The number of somebody the desk knows, or ""."""
    execute = session.store.database.execute_sql
    last = execute("SELECT coalesce(max(id), 0) FROM person").fetchone()[0]
    row = execute(
        "SELECT phone FROM person WHERE id >= ? AND phone IS NOT NULL ORDER BY id LIMIT 1",
        (dice.randint(1, max(1, last)),),
    ).fetchone()
    return str(row[0]) if row else ""


def _again(session: Session, dice: Random) -> str:
    """The number of somebody who called today, or ""."""
    rows = session.store.database.execute_sql(
        "SELECT DISTINCT phone FROM call WHERE day = ? AND direction = 'in' AND phone IS NOT NULL"
        " ORDER BY phone",
        (session.today(),),
    ).fetchall()
    return str(dice.choice(rows)[0]) if rows else ""


def _nobody(_session: Session, _dice: Random) -> str:
    return ""
