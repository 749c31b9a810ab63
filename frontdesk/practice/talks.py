"""The telephone of the made-up morning, written through the verbs as staff would press them (X1).

In time and late, by hook and by hand, missed, called back, promised, asked and not finished:
worked out from the pack. A pack that knows no such outcome has no such call.
"""

from collections.abc import Iterator
from random import Random

from frontdesk.clock import HOUR, MINUTE, SECOND, Millis
from frontdesk.phone import recording
from frontdesk.phone.recording import CallForm, ContactForm
from frontdesk.practice.calls import inside
from frontdesk.practice.morning import KNOWN
from frontdesk.practice.talk import Event, Exchange, Talk
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.words import _

# The colleague of the early shift sits down so long before now.
EARLY: Millis = 2 * HOUR + 30 * MINUTE
# The first call of the shift that goes on still.
_FIRST_CALL: Millis = 110 * MINUTE
# People promise times that are easy to say.
_ROUND: Millis = 5 * MINUTE
# A record without an outcome is owed for so long.
_OVERDUE: Millis = 50 * SECOND
_EMAIL = "email"


def _questions() -> list[tuple[str, str]]:
    """What people ask everywhere, and what they are answered."""
    return [
        (
            _("Asks when to come and what to bring."),
            _("Told the opening hours; an identity card is enough."),
        ),
        (
            _("Asks for the way from the railway station."),
            _("Told the line, the stop and the entrance."),
        ),
        (_("Left an umbrella here yesterday."), _("It was found and lies at the desk.")),
        (
            _("Asks whether a companion may come along."),
            _("One may; both sign in at the entrance."),
        ),
        (_("Asks whether a wheelchair can be lent."), _("One is kept ready at the entrance.")),
    ]


def of_morning(session: Session, now: Millis, dice: Random) -> list[Event]:
    """The calls of the last two hours up to `now`, by whoever acts in `session`.

    Empty without a telephone.
    """
    phone = session.pack.phone
    if phone is None:
        return []
    morning = _Calls(Exchange(session, phone, now, dice))
    return [event for talk in morning.all() for event in talk.acts] + morning.contacts()


def of_early_shift(session: Session, now: Millis, dice: Random, next_on: int) -> list[Event]:
    """A colleague's calls of before: a question asked then is offered to `next_on` (D7)."""
    phone = session.pack.phone
    if phone is None:
        return []
    make = Exchange(session, phone, now, dice)
    question, begins = make.outcome("question"), EARLY - MINUTE
    if question is None:
        return []
    name, number = make.stranger()
    form = CallForm(
        caller=name,
        kind=make.kind("inquiry").code,
        asked=_("Can somebody come along who knows sign language?"),
        outcome=question.code,
        by=_rounded(now + HOUR, HOUR),
        who=next_on,
    )
    talk = make.rings(begins, number).answered(make.soon()).ended(make.span(2 * MINUTE, MINUTE))
    return talk.recorded(20 * SECOND, form).acts


def _rounded(at: Millis, to: Millis) -> Millis:
    """The next full quarter, hour and so on."""
    return -(-at // to) * to


class _Calls:
    """Every call of the morning; the parts of each stand in the order of what happens."""

    def __init__(self, make: Exchange) -> None:
        self._make = make
        self._phone = make.phone
        rows = make.session.store.database.execute_sql(
            "SELECT id, name, phone FROM person WHERE phone IS NOT NULL ORDER BY id LIMIT ?",
            (KNOWN,),
        ).fetchall()
        # The last two share a number.
        self._family = rows[-2:]
        self._known = iter(make.dice.sample(rows[:-2], len(rows[:-2])))
        self._first = self._caller()
        self._missed = self._caller()
        self._asks = iter(make.dice.sample(_questions(), len(_questions())))

    def _caller(self) -> tuple[str, str]:
        """The name and number of the next of those who are known."""
        row = next(self._known, None)
        return (row[1], row[2]) if row is not None else self._make.stranger()

    def all(self) -> Iterator[Talk]:
        """The calls; none overlaps another."""
        yield from self._answered(_FIRST_CALL, *self._first, script=True)
        yield self._make.rings(104 * MINUTE, "").gone(max(0, self._phone.short_abandon - SECOND))
        for person, name, number in self._family[-1:]:
            yield from self._booked(99 * MINUTE, name, number, person)
        yield from self._answered(92 * MINUTE, *self._make.stranger())
        yield from self._wrong(86 * MINUTE)
        yield self._make.rings(79 * MINUTE, self._missed[1]).gone(self._make.late())
        yield from self._answered(71 * MINUTE, "", inside(self._phone, self._make.dice))
        yield from self._called_back(66 * MINUTE)
        yield from self._promised(59 * MINUTE)
        yield from self._question(50 * MINUTE)
        yield from self._passed(45 * MINUTE)
        yield from self._lifted(36 * MINUTE)
        yield from self._again(31 * MINUTE)
        yield from self._owed()
        yield self._nobody_in(17 * MINUTE)
        yield from self._booked(12 * MINUTE, *self._caller())
        yield self._not_finished()

    def _asked(self, caller: str, phone: str = "") -> CallForm | None:
        """The record of a question that was answered."""
        outcome = self._make.outcome("answer")
        asked, answer = next(self._asks, _questions()[0])
        if outcome is None:
            return None
        kind = self._make.kind("inquiry").code
        return CallForm(caller, kind, asked, answer, outcome.code, phone=phone)

    def _answered(
        self, before: Millis, caller: str, number: str, *, script: bool = False
    ) -> Iterator[Talk]:
        """Somebody asks and is answered, in time."""
        form = self._asked(caller)
        if form is None:
            return
        make = self._make
        talk = make.rings(before, number).answered(make.soon())
        if script:
            talk.ticked(make.kind("inquiry"), make.span(2 * MINUTE, MINUTE)).ended(SECOND)
        else:
            talk.ended(make.span(3 * MINUTE, 40 * SECOND))
        yield talk.recorded(make.span(30 * SECOND, 8 * SECOND), form)

    def _booked(
        self, before: Millis, caller: str, number: str, person: int | None = None
    ) -> Iterator[Talk]:
        """Somebody makes an appointment; `person` is who it is of those who share the number."""
        make, outcome = self._make, self._make.outcome("answer", "booked")
        if outcome is None:
            return
        form = CallForm(
            caller=caller,
            kind=make.kind("appointment").code,
            asked=_("Wants to come next week, in the morning."),
            answer=_("Booked; day and time were read back."),
            outcome=outcome.code,
        )
        talk = make.rings(before, number).answered(make.soon())
        if person is not None:
            talk.known_as(12 * SECOND, person)
        talk.ended(make.span(2 * MINUTE, MINUTE))
        yield talk.recorded(make.span(40 * SECOND, 15 * SECOND), form)

    def _again(self, before: Millis) -> Iterator[Talk]:
        """Whoever called first calls again."""
        make, outcome = self._make, self._make.outcome("answer")
        if outcome is None:
            return
        form = CallForm(
            caller=self._first[0],
            kind=make.kind("inquiry").code,
            asked=_("Asks once more which entrance it was."),
            answer=_("Told again, and what stands beside it."),
            outcome=outcome.code,
        )
        talk = make.rings(before, self._first[1]).answered(make.soon())
        yield talk.ended(50 * SECOND).recorded(12 * SECOND, form)

    def _wrong(self, before: Millis) -> Iterator[Talk]:
        """A wrong number."""
        make, outcome = self._make, self._make.outcome("", "wrong")
        if outcome is None:
            return
        talk = make.rings(before, make.stranger()[1]).answered(make.soon()).ended(15 * SECOND)
        form = CallForm(kind=make.kind("wrong").code, outcome=outcome.code)
        yield talk.recorded(4 * SECOND, form)

    def _called_back(self, before: Millis) -> Iterator[Talk]:
        """Who was missed is called back and reached (P6)."""
        make, (caller, number) = self._make, self._missed
        form = self._asked(caller)
        if form is None:
            return
        talk = make.talk(before).dials(number).reached(make.span(15 * SECOND, 6 * SECOND))
        yield talk.ended(make.span(2 * MINUTE, MINUTE)).recorded(10 * SECOND, form)

    def _promised(self, before: Millis) -> Iterator[Talk]:
        """A complaint, told by hand, that ends with a promise due soon (P4)."""
        make, outcome = self._make, self._make.outcome("promise")
        if outcome is None:
            return
        caller, number = self._caller()
        kind = make.kind("complaint")
        form = CallForm(
            caller=caller,
            kind=kind.code,
            asked=_("Waited an hour last time, and nobody said why."),
            answer=_("Heard to the end; apologised that nothing was said."),
            outcome=outcome.code,
            promise=_("Find out what happened, and call"),
            by=_rounded(make.now + self._phone.promise_window // 2, _ROUND),
        )
        talk = make.talk(before).rings(number, how="hand").answered(make.soon())
        talk.ticked(kind, make.span(4 * MINUTE, 3 * MINUTE)).ended(SECOND)
        yield talk.recorded(40 * SECOND, form)

    def _question(self, before: Millis) -> Iterator[Talk]:
        """Answered late; on hold, and still nobody knew: an open question (D7)."""
        make, outcome = self._make, self._make.outcome("question")
        if outcome is None:
            return
        caller, number = make.stranger()
        form = CallForm(
            caller=caller,
            kind=make.kind("inquiry").code,
            asked=_("Does a copy of the contract do, or must it be the original?"),
            outcome=outcome.code,
            by=_rounded(make.now + 2 * HOUR, HOUR),
        )
        talk = make.rings(before, number).answered(make.late())
        talk.held(30 * SECOND, make.span(self._phone.hold_most, self._phone.hold_most // 2))
        yield talk.ended(50 * SECOND, "us").recorded(25 * SECOND, form)

    def _passed(self, before: Millis) -> Iterator[Talk]:
        """Somebody who wants to speak to a colleague."""
        make, outcome = self._make, self._make.outcome("colleague")
        others = [one.id for one in Staff.here() if one.id != make.session.staff_id]
        if outcome is None or not others:
            return
        caller, number = make.stranger()
        form = CallForm(
            caller=caller,
            kind=make.kind("followup").code,
            asked=_("Wants whoever helped last time."),
            outcome=outcome.code,
            who=make.dice.choice(others),
        )
        talk = make.rings(before, number).answered(make.soon()).ended(50 * SECOND, "us")
        yield talk.recorded(10 * SECOND, form)

    def _lifted(self, before: Millis) -> Iterator[Talk]:
        """The receiver was lifted first: rings unknown, the number as it was told."""
        caller, number = self._make.stranger()
        form = self._asked(caller, phone=number)
        if form is not None:
            talk = self._make.talk(before).lifted().ended(80 * SECOND)
            yield talk.recorded(self._make.span(40 * SECOND, 15 * SECOND), form)

    def _owed(self) -> Iterator[Talk]:
        """Missed, and to be called back in half the time in which that is amber (P6)."""
        make = self._make
        before = self._phone.call_back_within - self._phone.window // 2
        if before < _FIRST_CALL:
            yield make.rings(before, self._caller()[1]).gone(make.late())

    def _nobody_in(self, before: Millis) -> Talk:
        """A call out that nobody answered."""
        return self._make.talk(before).dials(self._caller()[1]).ended(25 * SECOND, "us")

    def _not_finished(self) -> Talk:
        """The last one: over, and its record has no outcome yet (P4)."""
        make, (caller, number) = self._make, self._caller()
        kind = make.kind("inquiry")
        form = CallForm(
            caller=caller, kind=kind.code, asked=_("Asks where to park, and what it costs.")
        )
        before = self._phone.wrap_up + _OVERDUE
        talked, rang = 70 * SECOND, make.soon()
        talk = Talk(make.session, make.now - before - talked - rang).rings(number, "1")
        talk.answered(rang).ticked(kind, talked - SECOND, left=1)
        return talk.ended(SECOND).recorded(15 * SECOND, form)

    def contacts(self) -> list[Event]:
        """A contact through another channel, with the same record (P8)."""
        make, outcome = self._make, self._make.outcome("answer")
        others = self._phone.channels[1:]
        if outcome is None or not others:
            return []
        caller, _number = self._caller()
        form = CallForm(
            caller=caller,
            kind=make.kind("inquiry").code,
            asked=_("Sends the papers and asks whether they are complete."),
            answer=_("They are; a reply was sent."),
            outcome=outcome.code,
        )
        contact = ContactForm(_EMAIL if _EMAIL in others else others[0], form)
        return [(make.now - 40 * MINUTE, lambda: recording.log_contact(make.session, contact))]
