CREATE TABLE entry (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (length(day) = 10),
    kind TEXT NOT NULL,
    staff INTEGER,
    seat INTEGER,
    post TEXT NOT NULL,
    about TEXT NOT NULL,
    about_id INTEGER,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    act TEXT NOT NULL UNIQUE,
    pack TEXT NOT NULL,
    sealed BLOB NOT NULL CHECK (length(sealed) = 32),
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX entry_day ON entry (day, id);
CREATE INDEX entry_about ON entry (about, about_id, id);
CREATE INDEX entry_kind ON entry (kind, id);
CREATE INDEX entry_staff ON entry (staff, id);

CREATE TABLE seal (
    id INTEGER NOT NULL PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    tab TEXT NOT NULL,
    row INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) IN (0, 32))
) STRICT;
CREATE INDEX seal_row ON seal (tab, row, id);
CREATE INDEX seal_entry ON seal (entry);

CREATE TABLE kind (
    code TEXT NOT NULL PRIMARY KEY,
    sentence TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the log is not changed'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the log is not shortened'); END;
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'the log has no gaps'); END;
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'a seal is not changed'); END;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'a seal is not broken'); END;
CREATE TRIGGER seal_in_order BEFORE INSERT ON seal
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM seal)
BEGIN SELECT RAISE(ABORT, 'seals have no gaps'); END;

CREATE TABLE staff (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT,
    role TEXT NOT NULL CHECK (role IN ('agent', 'lead', 'supervisor', 'deputy', 'manager')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    salt BLOB
) STRICT;

CREATE TABLE seat (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE presence (
    id INTEGER NOT NULL PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    seat_id INTEGER NOT NULL REFERENCES seat (id),
    post TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at IS NULL OR ended_at >= began_at)
) STRICT;
CREATE INDEX presence_open ON presence (seat_id) WHERE ended_at IS NULL;

CREATE TABLE pack_version (
    id INTEGER NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    files TEXT NOT NULL CHECK (json_valid(files)),
    since INTEGER NOT NULL
) STRICT;

CREATE TABLE desk (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    pack TEXT NOT NULL,
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    clock_offset INTEGER NOT NULL CHECK (clock_offset >= 0),
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE clock_mark (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    by INTEGER NOT NULL CHECK (by <> 0)
) STRICT;
CREATE INDEX clock_mark_at ON clock_mark (at);
