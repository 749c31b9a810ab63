"""Visitors for tests of the desk."""

from collections.abc import Callable

import pytest

from frontdesk.clock import Millis
from frontdesk.desk import visits
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration, Visit
from frontdesk.session import Session

Arrive = Callable[..., Visit]


@pytest.fixture
def arrive() -> Arrive:
    """Register someone: `arrive(session, "张伟", needs=("fasting",))`, in the first department."""

    def register(
        session: Session,
        name: str = "张伟",
        *,
        needs: tuple[str, ...] = (),
        department: int = 0,
        phone: str = "",
        arrived_at: Millis | None = None,
        person_id: int | None = None,
    ) -> Visit:
        place = Department.listed()[department]
        doctor = Doctor.select().where(Doctor.department == place).first()
        return visits.register(
            session,
            Registration(
                person_id,
                None if person_id is not None else PersonForm(name, "m", "46", phone),
                session.pack.purposes[0],
                needs=needs,
                department_id=place.id,
                doctor_id=doctor.id if doctor is not None else None,
                arrived_at=arrived_at,
            ),
        )

    return register
