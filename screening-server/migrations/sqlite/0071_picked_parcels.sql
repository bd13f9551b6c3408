-- Reviewed parcels that a trainer picked for a version, until its items are made: what is shown and what is right, without
-- code, lane, time or scan.

CREATE TABLE exercise_picked (
    exercise TEXT NOT NULL,
    version  INTEGER NOT NULL,
    number   INTEGER NOT NULL, -- from 0
    content  TEXT NOT NULL, -- JSON: files by their SHA-256, and truth
    PRIMARY KEY (exercise, version, number),
    FOREIGN KEY (exercise, version) REFERENCES exercise_versions (exercise, version)
) STRICT;
