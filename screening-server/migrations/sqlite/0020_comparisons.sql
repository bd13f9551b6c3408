-- What the active model and a challenger made of the same scan.

CREATE TABLE comparisons (
    number              INTEGER PRIMARY KEY AUTOINCREMENT,
    scan                TEXT    NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
    at                  INTEGER NOT NULL,
    differs             INTEGER NOT NULL,              -- 1: another decision, or other classes that raise an alarm
    model_sha256        TEXT    NOT NULL,
    challenger_sha256   TEXT    NOT NULL,
    model               TEXT    NOT NULL,              -- JSON
    challenger          TEXT    NOT NULL               -- JSON
) STRICT;

CREATE INDEX comparisons_by_models ON comparisons (challenger_sha256, model_sha256, differs);
CREATE INDEX comparisons_by_scan ON comparisons (scan);
