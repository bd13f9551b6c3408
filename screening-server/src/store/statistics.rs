//! Figures of what is kept: scans by lane, decisions of people, outcomes.

use std::str::FromStr as _;

use jiff::Timestamp;
use screening_core::taxonomy::ThreatClass;
use sqlx::{QueryBuilder, Row as _, Sqlite, sqlite::SqliteRow};

use super::{Store, StoreError, quality::count, scans};
use crate::records::{
    Bucket, DecisionBucket, DecisionFigures, DecisionGroup, FoundClass, LaneFigures, OutcomeFigures, OutcomeLane,
};

impl Store {
    /// What each lane did with scans that came in from a moment on.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn lane_figures(&self, since: Timestamp) -> Result<Vec<LaneFigures>, StoreError> {
        let rows = sqlx::query(
            "SELECT lane, count(*) AS scans,
                    count(*) FILTER (WHERE decision = 'ALARM') AS alarm,
                    count(*) FILTER (WHERE decision = 'CLEAR') AS clear,
                    count(*) FILTER (WHERE decision = 'UNKNOWN') AS unknown,
                    count(*) FILTER (WHERE decision = 'UNKNOWN' AND abort_reason = 'TIMEOUT') AS missed
             FROM scans WHERE id >= ? AND received >= ? GROUP BY lane ORDER BY lane",
        )
        .bind(scans::id_at(since, -1))
        .bind(since.as_millisecond())
        .fetch_all(&self.readers)
        .await?;
        let lane = |row: &SqliteRow| {
            Ok::<_, sqlx::Error>(LaneFigures {
                lane: row.try_get("lane")?,
                scans: count(row, "scans")?,
                alarm: count(row, "alarm")?,
                clear: count(row, "clear")?,
                unknown: count(row, "unknown")?,
                missed_deadlines: count(row, "missed")?,
            })
        };
        rows.iter().map(lane).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Decisions about parcels of the lines from a moment up to another, by stretches of time; those without a decision
    /// are left out.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn decision_figures(
        &self,
        from: Timestamp,
        to: Timestamp,
        bucket: Bucket,
        group: Option<DecisionGroup>,
    ) -> Result<Vec<DecisionBucket>, StoreError> {
        let column = match group {
            None => "NULL",
            Some(DecisionGroup::Lane) => "decisions.lane",
            Some(DecisionGroup::Model) => "decisions.model",
            Some(DecisionGroup::Operator) => "decisions.decided_by",
        };
        let mut query = QueryBuilder::<Sqlite>::new("SELECT (decisions.at + ");
        query.push_bind(bucket.offset()).push(") / ").push_bind(bucket.milliseconds());
        query.push(" * ").push_bind(bucket.milliseconds()).push(" - ").push_bind(bucket.offset());
        query.push(" AS start, ").push(column).push(
            " AS of,
             count(*) FILTER (WHERE action = 'clear') AS clear,
             count(*) FILTER (WHERE action = 'open') AS open,
             count(*) FILTER (WHERE action = 'escalate') AS escalate,
             count(*) FILTER (WHERE action = 'second_opinion') AS second_opinion,
             count(*) FILTER (WHERE action = 'not_reviewed') AS not_reviewed,
             coalesce(sum(took_ms) FILTER (WHERE action <> 'not_reviewed'), 0) AS took_ms,
             count(*) FILTER (WHERE settles = 1 AND machine_decision = 'ALARM' AND action IN ('clear', 'open')) AS alarms,
             count(*) FILTER (WHERE settles = 1 AND machine_decision = 'ALARM' AND action = 'clear') AS overridden,
             count(*) FILTER (WHERE action = 'open' AND found IS NOT NULL) AS opened,
             count(*) FILTER (WHERE action = 'open' AND found = 1) AS found
             FROM decisions LEFT JOIN newest_outcomes ON newest_outcomes.scan = decisions.scan_id
             WHERE purpose = 'line' AND undone_at IS NULL AND decisions.at >= ",
        );
        query.push_bind(from.as_millisecond()).push(" AND decisions.at < ").push_bind(to.as_millisecond());
        query.push(" GROUP BY 1, 2 ORDER BY 1, 2");
        let rows = query.build().fetch_all(&self.readers).await?;
        rows.iter().map(bucket_of).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// What opening showed, of outcomes whose newest version was recorded from a moment up to another, and how many
    /// parcels were to be opened then without an outcome on record.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn outcome_figures(&self, from: Timestamp, to: Timestamp) -> Result<OutcomeFigures, StoreError> {
        let (from, to) = (from.as_millisecond(), to.as_millisecond());
        let lanes = sqlx::query(
            "SELECT lane, count(*) AS recorded, sum(found) AS found
             FROM newest_outcomes JOIN scans ON scans.id = newest_outcomes.scan
             WHERE at >= ? AND at < ? GROUP BY lane ORDER BY lane",
        );
        let lanes = lanes.bind(from).bind(to).fetch_all(&self.readers).await?;
        let classes = sqlx::query(
            "SELECT json_extract(item.value, '$.class') AS class, count(DISTINCT scan) AS parcels,
                    sum(json_extract(item.value, '$.quantity')) AS pieces
             FROM newest_outcomes, json_each(body, '$.items') AS item
             WHERE at >= ? AND at < ? GROUP BY 1",
        );
        let classes = classes.bind(from).bind(to).fetch_all(&self.readers).await?;
        let missing: i64 = sqlx::query_scalar(
            "SELECT count(DISTINCT scan_id) FROM decisions
             WHERE at >= ? AND at < ? AND action = 'open' AND settles = 1 AND undone_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM outcomes WHERE outcomes.scan = decisions.scan_id)",
        )
        .bind(from)
        .bind(to)
        .fetch_one(&self.readers)
        .await?;
        let lane = |row: &SqliteRow| {
            let (recorded, found) = (count(row, "recorded")?, count(row, "found")?);
            Ok::<_, sqlx::Error>(OutcomeLane { lane: row.try_get("lane")?, recorded, found })
        };
        let mut classes: Vec<FoundClass> = classes.iter().map(found).collect::<Result<_, _>>()?;
        classes.sort_by_key(|found| ThreatClass::ALL.iter().position(|class| *class == found.class));
        Ok(OutcomeFigures {
            lanes: lanes.iter().map(lane).collect::<Result<_, _>>()?,
            classes,
            missing: u64::try_from(missing).unwrap_or_default(),
        })
    }
}

fn bucket_of(row: &SqliteRow) -> Result<DecisionBucket, sqlx::Error> {
    Ok(DecisionBucket {
        start: scans::moment(row, "start")?,
        group: row.try_get("of")?,
        figures: DecisionFigures {
            clear: count(row, "clear")?,
            open: count(row, "open")?,
            escalate: count(row, "escalate")?,
            second_opinion: count(row, "second_opinion")?,
            not_reviewed: count(row, "not_reviewed")?,
            took_ms: count(row, "took_ms")?,
            alarms: count(row, "alarms")?,
            overridden: count(row, "overridden")?,
            opened: count(row, "opened")?,
            found: count(row, "found")?,
        },
    })
}

fn found(row: &SqliteRow) -> Result<FoundClass, sqlx::Error> {
    let class: String = row.try_get("class")?;
    let class = ThreatClass::from_str(&class).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(FoundClass { class, parcels: count(row, "parcels")?, pieces: count(row, "pieces")? })
}
