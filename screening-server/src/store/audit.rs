//! The audit trail: a table that only grows, each row linked to the one before.

use std::{path::Path, sync::Arc, time::Duration};

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use screening_core::report::{Report, ReportType};
use sha2::{Digest as _, Sha256};
use sqlx::{
    ConnectOptions as _, QueryBuilder, Row as _, Sqlite, Transaction,
    sqlite::{SqliteConnectOptions, SqliteRow},
};
use thiserror::Error;

use super::{DATABASE, Store, StoreError, scans};
use crate::{
    audit::{
        Action, Actor, Anchor, AnchorError, Details, Digest, Entry, Fault, Head, NewEntry, Verifier, scan_subject,
    },
    clock,
};

/// How often the anchor is moved on.
const ANCHOR_EVERY: Duration = Duration::from_millis(500);

/// Which entries are listed. Empty fields ask for nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct AuditFilter {
    /// Those older than this entry.
    pub(crate) before: Option<u64>,
    /// Those of this actor.
    pub(crate) actor: Option<String>,
    /// Those of this action.
    pub(crate) action: Option<String>,
    /// Those about this.
    pub(crate) subject: Option<String>,
    /// Those made then or later.
    pub(crate) from: Option<Timestamp>,
    /// Those made before.
    pub(crate) to: Option<Timestamp>,
    /// Those with this text anywhere in them, whatever its case (of letters without accents).
    pub(crate) text: Option<String>,
}

/// What a check of the whole trail found.
#[derive(Debug)]
pub(crate) struct Verified {
    /// The trail's end.
    pub(crate) head: Head,
    /// What the anchor held; none where there is none.
    pub(crate) anchor: Option<Head>,
    /// Everything that is wrong.
    pub(crate) faults: Vec<Fault>,
}

/// Why the trail could not be checked.
#[derive(Debug, Error)]
pub(crate) enum VerifyError {
    #[error("there is no database '{0}'; name the service's data folder with --data")]
    NoDatabase(String),
    #[error("the audit trail cannot be read: {0}")]
    Store(#[from] StoreError),
    #[error(transparent)]
    Anchor(#[from] AnchorError),
}

impl Store {
    /// Enters something into the trail. It is on disk when this returns.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn record(&self, entry: NewEntry) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        append(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    /// Up to `limit` entries, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn audit(&self, filter: &AuditFilter, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT * FROM audit WHERE 1");
        if let Some(before) = filter.before {
            query.push(" AND number < ").push_bind(before as i64);
        }
        for (condition, value) in
            [(" AND actor = ", &filter.actor), (" AND action = ", &filter.action), (" AND subject = ", &filter.subject)]
        {
            if let Some(value) = value {
                query.push(condition).push_bind(value.clone());
            }
        }
        for (condition, moment) in [(" AND at >= ", filter.from), (" AND at < ", filter.to)] {
            if let Some(moment) = moment {
                query.push(condition).push_bind(moment.as_millisecond());
            }
        }
        if let Some(text) = &filter.text {
            query.push(
                " AND instr(lower(actor || char(10) || action || char(10) || subject || char(10) || details), lower(",
            );
            query.push_bind(text.clone()).push(")) > 0");
        }
        query.push(" ORDER BY number DESC LIMIT ").push_bind(limit as i64);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(entry).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Up to `limit` entries of some actions before the one numbered `before`, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn audit_of(
        &self,
        actions: &[Action],
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT * FROM audit WHERE number < ");
        query.push_bind(before.map_or(i64::MAX, |before| before as i64)).push(" AND action IN (");
        let mut list = query.separated(", ");
        for action in actions {
            list.push_bind(action.name());
        }
        query.push(") ORDER BY number DESC LIMIT ").push_bind(limit as i64);
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(entry).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// All entries from the first that is about a scan up to the newest, oldest first; none where none is about it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn audit_since_scan(&self, scan: impl std::fmt::Display) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM audit WHERE number >= (SELECT min(number) FROM audit WHERE subject = ?) ORDER BY number",
        )
        .bind(scan_subject(scan))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(entry).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// All reports about a scan, in the order in which they were made, as they are kept: their hashes stand in the trail.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn report_texts(&self, scan: impl std::fmt::Display) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT body FROM reports WHERE scan = ? ORDER BY id")
            .bind(scan.to_string())
            .fetch_all(&self.readers)
            .await?)
    }

    /// The trail's end.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn audit_head(&self) -> Result<Head, StoreError> {
        let row = sqlx::query(LAST).fetch_optional(&self.readers).await?;
        Ok(row.as_ref().map(entry).transpose()?.map_or(Head::EMPTY, |entry| entry.head()))
    }

    /// Writes the trail's end into the anchor.
    pub(crate) async fn advance_anchor(&self) {
        let advanced = match self.audit_head().await {
            Ok(head) => Anchor::of(&self.folder).advance(head).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = advanced {
            tracing::error!(%error, "the audit trail's anchor could not be moved on");
        }
    }

    /// Compares the anchor with the trail, as the last run left them. Where they do not fit, the trail gets an entry that
    /// says so, for good, and the anchor begins again there.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn check_anchor(&self) -> Result<(), StoreError> {
        let anchor = Anchor::of(&self.folder);
        let head = self.audit_head().await?;
        let found = match anchor.read() {
            Ok(Some(seen)) if self.audit_has(seen).await? => {
                tracing::info!(%head, anchor = %seen, "the audit trail fits its anchor");
                return Ok(());
            }
            // Written at once: a kill before its first move must not look like a deletion.
            Ok(None) if head == Head::EMPTY => {
                if let Err(error) = anchor.set(head) {
                    tracing::error!(%error, "the audit trail's anchor could not be set");
                }
                return Ok(());
            }
            Ok(Some(seen)) => seen.to_string(),
            Ok(None) => "none".to_owned(),
            Err(error) => error.to_string(),
        };
        tracing::error!(
            anchor = found,
            %head,
            "the audit trail does not fit its anchor: entries were cut off or changed, or the anchor was. Run \
             `screening audit verify`"
        );
        let details = Details::none().with("anchor", found).with("head", head);
        self.record(NewEntry::about_service(Action::AnchorMismatch, details)).await?;
        if let Err(error) = anchor.set(self.audit_head().await?) {
            tracing::error!(%error, "the audit trail's anchor could not be set");
        }
        Ok(())
    }

    async fn audit_has(&self, head: Head) -> Result<bool, StoreError> {
        if head == Head::EMPTY {
            return Ok(true);
        }
        let hash: Option<String> = sqlx::query_scalar("SELECT hash FROM audit WHERE number = ?")
            .bind(head.number as i64)
            .fetch_optional(&self.readers)
            .await?;
        Ok(hash == Some(head.hash.to_string()))
    }
}

const LAST: &str = "SELECT * FROM audit ORDER BY number DESC LIMIT 1";

/// Moves the anchor on, now and then.
pub(crate) async fn keep_anchor(store: Arc<Store>) {
    let mut known = Head::EMPTY;
    let mut tick = tokio::time::interval(ANCHOR_EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        match store.audit_head().await {
            Ok(head) if head == known => {}
            Ok(head) => {
                store.advance_anchor().await;
                known = head;
            }
            Err(error) => tracing::error!(%error, "the audit trail's end cannot be read"),
        }
    }
}

/// Enters something together with what it tells of: both are on disk when the transaction is committed, or neither.
pub(super) async fn append(transaction: &mut Transaction<'static, Sqlite>, new: NewEntry) -> Result<(), StoreError> {
    let last = sqlx::query(LAST).fetch_optional(&mut **transaction).await?;
    let last = last.as_ref().map(entry).transpose()?.map_or(Head::EMPTY, |entry| entry.head());
    let entry = Entry {
        number: last.number + 1,
        at: clock::now(),
        actor: new.actor.as_str().to_owned(),
        action: new.action.name().to_owned(),
        subject: new.subject,
        details: new.details.as_str().to_owned(),
        previous: Digest::ZERO,
        hash: Digest::ZERO,
    }
    .linked(last.hash);
    sqlx::query(
        "INSERT INTO audit (number, at, actor, action, subject, details, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.number as i64)
    .bind(entry.at.as_millisecond())
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.subject)
    .bind(entry.details)
    .bind(entry.previous.to_string())
    .bind(entry.hash.to_string())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Enters a report that was just kept as the row `row`: what was decided, by which model and policy, on which pictures,
/// and the hash of the whole report.
pub(super) async fn decided(
    transaction: &mut Transaction<'static, Sqlite>,
    scan: &str,
    row: i64,
    report: &Report,
    late: bool,
) -> Result<(), StoreError> {
    let body: String =
        sqlx::query_scalar("SELECT body FROM reports WHERE id = ?").bind(row).fetch_one(&mut **transaction).await?;
    let pictures: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT picture, high FROM views WHERE scan = ? ORDER BY number")
            .bind(scan)
            .fetch_all(&mut **transaction)
            .await?;
    let pictures: Vec<String> =
        pictures.into_iter().flat_map(|(picture, high)| std::iter::once(picture).chain(high)).collect();
    let report_type = match report.report_type {
        ReportType::Machine => "MACHINE",
        ReportType::Operator => "OPERATOR",
        ReportType::GroundTruth => "GROUND_TRUTH",
    };
    let details = Details::none()
        .with("decision", report.decision.name())
        .with_some("abort_reason", report.abort_reason.map(|reason| reason.name()))
        .with("report_type", report_type)
        .with("late", late)
        .with("policy", format!("{} {}", report.policy.name, report.policy.version))
        .with_some("model", report.model.as_ref().map(|model| format!("{} {}", model.name, model.version)))
        .with_some("model_sha256", report.model.as_ref().map(|model| &model.sha256))
        .with("report_sha256", sha256(body.as_bytes()))
        .with("pictures_sha256", pictures.join(","));
    append(transaction, NewEntry::about_scan(Actor::service(), Action::ScanDecided, scan, details)).await
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Checks the whole trail of a data folder, whether or not a service uses it. `seen` are heads that were noted elsewhere.
///
/// # Errors
/// [`VerifyError`] when it cannot be read.
pub(crate) async fn verify(folder: &Path, seen: &[Head]) -> Result<Verified, VerifyError> {
    let path = folder.join(DATABASE);
    if !path.is_file() {
        return Err(VerifyError::NoDatabase(path.display().to_string()));
    }
    // Read first: while the service runs, the trail grows, and the anchor must not be ahead of what is read.
    let anchor = Anchor::of(folder).read()?;
    let options = SqliteConnectOptions::new().filename(&path).read_only(true);
    let mut connection = options.connect().await.map_err(StoreError::from)?;
    let mut verifier = Verifier::new(anchor.into_iter().chain(seen.iter().copied()));
    // One statement, so one state of the database.
    let mut rows = sqlx::query("SELECT * FROM audit ORDER BY number").fetch(&mut connection);
    while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
        verifier.take(&entry(&row).map_err(StoreError::from)?);
    }
    let (head, faults) = verifier.end();
    Ok(Verified { head, anchor, faults })
}

fn entry(row: &SqliteRow) -> Result<Entry, sqlx::Error> {
    // What is no hash fits no chain.
    let digest = |column| Ok::<_, sqlx::Error>(Digest::parse(row.try_get(column)?).unwrap_or(Digest::ZERO));
    let number: i64 = row.try_get("number")?;
    Ok(Entry {
        number: u64::try_from(number).unwrap_or_default(),
        at: scans::moment(row, "at")?,
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        subject: row.try_get("subject")?,
        details: row.try_get("details")?,
        previous: digest("previous")?,
        hash: digest("hash")?,
    })
}
