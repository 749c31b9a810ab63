"""What the ring strip is told of a call: who it may be, and what was before (P1, P3)."""

from frontdesk.clock import DAY
from frontdesk.desk import people
from frontdesk.desk.people import Match
from frontdesk.phone import callers
from frontdesk.phone.calls import call_by_id
from frontdesk.phone.lists import CallLine
from frontdesk.staff.staff import Staff
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens import actions
from screens.parts.context import Context
from screens.parts.said import sex_word
from screens.phone import before_lines, ring_lines
from screens.phone.ring_lines import Keys, Ring

MOST_NAMES = 3


class Known:
    """Who may be calling and what was before: read once a call, drawn ten times a second."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._of: int | None = None
        self._who = ""
        self._about = ""
        self._others = False

    def ring(self, line: CallLine, draft: str, *, second: bool) -> Ring:
        """The ring as it stands now."""
        context = self._context
        if self._of != line.id:
            self._of = line.id
            self._who, self._about = self._read(line)
            self._others = any(one.id != context.desk.staff_id for one in Staff.here())
        cadence = line.pack.rings[line.pack.country]
        keys = {name: actions.shown(context.keys[name][0]) for name in ("phone", "pass_on", "gone")}
        return Ring(
            elapsed=max(0, context.now() - (line.rang_at or context.now())),
            cadence=cadence,
            line=line.line,
            number=number_text(line),
            who=self._who,
            about=self._about,
            draft=_("in your draft") if draft and draft in self._who else "",
            passing=_("a colleague") if self._others else "",
            by_hand=line.how == "hand",
            second=second,
            keys=Keys(answer=keys["phone"], pass_on=keys["pass_on"], gone=keys["gone"]),
        )

    def _read(self, line: CallLine) -> tuple[str, str]:
        context = self._context
        who = possible(context, line)
        parts = [about_person(context, who[0])] if len(who) == 1 else []
        if line.phone:
            session = context.desk
            before = callers.history(session, line.phone, line.person_id)
            before = [one for one in before if not (one.what == "call" and one.id == line.id)]
            parts.append(before_lines.counted(before))
            times = callers.calling_again(session, call_by_id(line.id))
            if times:
                parts.append(ring_lines.again(times, line.rules.again_within // DAY))
        names = [one.name for one in who[:MOST_NAMES]] or ([line.name] if line.name else [])
        dot = f" {context.glyphs.dot} "
        return " / ".join(names), dot.join(part for part in parts if part)


def possible(context: Context, line: CallLine) -> list[Match]:
    """Whom the desk knows by the number; the one that was chosen alone, once there is one."""
    if line.person_id is not None:
        found = people.match_of(context.desk, line.person_id)
        return [found] if found is not None else []
    return callers.people_by_number(context.desk, line.phone) if line.phone else []


def about_person(context: Context, match: Match) -> str:
    """`F 38`."""
    year = people.year_now(context.desk)
    age = str(year - match.birth_year) if match.birth_year else ""
    return " ".join(part for part in (sex_word(match.sex), age) if part)


def number_text(line: CallLine) -> str:
    """The number masked, or why there is none."""
    if line.withheld:
        return _("number withheld")
    if not line.phone:
        return _("number not told")
    return mask_phone(line.phone)
