-- Moments are milliseconds since 1970-01-01 UTC. Ids are UUIDs of version 7 in lower case, so that their order is
-- that of time.

CREATE TABLE scans (
    id              TEXT    PRIMARY KEY NOT NULL,
    source          TEXT    NOT NULL,                  -- http, folder, telegram ...
    received        INTEGER NOT NULL,                  -- its first byte
    scanned         INTEGER NOT NULL,                  -- as the line says, else as received
    parcel          TEXT,                              -- the code as it was sent
    -- The code in one spelling. Set only where the line sent the time of the scan too: both are the scan's key.
    parcel_key      TEXT,
    lane            TEXT,
    declared        TEXT    NOT NULL DEFAULT '{}',     -- JSON
    idempotency_key TEXT,
    fingerprint     TEXT,                              -- SHA-256 of all that was sent
    deadline        INTEGER NOT NULL,
    -- The answer in short; null until there is one. Whole reports are below.
    decision        TEXT,
    abort_reason    TEXT,
    reason          TEXT,
    regions         INTEGER NOT NULL DEFAULT 0,        -- alarming ones
    classes         TEXT    NOT NULL DEFAULT '[]',     -- JSON
    top_score       REAL,
    thumbnail_view  INTEGER,                           -- the first view that has a picture
    decided         INTEGER
) STRICT;

CREATE UNIQUE INDEX scans_by_key ON scans (parcel_key, scanned) WHERE parcel_key IS NOT NULL;
CREATE UNIQUE INDEX scans_by_idempotency_key ON scans (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX scans_by_parcel ON scans (parcel, id) WHERE parcel IS NOT NULL;
CREATE INDEX scans_by_lane ON scans (lane, id) WHERE lane IS NOT NULL;
CREATE INDEX scans_by_decision ON scans (decision, id) WHERE decision IS NOT NULL;
CREATE INDEX scans_undecided ON scans (deadline) WHERE decision IS NULL;

CREATE TABLE views (
    scan            TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL,                  -- from 0
    name            TEXT    NOT NULL,
    mm_x            REAL,
    mm_y            REAL,
    -- SHA-256 of the files as they arrived, in the picture store. `high` makes `picture` the low layer of a pair.
    picture         TEXT    NOT NULL,
    high            TEXT,
    -- The view as the detector saw it, once it is drawn: PNG in the picture store, and where it is too dense.
    drawn           TEXT,
    thumbnail       TEXT,
    dense           TEXT,                              -- JSON, lengths of runs
    PRIMARY KEY (scan, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX views_by_picture ON views (picture);

CREATE TABLE reports (
    id              INTEGER PRIMARY KEY,
    scan            TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    report_type     TEXT    NOT NULL,                  -- MACHINE, OPERATOR, GROUND_TRUTH
    late            INTEGER NOT NULL,                  -- 1: it came after the line had been answered without it
    made            INTEGER NOT NULL,
    body            TEXT    NOT NULL                   -- JSON
) STRICT;

CREATE INDEX reports_by_scan ON reports (scan, id);

CREATE TABLE queue (
    scan            TEXT    PRIMARY KEY NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    deadline        INTEGER NOT NULL,
    deliveries      INTEGER NOT NULL DEFAULT 0,
    leased_until    INTEGER NOT NULL DEFAULT 0         -- 0: free
) STRICT, WITHOUT ROWID;

CREATE INDEX queue_by_deadline ON queue (deadline);

-- What a listener on /v1/events may have missed.
CREATE TABLE events (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    scan            TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    kind            TEXT    NOT NULL,                  -- screened, late
    at              INTEGER NOT NULL
) STRICT;
