-- People and machines that may use the service. Secrets are kept as hashes alone.

CREATE TABLE users (
    name            TEXT    PRIMARY KEY NOT NULL,
    role            TEXT    NOT NULL,                  -- operator, supervisor, trainer, integrator, administrator, auditor
    password        TEXT    NOT NULL,                  -- argon2id, PHC string
    disabled        INTEGER NOT NULL DEFAULT 0,
    created         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    hash            TEXT    PRIMARY KEY NOT NULL,      -- SHA-256 of the cookie's secret
    user            TEXT    NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    begun           INTEGER NOT NULL,
    seen            INTEGER NOT NULL                   -- the last request, to the minute
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user);

-- The link that makes the first administrator: one at most.
CREATE TABLE first_link (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    hash            TEXT    NOT NULL,
    expires         INTEGER NOT NULL
) STRICT;

CREATE TABLE keys (
    id              TEXT    PRIMARY KEY NOT NULL,
    name            TEXT    NOT NULL,
    hash            TEXT    NOT NULL,                  -- SHA-256 of the key's secret
    lanes           TEXT,                              -- JSON list; null: every lane
    created         INTEGER NOT NULL,
    expires         INTEGER,                           -- null: never
    revoked         INTEGER,
    seen            INTEGER                            -- the last request, to the minute
) STRICT, WITHOUT ROWID;
