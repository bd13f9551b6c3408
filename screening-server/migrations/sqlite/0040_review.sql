-- The work of people on parcels. docs/review.md has the words and the rules.
CREATE TABLE reviews (
    scan_id         TEXT    PRIMARY KEY NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    lane            TEXT,
    parcel_code     TEXT,
    purpose         TEXT    NOT NULL,                  -- line, quality
    state           TEXT    NOT NULL,                  -- waiting, leased, escalated, second_opinion, decided, not_reviewed
    level           INTEGER NOT NULL DEFAULT 1,        -- 1 operator, 2 and 3 supervisor
    risk            REAL    NOT NULL,                  -- 0 to 1
    queued_at       INTEGER NOT NULL,
    due_at          INTEGER,                           -- null: no time limit
    held_by         TEXT,                              -- the three are set while it is leased
    lease_token     TEXT,
    lease_until     INTEGER,
    first_action    TEXT,                              -- what its holder would do, before the machine's regions are shown
    not_for         TEXT                               -- who may not take it: another person is to look
) STRICT, WITHOUT ROWID;

CREATE INDEX reviews_open ON reviews (due_at IS NULL, due_at, risk DESC, queued_at, scan_id)
    WHERE state IN ('waiting', 'leased', 'escalated', 'second_opinion');
CREATE INDEX reviews_due ON reviews (due_at)
    WHERE due_at IS NOT NULL AND state IN ('waiting', 'leased', 'escalated', 'second_opinion');
CREATE INDEX reviews_leased ON reviews (lease_until) WHERE state = 'leased';
CREATE INDEX reviews_closed ON reviews (scan_id) WHERE state IN ('decided', 'not_reviewed');

-- What was decided about parcels, by people, and by the service when their time was over.
CREATE TABLE decisions (
    id              TEXT    PRIMARY KEY NOT NULL,
    scan_id         TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    purpose         TEXT    NOT NULL,                  -- as in reviews
    action          TEXT    NOT NULL,                  -- clear, open, escalate, second_opinion, not_reviewed
    level           INTEGER NOT NULL,                  -- at which it was made
    to_level        INTEGER NOT NULL,                  -- at which the review goes on, or ended
    opinion         TEXT,                              -- clear, open: of whoever asks for a second one
    settles         INTEGER NOT NULL,                  -- 1: it closes the review
    decided_by      TEXT    NOT NULL,
    at              INTEGER NOT NULL,
    queued_at       INTEGER NOT NULL,                  -- as in reviews
    took_ms         INTEGER NOT NULL,                  -- from the picture to the decision, as the console says
    note            TEXT,
    regions         TEXT    NOT NULL,                  -- JSON: what the person made of the machine's regions, and own ones
    enhancements    TEXT    NOT NULL,                  -- JSON: those that were on
    used            TEXT    NOT NULL,                  -- JSON: those that were used at all
    views_seen      TEXT    NOT NULL,                  -- JSON
    boxes           TEXT    NOT NULL,                  -- shown, after_first
    first_action    TEXT,
    machine_decision TEXT,
    model           TEXT,
    model_sha256    TEXT,
    policy          TEXT,
    lane            TEXT,
    due_before      INTEGER,                           -- the review's due_at before it
    undo_until      INTEGER NOT NULL,
    undone_at       INTEGER,
    final_at        INTEGER,                           -- it settles, cannot be undone any more, and others were told
    idempotency_key TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX decisions_by_scan ON decisions (scan_id, id);
CREATE INDEX decisions_by_time ON decisions (at);
CREATE UNIQUE INDEX decisions_by_key ON decisions (decided_by, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX decisions_open ON decisions (undo_until) WHERE settles = 1 AND final_at IS NULL AND undone_at IS NULL;

-- The decision that an event `decided` tells of.
ALTER TABLE events ADD COLUMN decision TEXT;

-- Up to which event parcels were put before people. Those that were screened before this table came are not.
CREATE TABLE review_cursor (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    event           INTEGER NOT NULL
) STRICT;

INSERT INTO review_cursor SELECT 1, coalesce(max(number), 0) FROM events;
