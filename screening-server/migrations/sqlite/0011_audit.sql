-- The audit trail: a hash chain, see docs/audit.md. The triggers keep honest programs from changing it; the chain shows
-- what others did.

CREATE TABLE audit (
    number          INTEGER PRIMARY KEY,               -- from 1, without gaps
    at              INTEGER NOT NULL,
    actor           TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    details         TEXT    NOT NULL,
    previous        TEXT    NOT NULL,                  -- SHA-256, hex
    hash            TEXT    NOT NULL                   -- SHA-256, hex
) STRICT;

CREATE INDEX audit_by_subject ON audit (subject, number);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- REPLACE would take a row out without a DELETE.
CREATE TRIGGER audit_next_only BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
