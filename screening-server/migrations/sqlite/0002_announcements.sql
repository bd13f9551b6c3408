-- Parcels that a sorter says were scanned. Their pictures come by another way, or not at all.
CREATE TABLE announcements (
    parcel_key      TEXT    NOT NULL,                  -- the code in one spelling
    scanned         INTEGER NOT NULL,
    lane            TEXT    NOT NULL,                  -- empty: none was named
    received        INTEGER NOT NULL,
    PRIMARY KEY (parcel_key, scanned)
) STRICT, WITHOUT ROWID;

CREATE INDEX announcements_by_age ON announcements (received);
