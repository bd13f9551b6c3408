//! The views of a scan: what arrived, and how it was drawn.

use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use crate::likeness::Signature;

use super::{PictureHash, Store, StoreError, retention};

/// One view of a scan.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoredView {
    /// How the line calls it.
    pub(crate) name: String,
    /// Millimetres per pixel along x and y, where the line said so.
    pub(crate) mm_per_pixel: Option<[f32; 2]>,
    /// Its file as it arrived; the low layer of a dual-energy pair.
    pub(crate) picture: PictureHash,
    /// The high layer of a pair.
    pub(crate) high: Option<PictureHash>,
    /// The view as the detector saw it, once it is drawn.
    pub(crate) drawn: Option<Drawn>,
}

/// A view as the detector saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// PNG of the view's size.
    pub(crate) picture: PictureHash,
    /// The same, small.
    pub(crate) thumbnail: PictureHash,
    /// Where it is too dense to inspect, as lengths of runs, row by row, false first.
    pub(crate) dense: Vec<usize>,
    /// What it looks like.
    pub(crate) signature: Signature,
}

impl Store {
    /// Notes how a view was drawn.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn set_drawn(&self, scan: Uuid, number: usize, drawn: &Drawn) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        let noted = sqlx::query(
            "UPDATE views SET drawn = ?, thumbnail = ?, dense = ?, signature = ? WHERE scan = ? AND number = ?
                              AND (SELECT pictures_deleted FROM scans WHERE id = scan) IS NULL",
        )
        .bind(drawn.picture.as_str())
        .bind(drawn.thumbnail.as_str())
        .bind(Json(&drawn.dense))
        .bind(drawn.signature.as_bytes())
        .bind(scan.to_string())
        .bind(number as i64)
        .execute(&mut *transaction)
        .await?;
        if noted.rows_affected() == 0 {
            // The scan or its pictures were deleted while this was drawn.
            retention::note_unneeded(&mut transaction, [drawn.picture.as_str(), drawn.thumbnail.as_str()]).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// How many views a scan has, or a picture that is shown as one.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn view_count(&self, scan: Uuid) -> Result<usize, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM views WHERE scan = ?1 OR scan = (SELECT host FROM projections WHERE id = ?1)",
        )
        .bind(scan.to_string())
        .fetch_one(&self.readers)
        .await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    pub(super) async fn views(&self, scan: &str) -> Result<Vec<StoredView>, StoreError> {
        let rows = sqlx::query("SELECT * FROM views WHERE scan = ? ORDER BY number")
            .bind(scan)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(view).collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    views: &[StoredView],
) -> Result<(), StoreError> {
    for (number, view) in views.iter().enumerate() {
        sqlx::query("INSERT INTO views (scan, number, name, mm_x, mm_y, picture, high) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(scan)
            .bind(number as i64)
            .bind(&view.name)
            .bind(view.mm_per_pixel.map(|[x, _]| x))
            .bind(view.mm_per_pixel.map(|[_, y]| y))
            .bind(view.picture.as_str())
            .bind(view.high.as_ref().map(PictureHash::as_str))
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

fn view(row: &SqliteRow) -> Result<StoredView, sqlx::Error> {
    let scale: (Option<f32>, Option<f32>) = (row.try_get("mm_x")?, row.try_get("mm_y")?);
    let hash = |column: &str| Ok::<_, sqlx::Error>(row.try_get::<Option<String>, _>(column)?.map(PictureHash::stored));
    let dense: Option<Json<Vec<usize>>> = row.try_get("dense")?;
    let signature: Option<Vec<u8>> = row.try_get("signature")?;
    let drawn = match (hash("drawn")?, hash("thumbnail")?, dense, signature.and_then(Signature::stored)) {
        (Some(picture), Some(thumbnail), Some(Json(dense)), Some(signature)) => {
            Some(Drawn { picture, thumbnail, dense, signature })
        }
        _ => None,
    };
    Ok(StoredView {
        name: row.try_get("name")?,
        mm_per_pixel: scale.0.zip(scale.1).map(|(x, y)| [x, y]),
        picture: PictureHash::stored(row.try_get("picture")?),
        high: hash("high")?,
        drawn,
    })
}
