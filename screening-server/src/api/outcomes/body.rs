//! Outcomes as JSON.

use screening_core::taxonomy::ThreatClass;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::report::ClassSchema,
    clock,
    records::{Item, Outcome},
    store::{OutcomeVersion, StoredPhoto},
};

/// What opening a parcel showed, to be recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutcomeRequest {
    /// Whether a firearm, a part, a magazine or ammunition was found.
    found: bool,
    /// What was found; at least one where `found` is true, none where it is not.
    #[serde(default)]
    items: Vec<ItemBody>,
    /// What the papers said that was in it.
    #[schema(max_length = 500)]
    declared: Option<String>,
    /// Anything else; may have several lines.
    #[schema(max_length = 4000)]
    note: Option<String>,
    /// The version that this one corrects, which must be the newest; left out for the first.
    pub(super) corrects: Option<u32>,
    /// Which photos of the corrected version stay, by their SHA-256; all without it.
    pub(super) photos: Option<Vec<String>>,
}

/// The same with photos, as a form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form, which is read field by field")]
pub(crate) struct OutcomeForm {
    /// The outcome as JSON.
    outcome: OutcomeRequest,
    /// Photos: PNG, JPEG, TIFF or BMP, up to 16 MiB each; the field may come several times.
    #[schema(value_type = Option<Vec<String>>, format = Binary)]
    photo: Option<Vec<u8>>,
}

/// A photo as a form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form, which is read field by field")]
pub(crate) struct PhotoForm {
    /// PNG, JPEG, TIFF or BMP, up to 16 MiB.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
}

/// Things of one kind that were found.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeItem)]
pub(crate) struct ItemBody {
    /// What it is.
    #[schema(value_type = ClassSchema)]
    class: ThreatClass,
    /// Pieces.
    #[schema(minimum = 1, maximum = 1_000_000)]
    quantity: u32,
    /// The calibre as it is marked or was measured.
    #[schema(example = "9 x 19 mm", max_length = 64)]
    calibre: Option<String>,
    /// What is marked on it: maker, model, serial number.
    #[schema(max_length = 256)]
    marking: Option<String>,
    /// Anything else.
    #[schema(max_length = 4000)]
    note: Option<String>,
}

impl OutcomeRequest {
    /// What is to be recorded.
    pub(super) fn outcome(self) -> Outcome {
        let items = self.items.into_iter().map(|item| {
            let ItemBody { class, quantity, calibre, marking, note } = item;
            Item { class, quantity, calibre, marking, note }
        });
        Outcome { found: self.found, items: items.collect(), declared: self.declared, note: self.note }
    }
}

/// What opening a parcel showed.
#[derive(Serialize, ToSchema)]
#[schema(as = Outcome)]
pub(crate) struct OutcomeBody {
    /// Which scan.
    scan_id: Uuid,
    /// What holds.
    outcome: VersionBody,
    /// What was recorded before and corrected since, newest first.
    former: Vec<VersionBody>,
}

/// One version of an outcome.
#[derive(Serialize, ToSchema)]
#[schema(as = OutcomeVersion)]
pub(crate) struct VersionBody {
    /// From 1.
    version: u32,
    /// When it was recorded, RFC 3339 in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// By whom, as the audit trail names them.
    #[schema(example = "user:anna")]
    by: String,
    /// Whether a firearm, a part, a magazine or ammunition was found.
    found: bool,
    /// What was found.
    items: Vec<ItemBody>,
    /// What the papers said that was in it.
    declared: Option<String>,
    /// Anything else.
    note: Option<String>,
    /// Photos of it.
    photos: Vec<PhotoBody>,
}

/// A photo of what was in a parcel.
#[derive(Serialize, ToSchema)]
#[schema(as = OutcomePhoto)]
struct PhotoBody {
    /// SHA-256 of its file, hex.
    sha256: String,
    /// Where it is.
    url: String,
    /// Pixels a row.
    width: u32,
    /// Rows.
    height: u32,
}

impl OutcomeBody {
    /// All versions, given oldest first; none where there are none.
    pub(super) fn new(scan: Uuid, versions: &[OutcomeVersion]) -> Option<Self> {
        let (newest, former) = versions.split_last()?;
        Some(Self {
            scan_id: scan,
            outcome: VersionBody::new(scan, newest),
            former: former.iter().rev().map(|version| VersionBody::new(scan, version)).collect(),
        })
    }
}

impl VersionBody {
    /// A version of the outcome of a scan.
    pub(crate) fn new(scan: Uuid, version: &OutcomeVersion) -> Self {
        let Outcome { found, items, declared, note } = version.outcome.clone();
        let items = items.into_iter().map(|item| {
            let Item { class, quantity, calibre, marking, note } = item;
            ItemBody { class, quantity, calibre, marking, note }
        });
        let photo = |photo: &StoredPhoto| PhotoBody {
            sha256: photo.hash.as_str().to_owned(),
            url: format!("/v1/review/{scan}/outcome/photos/{}", photo.hash),
            width: photo.width,
            height: photo.height,
        };
        Self {
            version: version.version,
            at: clock::rfc3339(version.at),
            by: version.by.clone(),
            found,
            items: items.collect(),
            declared,
            note,
            photos: version.photos.iter().map(photo).collect(),
        }
    }
}
