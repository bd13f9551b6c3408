-- What a view looks like in a few numbers (likeness.rs), so that earlier parcels that look alike are found without
-- reading pictures. Views that were drawn before this are drawn again when they are next asked for.
ALTER TABLE views ADD COLUMN signature BLOB;
