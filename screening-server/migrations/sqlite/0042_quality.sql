-- Cleared parcels that were drawn to be reviewed a second time. docs/quality.md has the draw and the figures.
CREATE TABLE quality_draws (
    scan            TEXT    PRIMARY KEY NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    source          TEXT    NOT NULL,                  -- who cleared it: person, machine
    lane            TEXT,
    cleared_at      INTEGER NOT NULL,
    cleared_by      TEXT,                              -- null: the machine
    model           TEXT,
    model_sha256    TEXT,
    share           REAL    NOT NULL,                  -- of its lane then, 0 to 1
    seed            TEXT    NOT NULL,                  -- then, an unsigned number of 64 bits
    drawn_at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX quality_draws_by_time ON quality_draws (cleared_at);

-- Up to which event cleared parcels were drawn from; no row while none are drawn.
CREATE TABLE quality_cursor (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    event           INTEGER NOT NULL
) STRICT;

-- What the audit trail is searched by.
CREATE INDEX audit_by_actor ON audit (actor, number);
CREATE INDEX audit_by_action ON audit (action, number);
CREATE INDEX audit_by_time ON audit (at, number);
