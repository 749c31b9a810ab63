CREATE TABLE task (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('callback', 'promise', 'question')),
    day TEXT NOT NULL CHECK (length(day) = 10),
    about TEXT NOT NULL,
    about_id INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    name TEXT,
    text TEXT,
    phone TEXT,
    created_at INTEGER NOT NULL,
    due_at INTEGER,
    window INTEGER NOT NULL CHECK (window >= 0),
    first_id INTEGER REFERENCES staff (id),
    owner_id INTEGER REFERENCES staff (id),
    offered_id INTEGER REFERENCES staff (id),
    done_at INTEGER CHECK (done_at IS NULL OR done_at >= created_at),
    outcome TEXT NOT NULL,
    answer TEXT,
    pack TEXT NOT NULL,
    salt BLOB,
    CHECK (kind = 'callback' OR owner_id IS NOT NULL),
    CHECK ((done_at IS NULL) = (outcome = ''))
) STRICT;
CREATE INDEX task_open ON task (due_at) WHERE done_at IS NULL;
CREATE INDEX task_phone ON task (phone) WHERE done_at IS NULL;
CREATE INDEX task_owner ON task (owner_id, due_at);
CREATE INDEX task_person ON task (person_id, created_at);
CREATE INDEX task_about ON task (about, about_id);
CREATE INDEX task_day ON task (day);

CREATE TABLE task_try (
    id INTEGER NOT NULL PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX task_try_task ON task_try (task_id, id);

CREATE TABLE call (
    id INTEGER NOT NULL PRIMARY KEY,
    day TEXT NOT NULL CHECK (length(day) = 10),
    number INTEGER NOT NULL CHECK (number > 0),
    channel TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'none')),
    how TEXT NOT NULL CHECK (how IN ('hook', 'hand', 'unknown')),
    line TEXT NOT NULL,
    phone TEXT,
    withheld INTEGER NOT NULL CHECK (withheld IN (0, 1)),
    person_id INTEGER REFERENCES person (id),
    caller TEXT,
    began_at INTEGER NOT NULL,
    rang_at INTEGER,
    answered_at INTEGER CHECK (answered_at IS NULL OR rang_at IS NULL OR answered_at >= rang_at),
    ended_at INTEGER CHECK (ended_at IS NULL OR answered_at IS NULL OR ended_at >= answered_at),
    ended_by TEXT NOT NULL CHECK (ended_by IN ('', 'caller', 'us', 'hook')),
    missed_at INTEGER CHECK (missed_at IS NULL OR (answered_at IS NULL AND missed_at >= rang_at)),
    staff_id INTEGER REFERENCES staff (id),
    seat_id INTEGER REFERENCES seat (id),
    passed_to INTEGER REFERENCES staff (id),
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    asked TEXT,
    answer TEXT,
    visit_id INTEGER REFERENCES visit (id),
    task_id INTEGER REFERENCES task (id),
    closed_at INTEGER,
    pack TEXT NOT NULL,
    salt BLOB,
    UNIQUE (day, number),
    CHECK (outcome = '' OR closed_at IS NOT NULL),
    CHECK (withheld = 0 OR phone IS NULL)
) STRICT;
CREATE INDEX call_open ON call (began_at) WHERE closed_at IS NULL AND missed_at IS NULL;
CREATE INDEX call_going ON call (began_at) WHERE ended_at IS NULL AND missed_at IS NULL;
CREATE INDEX call_phone ON call (phone, began_at);
CREATE INDEX call_person ON call (person_id, began_at);
CREATE INDEX call_task ON call (task_id) WHERE task_id IS NOT NULL;

CREATE TABLE call_hold (
    id INTEGER NOT NULL PRIMARY KEY,
    call_id INTEGER NOT NULL REFERENCES call (id),
    began_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at IS NULL OR ended_at >= began_at)
) STRICT;
CREATE INDEX call_hold_call ON call_hold (call_id, id);

CREATE TABLE call_step (
    id INTEGER NOT NULL PRIMARY KEY,
    call_id INTEGER NOT NULL REFERENCES call (id),
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    branch TEXT NOT NULL,
    UNIQUE (call_id, step)
) STRICT;

CREATE TABLE call_key (
    call_id INTEGER NOT NULL REFERENCES call (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, call_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_key_call ON call_key (call_id);

CREATE TABLE hook (
    id INTEGER NOT NULL PRIMARY KEY,
    act TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('ring', 'answer', 'hangup')),
    number TEXT NOT NULL,
    line TEXT NOT NULL
) STRICT;
