//! When a file is whole: its size and time have not changed for a while.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// What tells that a file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Bytes.
    pub(super) size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub(super) modified: i64,
}

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Watched {
    pub(super) name: String,
    pub(super) stamp: Stamp,
    /// For how long it has been seen as it is.
    pub(super) unchanged: Duration,
    /// Whether it is whole.
    pub(super) settled: bool,
}

/// Watches files until they are whole.
#[derive(Debug)]
pub(super) struct Settling {
    settle: Duration,
    files: BTreeMap<String, (Stamp, Instant)>,
}

impl Settling {
    /// Files are whole after this time without a change.
    pub(super) fn new(settle: Duration) -> Self {
        Self { settle, files: BTreeMap::new() }
    }

    /// Takes what the folder holds now; gives its files, the one that changed last at the end. The service's own clock
    /// is what counts: the times of files come from other machines.
    pub(super) fn observe(&mut self, now: Instant, listing: BTreeMap<String, Stamp>) -> Vec<Watched> {
        let before = std::mem::take(&mut self.files);
        let mut watched = Vec::with_capacity(listing.len());
        for (name, stamp) in listing {
            let since = match before.get(&name) {
                Some((known, since)) if *known == stamp => *since,
                _ => now,
            };
            let unchanged = now.saturating_duration_since(since);
            // A file that is seen for the first time may have grown the moment before.
            let settled = since != now && unchanged >= self.settle;
            watched.push(Watched { name: name.clone(), stamp, unchanged, settled });
            self.files.insert(name, (stamp, since));
        }
        watched.sort_by(|a, b| (a.stamp.modified, &a.name).cmp(&(b.stamp.modified, &b.name)));
        watched
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn settled(settling: &mut Settling, now: Instant, files: &[(&str, u64, i64)]) -> Vec<String> {
        let listing = files.iter().map(|&(name, size, modified)| (name.to_owned(), Stamp { size, modified })).collect();
        let watched = settling.observe(now, listing);
        watched.into_iter().filter(|file| file.settled).map(|file| file.name).collect()
    }

    #[test]
    fn a_file_is_whole_when_size_and_time_stay() {
        let (mut settling, begun) = (Settling::new(2 * SECOND), Instant::now());
        assert!(settled(&mut settling, begun, &[("a", 1, 1)]).is_empty());
        assert!(settled(&mut settling, begun + SECOND, &[("a", 1, 1)]).is_empty());
        assert!(settled(&mut settling, begun + 2 * SECOND, &[("a", 2, 1)]).is_empty(), "it has grown");
        assert!(settled(&mut settling, begun + 3 * SECOND, &[("a", 2, 1)]).is_empty());
        assert!(settled(&mut settling, begun + 4 * SECOND, &[("a", 2, 2)]).is_empty(), "it was written to");
        assert_eq!(settled(&mut settling, begun + 6 * SECOND, &[("a", 2, 2)]), ["a"]);
    }

    #[test]
    fn a_file_that_went_and_came_back_begins_anew() {
        let (mut settling, begun) = (Settling::new(SECOND), Instant::now());
        settled(&mut settling, begun, &[("a", 1, 1)]);
        assert!(settled(&mut settling, begun + SECOND, &[]).is_empty());
        assert!(settled(&mut settling, begun + 2 * SECOND, &[("a", 1, 1)]).is_empty());
        assert_eq!(settled(&mut settling, begun + 3 * SECOND, &[("a", 1, 1)]), ["a"]);
    }

    #[test]
    fn no_file_is_whole_at_first_sight() {
        let (mut settling, begun) = (Settling::new(Duration::ZERO), Instant::now());
        assert!(settled(&mut settling, begun, &[("a", 1, 1)]).is_empty());
        assert_eq!(settled(&mut settling, begun + SECOND, &[("a", 1, 1)]), ["a"]);
    }

    #[test]
    fn the_oldest_comes_first() {
        let (mut settling, begun) = (Settling::new(SECOND), Instant::now());
        let files = [("a", 1, 30), ("b", 1, 10), ("c", 1, 10), ("d", 1, 20)];
        settled(&mut settling, begun, &files);
        assert_eq!(settled(&mut settling, begun + SECOND, &files), ["b", "c", "d", "a"]);
    }
}
