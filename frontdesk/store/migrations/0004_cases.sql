PRAGMA defer_foreign_keys = ON;
CREATE TABLE task_before AS SELECT * FROM task;
DROP TABLE task;
CREATE TABLE task (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (
        kind IN (
            'callback', 'promise', 'question', 'sheet', 'apology', 'satisfaction', 'effect'
        )
    ),
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
INSERT INTO task SELECT * FROM task_before;
DROP TABLE task_before;
CREATE INDEX task_open ON task (due_at) WHERE done_at IS NULL;
CREATE INDEX task_phone ON task (phone) WHERE done_at IS NULL;
CREATE INDEX task_owner ON task (owner_id, due_at);
CREATE INDEX task_person ON task (person_id, created_at);
CREATE INDEX task_about ON task (about, about_id);
CREATE INDEX task_day ON task (day);

CREATE TABLE desk_case (
    id INTEGER NOT NULL PRIMARY KEY,
    series TEXT NOT NULL CHECK (series <> ''),
    number INTEGER NOT NULL CHECK (number > 0),
    day TEXT NOT NULL CHECK (length(day) = 10),
    kind TEXT NOT NULL CHECK (kind <> ''),
    channel TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL CHECK (received_at <= opened_at),
    person_id INTEGER REFERENCES person (id),
    name TEXT,
    phone TEXT,
    place TEXT NOT NULL,
    about TEXT,
    happened TEXT,
    witnesses TEXT,
    facts TEXT,
    wish TEXT,
    fields TEXT CHECK (fields IS NULL OR json_valid(fields)),
    severity TEXT NOT NULL CHECK (severity <> ''),
    joint INTEGER NOT NULL CHECK (joint IN (0, 1)),
    rung TEXT NOT NULL CHECK (rung <> ''),
    rung_at INTEGER NOT NULL CHECK (rung_at >= opened_at),
    owner_id INTEGER NOT NULL REFERENCES staff (id),
    offered_id INTEGER REFERENCES staff (id),
    offered_rung TEXT NOT NULL,
    acknowledged_at INTEGER CHECK (acknowledged_at IS NULL OR acknowledged_at >= opened_at),
    acknowledged_how TEXT NOT NULL,
    closed_at INTEGER CHECK (closed_at IS NULL OR closed_at >= opened_at),
    outcome TEXT NOT NULL,
    answer TEXT,
    how TEXT NOT NULL,
    accepted TEXT NOT NULL CHECK (accepted IN ('', 'yes', 'no')),
    answered_by INTEGER REFERENCES staff (id),
    cause TEXT,
    fault TEXT NOT NULL,
    lesson TEXT,
    outside TEXT,
    reopened INTEGER NOT NULL CHECK (reopened >= 0),
    call_id INTEGER REFERENCES call (id),
    visit_id INTEGER REFERENCES visit (id),
    task_id INTEGER REFERENCES task (id),
    opener_id INTEGER NOT NULL REFERENCES staff (id),
    pack TEXT NOT NULL,
    calendar TEXT NOT NULL,
    salt BLOB,
    UNIQUE (series, number),
    CHECK ((offered_id IS NULL) = (offered_rung = '')),
    CHECK ((acknowledged_at IS NULL) = (acknowledged_how = '')),
    CHECK ((closed_at IS NULL) = (outcome = '')),
    CHECK (closed_at IS NULL OR (how <> '' AND offered_id IS NULL))
) STRICT;
CREATE INDEX desk_case_open ON desk_case (received_at) WHERE closed_at IS NULL;
CREATE INDEX desk_case_owner ON desk_case (owner_id) WHERE closed_at IS NULL;
CREATE INDEX desk_case_offered ON desk_case (offered_id) WHERE offered_id IS NOT NULL;
CREATE INDEX desk_case_closed ON desk_case (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX desk_case_day ON desk_case (day);
CREATE INDEX desk_case_person ON desk_case (person_id, opened_at);
CREATE INDEX desk_case_phone ON desk_case (phone, opened_at);
CREATE INDEX desk_case_place ON desk_case (place, opened_at);
CREATE INDEX desk_case_kind ON desk_case (kind, opened_at);
CREATE INDEX desk_case_call ON desk_case (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX desk_case_visit ON desk_case (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX desk_case_task ON desk_case (task_id) WHERE task_id IS NOT NULL;

CREATE TABLE case_event (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    what TEXT NOT NULL CHECK (
        what IN (
            'opened', 'severity', 'joint', 'passed', 'accepted', 'declined', 'note', 'proposed',
            'replied', 'acknowledged', 'paused', 'resumed', 'sheet', 'sheet_done', 'told',
            'linked', 'attached', 'corrected', 'redated', 'closed', 'reopened', 'reported',
            'satisfied', 'checked', 'printed'
        )
    ),
    code_from TEXT NOT NULL,
    code_to TEXT NOT NULL,
    to_id INTEGER REFERENCES staff (id),
    text TEXT,
    salt BLOB
) STRICT;
CREATE INDEX case_event_case ON case_event (case_id, id);

CREATE TABLE case_pause (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    began_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at IS NULL OR ended_at >= began_at)
) STRICT;
CREATE INDEX case_pause_case ON case_pause (case_id, id);
CREATE UNIQUE INDEX case_pause_open ON case_pause (case_id) WHERE ended_at IS NULL;

CREATE TABLE case_link (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    other_id INTEGER NOT NULL REFERENCES desk_case (id),
    why TEXT NOT NULL,
    UNIQUE (case_id, other_id),
    CHECK (case_id <> other_id)
) STRICT;
CREATE INDEX case_link_other ON case_link (other_id);

CREATE TABLE case_sheet (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    task_id INTEGER NOT NULL UNIQUE REFERENCES task (id),
    what TEXT NOT NULL CHECK (what IN ('sheet', 'apology')),
    place TEXT NOT NULL,
    party TEXT,
    joint INTEGER NOT NULL CHECK (joint IN (0, 1)),
    salt BLOB
) STRICT;
CREATE INDEX case_sheet_case ON case_sheet (case_id, id);

CREATE TABLE case_notice (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    what TEXT NOT NULL CHECK (what IN ('opened', 'report', 'lesson')),
    role TEXT NOT NULL CHECK (role IN ('agent', 'lead', 'supervisor', 'deputy', 'manager')),
    created_at INTEGER NOT NULL,
    seen_at INTEGER CHECK (seen_at IS NULL OR seen_at >= created_at),
    seen_by INTEGER REFERENCES staff (id),
    CHECK ((seen_at IS NULL) = (seen_by IS NULL))
) STRICT;
CREATE INDEX case_notice_case ON case_notice (case_id, id);
CREATE INDEX case_notice_open ON case_notice (created_at) WHERE seen_at IS NULL;

CREATE TABLE case_file (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    name TEXT,
    size INTEGER NOT NULL CHECK (size >= 0),
    at INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    salt BLOB
) STRICT;
CREATE INDEX case_file_case ON case_file (case_id, id);
CREATE INDEX case_file_digest ON case_file (digest);

CREATE TABLE case_key (
    case_id INTEGER NOT NULL REFERENCES desk_case (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_key_case ON case_key (case_id);
