-- Live threat image projection: copies of pictures of cleared parcels with a fictitious threat, among what waits for people.
-- Nothing of a parcel's own record refers to them. docs/live-projection.md has the rules.
CREATE TABLE projections (
    id              TEXT    PRIMARY KEY NOT NULL,
    host            TEXT    NOT NULL UNIQUE REFERENCES scans (id) ON DELETE CASCADE,
    lane            TEXT,                              -- this and the next are the host's
    parcel_code     TEXT,
    class           TEXT    NOT NULL,                  -- of the threat
    view            INTEGER NOT NULL,                  -- in which it is, from 0
    box             TEXT    NOT NULL,                  -- JSON: x, y, width, height in pixels of the view
    realism         REAL    NOT NULL,                  -- 0 to 1
    picture         TEXT    NOT NULL,                  -- the view's file with the threat; as in views, so are the next four
    drawn           TEXT    NOT NULL,
    thumbnail       TEXT    NOT NULL,
    dense           TEXT    NOT NULL,
    signature       BLOB    NOT NULL,
    risk            REAL    NOT NULL,
    queued_at       INTEGER NOT NULL,
    due_at          INTEGER,                           -- what is shown as its time limit; null: none
    ends_at         INTEGER NOT NULL,                  -- when it goes away where nobody took it
    state           TEXT    NOT NULL,                  -- waiting, leased, decided, not_reviewed
    held_by         TEXT,                              -- the three are set while it is leased
    lease_token     TEXT,
    lease_until     INTEGER,
    first_action    TEXT,
    closed_at       INTEGER,                           -- when it was decided or ended
    decision        TEXT,                              -- this and the next five are set when it was decided
    decided_by      TEXT,
    action          TEXT,
    found           INTEGER,                           -- 1: the threat was found
    elsewhere       INTEGER,                           -- 1: a place without the threat was marked too
    idempotency_key TEXT
) STRICT;

CREATE INDEX projections_open ON projections (state);

-- Those that nobody decided about, in the words of `reviews`. One whose host has come under review itself is not to be
-- taken any more.
CREATE VIEW projected_reviews AS
    SELECT id AS scan_id, host, lane, parcel_code, 'quality' AS purpose, state, 1 AS level, risk, queued_at, due_at,
           held_by, lease_token, lease_until, first_action, NULL AS not_for
    FROM projections
    WHERE state IN ('leased', 'not_reviewed')
          OR state = 'waiting' AND NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.scan_id = projections.host);

-- What people made of them. Names no parcel, so that it is there when the parcel's own record is gone.
CREATE TABLE projection_results (
    id              TEXT    PRIMARY KEY NOT NULL,      -- as in projections
    at              INTEGER NOT NULL,
    decided_by      TEXT    NOT NULL,
    lane            TEXT,
    class           TEXT    NOT NULL,
    found           INTEGER NOT NULL,
    elsewhere       INTEGER NOT NULL,
    took_ms         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX projection_results_by_time ON projection_results (at);

-- Up to which event cleared parcels were drawn from; no row while there is no projection.
CREATE TABLE projection_cursor (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    event           INTEGER NOT NULL
) STRICT;
