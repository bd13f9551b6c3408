//! Whether two scans are the same in all that was sent.

use super::ArrivedScan;
use crate::store::{PictureHash, StoredView};

/// SHA-256 of all that a scan brought, lower-case hex. Keys and deadlines are left out: they may differ when it is sent
/// again.
pub(super) fn of(scan: &ArrivedScan, views: &[StoredView]) -> String {
    let ArrivedScan { source: _, parcel, lane, scanned, declared, idempotency_key: _, deadline: _, views: _ } = scan;
    let mut text = format!("{parcel:?}\n{lane:?}\n{scanned:?}\n{declared:?}\n");
    for StoredView { name, mm_per_pixel, picture, high, drawn: _ } in views {
        text += &format!("{name:?} {mm_per_pixel:?} {picture} {:?}\n", high.as_ref().map(PictureHash::as_str));
    }
    PictureHash::of(text.as_bytes()).as_str().to_owned()
}
