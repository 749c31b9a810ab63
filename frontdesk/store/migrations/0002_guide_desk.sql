CREATE TABLE department (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_en TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    short_en TEXT NOT NULL,
    short_zh TEXT NOT NULL,
    serves_en TEXT NOT NULL,
    serves_zh TEXT NOT NULL,
    floor TEXT NOT NULL,
    rooms TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE doctor (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    department_id INTEGER NOT NULL REFERENCES department (id),
    kind TEXT NOT NULL CHECK (kind IN ('doctor', 'host')),
    name TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    specialty_en TEXT NOT NULL,
    specialty_zh TEXT NOT NULL,
    room TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX doctor_department ON doctor (department_id);

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT,
    pinyin TEXT,
    sex TEXT,
    birth_year INTEGER CHECK (birth_year IS NULL OR birth_year BETWEEN 1880 AND 2200),
    phone TEXT,
    document TEXT,
    added_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    salt BLOB
) STRICT;

CREATE TABLE search_key (
    person_id INTEGER NOT NULL REFERENCES person (id),
    key TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (key, seen_at, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_person ON search_key (person_id);

CREATE TABLE visit (
    id INTEGER NOT NULL PRIMARY KEY,
    person_id INTEGER REFERENCES person (id),
    day TEXT NOT NULL CHECK (length(day) = 10),
    series TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    arrived_at INTEGER NOT NULL,
    exact INTEGER NOT NULL CHECK (exact IN (0, 1)),
    priority TEXT NOT NULL CHECK (priority IN ('emergency', 'priority', 'normal')),
    purpose TEXT NOT NULL,
    request TEXT,
    needs TEXT,
    company TEXT,
    department_id INTEGER REFERENCES department (id),
    doctor_id INTEGER REFERENCES doctor (id),
    stage TEXT NOT NULL,
    stage_at INTEGER NOT NULL,
    changed_at INTEGER,
    changed_from INTEGER REFERENCES doctor (id),
    raised_at INTEGER,
    handed_at INTEGER,
    ended_at INTEGER,
    salt BLOB,
    UNIQUE (day, series, number),
    CHECK (handed_at IS NULL OR raised_at IS NOT NULL)
) STRICT;
CREATE INDEX visit_open ON visit (arrived_at) WHERE ended_at IS NULL;
CREATE INDEX visit_person ON visit (person_id, arrived_at);
CREATE INDEX visit_day ON visit (day);

CREATE TABLE route_step (
    id INTEGER NOT NULL PRIMARY KEY,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    stage TEXT NOT NULL,
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    department_id INTEGER REFERENCES department (id),
    doctor_id INTEGER REFERENCES doctor (id),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX route_step_visit ON route_step (visit_id, id);

CREATE TABLE wait (
    id INTEGER NOT NULL PRIMARY KEY,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    began_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at IS NULL OR ended_at >= began_at),
    exact INTEGER NOT NULL CHECK (exact IN (0, 1)),
    ending TEXT NOT NULL,
    priority TEXT NOT NULL,
    department_id INTEGER REFERENCES department (id),
    doctor_id INTEGER REFERENCES doctor (id),
    pack TEXT NOT NULL
) STRICT;
CREATE INDEX wait_visit ON wait (visit_id, id);
CREATE INDEX wait_open ON wait (began_at) WHERE ended_at IS NULL;
CREATE INDEX wait_doctor ON wait (doctor_id, ended_at);

CREATE TABLE step_done (
    id INTEGER NOT NULL PRIMARY KEY,
    wait_id INTEGER NOT NULL REFERENCES wait (id),
    step TEXT NOT NULL,
    turn INTEGER NOT NULL CHECK (turn > 0),
    due_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    minutes INTEGER CHECK (minutes IS NULL OR minutes > 0),
    told TEXT NOT NULL,
    UNIQUE (wait_id, step, turn)
) STRICT;

CREATE TABLE note (
    id INTEGER NOT NULL PRIMARY KEY,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    text TEXT,
    salt BLOB
) STRICT;
CREATE INDEX note_visit ON note (visit_id);
