//! A watched folder, for scanners that only write files. `docs/watched-folder.md` describes it for who sets it up.
//!
//! One direction: `files` lists, `settle` says which files are whole, `group` which of them are a parcel, and `watch`
//! admits the parcel and moves its files. A file is moved only when its scan is on disk, and a scan that is read again
//! after a crash is known by its keys: so no file is lost, and none is screened twice.

mod files;
mod group;
mod journal;
mod name;
mod settle;
mod sidecar;
mod watch;

pub(crate) use self::{
    group::Naming,
    name::NamePattern,
    watch::{ParcelLimits, watch},
};
