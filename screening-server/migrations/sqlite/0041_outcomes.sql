-- What opening a parcel showed. A correction is a new version; the former ones stay.
CREATE TABLE outcomes (
    scan            TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    version         INTEGER NOT NULL,                  -- from 1
    at              INTEGER NOT NULL,
    recorded_by     TEXT    NOT NULL,                  -- as the audit trail names them
    found           INTEGER NOT NULL,                  -- 1: a firearm, a part, a magazine or ammunition
    body            TEXT    NOT NULL,                  -- JSON: found, items, declared, note, photos
    PRIMARY KEY (scan, version)
) STRICT, WITHOUT ROWID;

-- The version that holds.
CREATE VIEW newest_outcomes AS
SELECT * FROM outcomes WHERE version = (SELECT max(version) FROM outcomes AS others WHERE others.scan = outcomes.scan);

-- Photos of what was in it, in the picture store. A version's body says which belong to it.
CREATE TABLE outcome_photos (
    scan            TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    picture         TEXT    NOT NULL,                  -- SHA-256
    width           INTEGER NOT NULL,
    height          INTEGER NOT NULL,
    PRIMARY KEY (scan, picture)
) STRICT, WITHOUT ROWID;

CREATE INDEX outcome_photos_by_picture ON outcome_photos (picture);
