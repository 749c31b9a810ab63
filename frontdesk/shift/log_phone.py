"""What the placeholders of the telephone's and the tasks' sentences stand for in the log (S4)."""

from typing import Any

from frontdesk.clock import HOUR, MINUTE, SECOND, Millis
from frontdesk.packs.structs import Pack
from frontdesk.phone import calls
from frontdesk.shift.log_names import LogEntry, LogNames
from frontdesk.words import _, language


def span(length: Millis) -> str:
    """A length of time as 5:10 or 1:05:10."""
    hours, rest = divmod(max(0, length), HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds = rest // SECOND
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


class PhoneWords:
    """Fills what sentences about calls and tasks name, each value by a method of its name."""

    _entry: LogEntry
    _facts: dict[str, Any]
    _names: LogNames
    _pack: Pack

    def _word(self, key: str) -> str:
        return self._pack.say(key, language())

    def _code(self, fact: str) -> str:
        value = self._facts.get(fact)
        return value if isinstance(value, str) else ""

    def _span(self, fact: str) -> str:
        value = self._facts.get(fact)
        return span(value) if isinstance(value, int) else ""

    def _coded(self, section: str, fact: str) -> str:
        code = self._code(fact)
        return self._word(f"{section}.{code}") if code else ""

    def _who(self, fact: str) -> str:
        value = self._facts.get(fact)
        return self._names.who(value) if isinstance(value, int) else ""

    def _waited(self) -> str:
        return self._span("waited")

    def _rang(self) -> str:
        return self._span("rang")

    def _held(self) -> str:
        return self._span("held")

    def _talked(self) -> str:
        return self._span("talked")

    def _call(self) -> str:
        number = self._facts.get("call")
        return calls.say_number(number) if isinstance(number, int) else ""

    def _caller(self) -> str:
        return self._names.caller(self._entry)

    def _call_said(self) -> str:
        said = (self._coded("call.kind", "call_kind"), self._coded("call.outcome", "call_outcome"))
        return _(", ").join(part for part in said if part)

    def _channel(self) -> str:
        return self._coded("call.channel", "channel")

    def _ended_by(self) -> str:
        return {
            "us": _("(we hung up first)"),
            "caller": _("(the caller hung up first)"),
        }.get(self._code("ended_by"), "")

    def _script_step(self) -> str:
        kind, step = self._code("kind"), self._code("step")
        return self._word(f"script.{kind}.{step}.name") if kind and step else ""

    def _script_branch(self) -> str:
        kind, step, branch = self._code("kind"), self._code("step"), self._code("branch")
        return self._word(f"script.{kind}.{step}.branch.{branch}") if branch else ""

    def _staff_to(self) -> str:
        return self._who("to")

    def _staff_from(self) -> str:
        return self._who("from") or _("nobody")

    def _task(self) -> str:
        kind = {
            "callback": _("call-back"),
            "promise": _("promise"),
            "question": _("question"),
        }.get(self._code("task"), "")
        return " ".join(part for part in (kind, self._code("task_ticket")) if part)

    def _try_outcome(self) -> str:
        return self._coded("call.try", "try")

    def _task_outcome(self) -> str:
        return {
            "reached": _("reached"),
            "kept": _("kept"),
            "dropped": _("not needed any more"),
            "answered": _("answered"),
        }.get(self._code("task_outcome"), "")
