//! The parcels screened since the start, newest first, in memory.
//!
//! Both the number of records and the memory of their pictures are bounded: the oldest pictures go first, then the
//! oldest records. Nothing here survives a restart.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;
use screening_core::report::Report;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{config::RecordSettings, picture::Mask};

/// One parcel that was screened, or could not be.
#[derive(Debug)]
pub(crate) struct Record {
    /// Ordered by time (UUIDv7).
    pub(crate) id: Uuid,
    /// The parcel's code, where the line sent one.
    pub(crate) parcel: Option<String>,
    /// When its first byte arrived.
    pub(crate) received: SystemTime,
    /// The answer that was given.
    pub(crate) report: Report,
    /// The answer that came after UNKNOWN had been given for want of time.
    pub(crate) late: OnceLock<Report>,
    pictures: watch::Sender<Pictures>,
}

/// Where a record's pictures are.
#[derive(Clone, Debug)]
pub(crate) enum Pictures {
    /// Being encoded: the answer does not wait for it.
    Pending,
    /// One entry a view; none where the view could not be read.
    Kept(Arc<[Option<ViewPicture>]>),
    /// There are none: nothing was screened.
    Missing,
}

/// The pictures of one view.
#[derive(Clone, Debug)]
pub(crate) struct ViewPicture {
    /// The view as the detector saw it, PNG; none once it has left memory.
    pub(crate) png: Option<Bytes>,
    /// Where it is too dense to inspect.
    pub(crate) dense: Mask,
    /// The same, small.
    pub(crate) thumbnail: Bytes,
}

impl Record {
    /// A record whose pictures follow, or never come.
    pub(crate) fn new(
        id: Uuid,
        parcel: Option<String>,
        received: SystemTime,
        report: Report,
        pictures: Pictures,
    ) -> Self {
        Self { id, parcel, received, report, late: OnceLock::new(), pictures: watch::Sender::new(pictures) }
    }

    /// Where the pictures are now.
    pub(crate) fn pictures(&self) -> Pictures {
        self.pictures.borrow().clone()
    }

    /// The pictures, once they are encoded.
    pub(crate) async fn encoded(&self) -> Pictures {
        let mut watcher = self.pictures.subscribe();
        let encoded = watcher.wait_for(|pictures| !matches!(pictures, Pictures::Pending)).await;
        encoded.map_or(Pictures::Missing, |pictures| pictures.clone())
    }

    fn picture_bytes(&self) -> usize {
        match &*self.pictures.borrow() {
            Pictures::Kept(views) => views.iter().flatten().filter_map(|view| view.png.as_ref()).map(Bytes::len).sum(),
            Pictures::Pending | Pictures::Missing => 0,
        }
    }

    /// Gives the large pictures up and keeps the thumbnails.
    fn drop_pictures(&self) {
        self.pictures.send_modify(|pictures| {
            if let Pictures::Kept(views) = pictures {
                let small = |view: &Option<ViewPicture>| view.clone().map(|view| ViewPicture { png: None, ..view });
                *views = views.iter().map(small).collect();
            }
        });
    }
}

/// All records, newest first.
#[derive(Debug)]
pub(crate) struct Records {
    ring: Mutex<Ring>,
    settings: RecordSettings,
}

#[derive(Debug, Default)]
struct Ring {
    records: VecDeque<Arc<Record>>,
    picture_bytes: usize,
}

impl Records {
    /// No records yet.
    pub(crate) fn new(settings: RecordSettings) -> Self {
        Self { ring: Mutex::default(), settings }
    }

    /// Adds the newest record; the oldest one leaves when there are too many.
    pub(crate) fn insert(&self, record: Record) -> Arc<Record> {
        let record = Arc::new(record);
        let mut ring = self.ring();
        ring.records.push_front(Arc::clone(&record));
        while ring.records.len() > self.settings.max {
            if let Some(oldest) = ring.records.pop_back() {
                ring.picture_bytes -= oldest.picture_bytes();
            }
        }
        record
    }

    /// Adds the pictures of a record; those of the oldest records leave when there are too many.
    pub(crate) fn attach(&self, record: &Arc<Record>, pictures: Pictures) {
        let mut ring = self.ring();
        record.pictures.send_replace(pictures);
        if !ring.records.iter().any(|held| Arc::ptr_eq(held, record)) {
            // It has left already; whoever still holds it gets its pictures, and they go with it.
            return;
        }
        ring.picture_bytes += record.picture_bytes();
        let mut over = ring.picture_bytes.saturating_sub(self.settings.max_picture_bytes);
        let mut freed = 0;
        for oldest in ring.records.iter().rev() {
            if over == 0 {
                break;
            }
            let bytes = oldest.picture_bytes();
            oldest.drop_pictures();
            over = over.saturating_sub(bytes);
            freed += bytes;
        }
        ring.picture_bytes -= freed;
    }

    /// The record with this id, while it is kept.
    pub(crate) fn get(&self, id: Uuid) -> Option<Arc<Record>> {
        self.ring().records.iter().find(|record| record.id == id).cloned()
    }

    /// Up to `limit` of the records that are `wanted`, newest first, and whether more follow; only those after `before`
    /// where it is given and still kept, else none.
    pub(crate) fn list(
        &self,
        limit: usize,
        before: Option<Uuid>,
        wanted: impl Fn(&Record) -> bool,
    ) -> (Vec<Arc<Record>>, bool) {
        let ring = self.ring();
        let start = match before {
            None => 0,
            Some(id) => ring.records.iter().position(|record| record.id == id).map_or(ring.records.len(), |at| at + 1),
        };
        let mut following = ring.records.iter().skip(start).filter(|record| wanted(record));
        let page: Vec<_> = following.by_ref().take(limit).cloned().collect();
        let more = following.next().is_some();
        (page, more)
    }

    /// Records kept, and bytes of their pictures.
    pub(crate) fn size(&self) -> (usize, usize) {
        let ring = self.ring();
        (ring.records.len(), ring.picture_bytes)
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use screening_core::{
        report::{Ability, Decision, PolicyStamp, ReportType, Timings},
        verdict::Policy,
    };

    use super::*;

    fn report(policy: PolicyStamp) -> Report {
        Report {
            schema: Report::SCHEMA,
            report_type: ReportType::Machine,
            decision: Decision::Unknown,
            abort_reason: None,
            ability: Ability::NoInterference,
            reasons: Vec::new(),
            regions: Vec::new(),
            views: Vec::new(),
            model: None,
            policy,
            engine: None,
            timings: Timings::default(),
        }
    }

    fn add(records: &Records, bytes: usize) -> Arc<Record> {
        let report = report(Policy::default().stamp());
        let record = records.insert(Record::new(Uuid::now_v7(), None, SystemTime::now(), report, Pictures::Pending));
        let thumbnail = Bytes::from_static(b"small");
        let view = ViewPicture { png: Some(vec![0; bytes].into()), dense: Mask::default(), thumbnail };
        records.attach(&record, Pictures::Kept([Some(view)].into()));
        record
    }

    fn has_picture(record: &Record) -> bool {
        record.picture_bytes() > 0
    }

    #[test]
    fn the_oldest_pictures_leave_first_and_their_records_stay() {
        let records = Records::new(RecordSettings { max: 10, max_picture_bytes: 250 });
        let added: Vec<_> = (0..4).map(|_| add(&records, 100)).collect();
        assert_eq!(added.iter().map(|record| has_picture(record)).collect::<Vec<_>>(), [false, false, true, true]);
        assert_eq!(records.size(), (4, 200));
        let Pictures::Kept(views) = added[0].pictures() else { panic!("thumbnails stay") };
        assert_eq!(views[0].as_ref().unwrap().thumbnail, "small");
    }

    #[test]
    fn a_picture_larger_than_the_whole_limit_is_not_kept() {
        let records = Records::new(RecordSettings { max: 10, max_picture_bytes: 50 });
        let record = add(&records, 100);
        assert!(!has_picture(&record));
        assert_eq!(records.size(), (1, 0));
    }

    #[test]
    fn records_leave_with_their_pictures_counted() {
        let records = Records::new(RecordSettings { max: 2, max_picture_bytes: 1000 });
        let added: Vec<_> = (0..3).map(|_| add(&records, 100)).collect();
        assert_eq!(records.size(), (2, 200));
        assert!(records.get(added[0].id).is_none() && records.get(added[2].id).is_some());
        // Pictures that come after the record left count nowhere.
        records.attach(&added[0], Pictures::Missing);
        assert_eq!(records.size(), (2, 200));
    }

    #[test]
    fn pages_follow_each_other_newest_first() {
        let records = Records::new(RecordSettings { max: 10, max_picture_bytes: 0 });
        let added: Vec<_> = (0..3).map(|_| add(&records, 1).id).collect();
        let ids = |page: &[Arc<Record>]| page.iter().map(|record| record.id).collect::<Vec<_>>();
        let (page, more) = records.list(2, None, |_| true);
        assert_eq!((ids(&page), more), (vec![added[2], added[1]], true));
        let (page, more) = records.list(2, Some(added[1]), |_| true);
        assert_eq!((ids(&page), more), (vec![added[0]], false));
        let (page, more) = records.list(2, Some(Uuid::nil()), |_| true);
        assert_eq!((ids(&page), more), (vec![], false));
    }
}
