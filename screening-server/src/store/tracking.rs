//! Which scan a parcel on a lane is: for those who know its code and not its id.

use jiff::{Span, Timestamp};
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::{Store, StoreError, scans};
use crate::codes::ParcelCode;

/// How long an announcement is kept.
const KEPT_DAYS: i64 = 7;

/// A parcel as a lane knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tracked {
    /// Its code as it was sent.
    pub(crate) parcel: String,
    /// The time of its scan, where the lane knows it.
    pub(crate) scanned: Option<Timestamp>,
    /// The lane; none for any.
    pub(crate) lane: Option<String>,
    /// Without a time of the scan: nothing that was received before this is meant.
    pub(crate) since: Timestamp,
}

/// What is known of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Track {
    /// Its newest scan.
    Scan(Uuid),
    /// It was announced, but there is no scan of it.
    Announced,
    /// Nothing.
    Lost,
}

impl Store {
    /// Notes that a parcel was scanned; it is on disk when this returns. Told again, it changes nothing.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn expect_parcel(
        &self,
        parcel: &str,
        scanned: Timestamp,
        lane: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let oldest = now.checked_sub(Span::new().hours(24 * KEPT_DAYS)).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM announcements WHERE received < ?")
            .bind(oldest.as_millisecond())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO announcements (parcel_key, scanned, lane, received) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(ParcelCode::read(parcel).key)
        .bind(scanned.as_millisecond())
        .bind(lane)
        .bind(now.as_millisecond())
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Finds the scan that is meant by a parcel on a lane: with a time, that of the code and time; without one, the
    /// newest of the code that was taken no earlier than the code's newest announcement.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn track(&self, tracked: &Tracked) -> Result<Track, StoreError> {
        let key = ParcelCode::read(&tracked.parcel).key;
        let exact = tracked.scanned.map(|moment| moment.as_millisecond());
        let since = tracked.since.as_millisecond();
        let announced: Option<i64> = sqlx::query_scalar(
            "SELECT max(scanned) FROM announcements
             WHERE parcel_key = ?1 AND (?2 IS NULL OR scanned = ?2) AND (?2 IS NOT NULL OR received >= ?3)
                   AND (?4 IS NULL OR lane = '' OR lane = ?4)",
        )
        .bind(&key)
        .bind(exact)
        .bind(since)
        .bind(&tracked.lane)
        .fetch_one(&self.readers)
        .await?;
        let scan = match exact {
            Some(scanned) => {
                let query = "SELECT id FROM scans
                             WHERE parcel_key = ?1 AND scanned = ?2 AND (?3 IS NULL OR lane IS NULL OR lane = ?3)";
                sqlx::query(query).bind(&key).bind(scanned).bind(&tracked.lane).fetch_optional(&self.readers).await?
            }
            None => self.newest(&key, tracked, announced).await?,
        };
        Ok(match scan {
            Some(row) => Track::Scan(scans::id(&row, "id")?),
            None if announced.is_some() => Track::Announced,
            None => Track::Lost,
        })
    }

    /// The newest scan of a code. Looked for among few candidates, since this is asked again and again while a sorter
    /// waits, and a code that stands for "not read" may have very many scans.
    async fn newest(
        &self,
        key: &str,
        tracked: &Tracked,
        announced: Option<i64>,
    ) -> Result<Option<SqliteRow>, StoreError> {
        // What a sorter was told for want of a scan is recorded as one, but it is none that a sorter waits for. A code
        // whose scan has no time of its own is found as it was sent.
        let query = "
            SELECT id FROM (
                SELECT * FROM (SELECT id, lane, received, scanned FROM scans
                               WHERE parcel_key = ?1 ORDER BY scanned DESC LIMIT 50)
                UNION
                SELECT * FROM (SELECT id, lane, received, scanned FROM scans
                               WHERE parcel = ?1 AND id >= ?3 AND source <> 'telegram' ORDER BY id DESC LIMIT 50)
                UNION
                SELECT * FROM (SELECT id, lane, received, scanned FROM scans
                               WHERE parcel = ?2 AND id >= ?3 AND source <> 'telegram' ORDER BY id DESC LIMIT 50))
            WHERE (?4 IS NULL OR lane IS NULL OR lane = ?4) AND received >= ?5 AND scanned >= coalesce(?6, scanned)
            ORDER BY id DESC LIMIT 1";
        let since = tracked.since.as_millisecond();
        // Ids begin with their time; a second is for a clock that was read twice.
        let first = Uuid::from_u128(u128::from(u64::try_from(since - 1000).unwrap_or_default()) << 80);
        Ok(sqlx::query(query)
            .bind(key)
            .bind(&tracked.parcel)
            .bind(first.to_string())
            .bind(&tracked.lane)
            .bind(since)
            .bind(announced)
            .fetch_optional(&self.readers)
            .await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock,
        intake::{Declared, Source},
        store::NewScan,
    };

    const NOON: i64 = 1_772_366_400_000;

    fn at(seconds: i64) -> Timestamp {
        clock::from_milliseconds(NOON + 1000 * seconds)
    }

    async fn enter(store: &Store, parcel: &str, lane: Option<&str>, scanned: Option<i64>, received: i64) -> Uuid {
        // Ids grow with time.
        let id = Uuid::from_u128((u128::from(at(received).as_millisecond().unsigned_abs()) << 80) | 1);
        let scan = NewScan {
            id,
            source: Source::Http,
            received: at(received),
            scanned: at(scanned.unwrap_or(received)),
            parcel: Some(parcel.to_owned()),
            parcel_key: scanned.map(|_| ParcelCode::read(parcel).key),
            lane: lane.map(str::to_owned),
            declared: Declared::default(),
            idempotency_key: None,
            fingerprint: None,
            deadline: at(received + 30),
            views: Vec::new(),
        };
        store.enter(&scan).await.unwrap();
        id
    }

    fn asked(parcel: &str, lane: Option<&str>, scanned: Option<i64>) -> Tracked {
        let (parcel, lane) = (parcel.to_owned(), lane.map(str::to_owned));
        Tracked { parcel, scanned: scanned.map(at), lane, since: at(-600) }
    }

    #[tokio::test]
    async fn a_parcel_is_its_newest_scan_on_its_lane() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let old = enter(&store, "rr 473124829 gb", Some("3"), Some(-7200), -7000).await;
        let first = enter(&store, "RR473124829GB", Some("3"), Some(-60), -50).await;
        let second = enter(&store, "RR473124829GB", None, None, -10).await;
        let track = async |tracked: Tracked| store.track(&tracked).await.unwrap();

        assert_eq!(track(asked(" RR473124829GB", Some("3"), None)).await, Track::Scan(second));
        assert_eq!(track(asked("RR473124829GB", Some("3"), Some(-60))).await, Track::Scan(first));
        // A named time has no age.
        assert_eq!(track(asked("RR473124829GB", None, Some(-7200))).await, Track::Scan(old));
        assert_eq!(track(asked("RR473124829GB", Some("4"), Some(-60))).await, Track::Lost);
        assert_eq!(track(asked("RR473124829GB", None, Some(-61))).await, Track::Lost);
        assert_eq!(track(asked("XX", None, None)).await, Track::Lost);
    }

    #[tokio::test]
    async fn scans_before_the_newest_announcement_are_not_meant() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        enter(&store, "A", None, Some(-100), -99).await;
        for _ in 0..2 {
            store.expect_parcel("a", at(-5), "3", at(-4)).await.unwrap();
        }
        let track = async |tracked: Tracked| store.track(&tracked).await.unwrap();
        assert_eq!(track(asked("A", Some("3"), None)).await, Track::Announced);
        assert_eq!(track(asked("A", Some("3"), Some(-5))).await, Track::Announced);
        let scan = enter(&store, "A", Some("3"), Some(-5), 1).await;
        assert_eq!(track(asked("A", Some("3"), None)).await, Track::Scan(scan));
        assert_eq!(track(asked("A", Some("3"), Some(-5))).await, Track::Scan(scan));
    }

    #[tokio::test]
    async fn old_announcements_go() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        store.expect_parcel("A", at(0), "", at(0)).await.unwrap();
        store.expect_parcel("B", at(1), "", at(3600 * 24 * 8)).await.unwrap();
        assert_eq!(store.track(&asked("A", None, Some(0))).await.unwrap(), Track::Lost);
        assert_eq!(store.track(&asked("B", None, Some(1))).await.unwrap(), Track::Announced);
    }
}
