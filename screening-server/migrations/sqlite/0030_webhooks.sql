-- Up to which event deliveries were made for a hook.
CREATE TABLE webhook_cursors (
    hook            TEXT    PRIMARY KEY NOT NULL,
    event           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a hook has to be told yet, and what it was told in vain. A delivery that arrived leaves the table.
CREATE TABLE webhook_deliveries (
    id              TEXT    PRIMARY KEY NOT NULL,      -- the header webhook-id
    hook            TEXT    NOT NULL,
    event           INTEGER NOT NULL,
    scan            TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    kind            TEXT    NOT NULL,                  -- as in events
    body            TEXT    NOT NULL,                  -- JSON, the same at each attempt
    created         INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    due             INTEGER NOT NULL,                  -- the next attempt
    dead            INTEGER,                           -- when it was given up
    status          INTEGER,                           -- of the last answer
    error           TEXT                               -- of the last attempt
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX webhook_deliveries_by_event ON webhook_deliveries (hook, event);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (hook, due) WHERE dead IS NULL;
CREATE INDEX webhook_deliveries_dead ON webhook_deliveries (id) WHERE dead IS NOT NULL;
CREATE INDEX webhook_deliveries_by_scan ON webhook_deliveries (scan);
