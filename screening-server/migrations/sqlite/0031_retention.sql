-- When a scan's pictures were deleted; null: they are there. The hashes stay in its views: reports and the audit trail
-- name them.
ALTER TABLE scans ADD COLUMN pictures_deleted INTEGER;

-- Pictures that a scan does not need any more. They are deleted unless another scan does.
CREATE TABLE unneeded_pictures (
    picture         TEXT    PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX views_by_high ON views (high) WHERE high IS NOT NULL;
CREATE INDEX views_by_drawn ON views (drawn) WHERE drawn IS NOT NULL;
CREATE INDEX views_by_thumbnail ON views (thumbnail) WHERE thumbnail IS NOT NULL;
CREATE INDEX events_by_scan ON events (scan);
