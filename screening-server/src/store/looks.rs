//! What the views of parcels look like, for finding parcels that look alike.

use jiff::Timestamp;
use sqlx::{QueryBuilder, Row as _, Sqlite, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{Store, StoreError, scans};
use crate::likeness::Signature;

/// A parcel and what its views look like, by their numbers; none where a view was not drawn.
#[derive(Clone, Debug)]
pub(crate) struct Looked {
    /// The scan's id.
    pub(crate) id: Uuid,
    /// The parcel's code as it was sent.
    pub(crate) parcel: Option<String>,
    /// The lane it lies on.
    pub(crate) lane: Option<String>,
    /// When the scanner took it.
    pub(crate) scanned: Timestamp,
    /// The machine's answer, by its term.
    pub(crate) decision: Option<String>,
    /// One entry a view.
    pub(crate) views: Vec<Option<Signature>>,
}

/// A parcel's views, and those of earlier parcels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looks {
    /// Of the parcel in question.
    pub(crate) own: Vec<Option<Signature>>,
    /// Of earlier ones, the newest first.
    pub(crate) earlier: Vec<Looked>,
}

impl Store {
    /// What a parcel looks like, and what up to `limit` earlier ones do, on the given lanes where there are some.
    /// Parcels whose pictures were deleted look like nothing any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn looks(&self, scan: Uuid, lanes: Option<&[String]>, limit: usize) -> Result<Looks, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT scans.id, parcel, lane, scanned, decision, number, signature FROM views JOIN
             (SELECT * FROM scans WHERE id = ",
        );
        query.push_bind(scan.to_string()).push(" OR (id < ").push_bind(scan.to_string());
        query.push(" AND pictures_deleted IS NULL");
        if let Some(lanes) = lanes {
            query.push(" AND lane IN (SELECT value FROM json_each(").push_bind(Json(lanes)).push("))");
        }
        query.push(") ORDER BY id DESC LIMIT ").push_bind(limit as i64 + 1);
        query.push(") AS scans ON scans.id = views.scan ORDER BY scans.id DESC, number");
        let rows = query.build().fetch_all(&self.readers).await?;
        let mut looks = Looks::default();
        for row in &rows {
            let signature: Option<Vec<u8>> = row.try_get("signature")?;
            let signature = signature.and_then(Signature::stored);
            let id = scans::id(row, "id")?;
            if id == scan {
                looks.own.push(signature);
                continue;
            }
            match looks.earlier.last_mut() {
                Some(last) if last.id == id => last.views.push(signature),
                _ => looks.earlier.push(looked(row, id, signature)?),
            }
        }
        Ok(looks)
    }
}

fn looked(row: &SqliteRow, id: Uuid, first: Option<Signature>) -> Result<Looked, sqlx::Error> {
    Ok(Looked {
        id,
        parcel: row.try_get("parcel")?,
        lane: row.try_get("lane")?,
        scanned: scans::moment(row, "scanned")?,
        decision: row.try_get("decision")?,
        views: vec![first],
    })
}
