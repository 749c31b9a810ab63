"""Whether anything stands open about cases, asked without reading the wing that handles them.

The first list of a start need not wait for it where there is nothing to tell.
"""

from frontdesk.session import Session

TABLE = "desk_case"
"""The table of cases, as entries of the log name what they are about."""

_ANY = (
    "SELECT EXISTS (SELECT 1 FROM desk_case WHERE closed_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM case_notice WHERE seen_at IS NULL)"
)


def any_open(session: Session) -> bool:
    """Whether a case is open, or a notice was not seen yet."""
    return bool(session.store.database.execute_sql(_ANY).fetchone()[0])
