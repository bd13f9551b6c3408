-- The model that an administrator switched to. It goes on after a restart, as long as the configuration names the same model
-- as it did then.
CREATE TABLE active_model (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    name            TEXT    NOT NULL,                  -- of its files
    sha256          TEXT    NOT NULL,
    configured      TEXT    NOT NULL                   -- SHA-256 of the model that the configuration named then
) STRICT;
