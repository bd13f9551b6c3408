//! What the active model and a challenger made of the same scans.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{Row as _, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{Store, StoreError, scans};

/// What one model made of a scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// Its name and version.
    pub(crate) model: String,
    /// Its hash.
    pub(crate) sha256: String,
    /// Its decision, by its term.
    pub(crate) decision: String,
    /// The classes that raised an alarm, in alphabetical order.
    pub(crate) classes: Vec<String>,
    /// The highest score of a region that raised an alarm.
    pub(crate) top_score: Option<f32>,
}

/// What two models made of the same scan.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// The scan.
    pub(crate) scan: Uuid,
    /// When the challenger was done.
    pub(crate) at: Timestamp,
    /// The one that answered.
    pub(crate) model: Seen,
    /// The other one.
    pub(crate) challenger: Seen,
    /// Whether they came to different results.
    pub(crate) differs: bool,
}

/// How often two models were compared, and how often they differed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The hash of the one that answered.
    pub(crate) model: String,
    /// The hash of the other one.
    pub(crate) challenger: String,
    /// Scans that both screened.
    pub(crate) scans: u64,
    /// Those with different results.
    pub(crate) different: u64,
}

impl Store {
    /// Keeps a comparison. A scan that was removed in the meantime has none.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_comparison(&self, comparison: &Comparison) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO comparisons (scan, at, differs, model_sha256, challenger_sha256, model, challenger)
             SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM scans WHERE id = ?1",
        )
        .bind(comparison.scan.to_string())
        .bind(comparison.at.as_millisecond())
        .bind(comparison.differs)
        .bind(&comparison.model.sha256)
        .bind(&comparison.challenger.sha256)
        .bind(Json(&comparison.model))
        .bind(Json(&comparison.challenger))
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Up to `limit` comparisons with different results before the one numbered `before`, newest first, with their
    /// numbers.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn differences(
        &self,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(i64, Comparison)>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM comparisons WHERE differs = 1 AND number < ? ORDER BY number DESC LIMIT ?")
                .bind(before.unwrap_or(i64::MAX))
                .bind(limit as i64)
                .fetch_all(&self.readers)
                .await?;
        rows.iter().map(comparison).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// How often each pair of models was compared.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn compared(&self) -> Result<Vec<Compared>, StoreError> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT model_sha256, challenger_sha256, count(*), sum(differs) FROM comparisons
             GROUP BY challenger_sha256, model_sha256 ORDER BY max(number) DESC",
        )
        .fetch_all(&self.readers)
        .await?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let pair = |(model, challenger, scans, different)| Compared {
            model,
            challenger,
            scans: count(scans),
            different: count(different),
        };
        Ok(rows.into_iter().map(pair).collect())
    }
}

fn comparison(row: &SqliteRow) -> Result<(i64, Comparison), sqlx::Error> {
    let (model, challenger): (Json<Seen>, Json<Seen>) = (row.try_get("model")?, row.try_get("challenger")?);
    let comparison = Comparison {
        scan: scans::id(row, "scan")?,
        at: scans::moment(row, "at")?,
        model: model.0,
        challenger: challenger.0,
        differs: row.try_get("differs")?,
    };
    Ok((row.try_get("number")?, comparison))
}
