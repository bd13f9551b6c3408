//! Intakes that are there only when they are asked for: telegrams and watched folders.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use super::faults::Faults;
use crate::{
    args::{TelegramArgs, WatchArgs},
    intake::folder::{NamePattern, Naming},
};

/// How sorters are served.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TelegramSettings {
    pub(crate) listen: SocketAddr,
    /// Open connections; a further one is closed at once.
    pub(crate) connections: usize,
    /// How often the service says that it is alive.
    pub(crate) heart_beat: Duration,
    /// How old a scan may be that a request without a time means.
    pub(crate) track: Duration,
}

/// How a folder is watched.
#[derive(Clone, Debug)]
pub(crate) struct WatchSettings {
    pub(crate) folder: PathBuf,
    /// The lane of parcels whose files name none.
    pub(crate) lane: Option<String>,
    pub(crate) naming: Naming,
    /// Between two looks.
    pub(crate) poll: Duration,
    /// Without a change, after which a file is whole.
    pub(crate) settle: Duration,
    /// For files that are missing of a parcel.
    pub(crate) timeout: Duration,
}

impl TelegramSettings {
    /// What was asked for; none where nothing was. What makes no sense is a fault.
    pub(super) fn new(args: &TelegramArgs, faults: &mut Faults) -> Option<Self> {
        let connections = args.telegram_connections;
        if !(1..=10_000).contains(&connections) {
            faults.refuse("telegram-connections", format_args!("is {connections}, but must be from 1 to 10000"));
        }
        let heart_beat = faults.seconds_within("telegram-heart-beat", args.telegram_heart_beat, 0.1, 60.0);
        let track = faults.seconds("telegram-track", args.telegram_track);
        args.telegram.map(|listen| Self { listen, connections, heart_beat, track })
    }
}

impl WatchSettings {
    /// The folders that were asked for. A pattern or a limit that makes no sense is a fault, and a folder that is named
    /// twice.
    pub(super) fn new(args: &WatchArgs, faults: &mut Faults) -> Vec<Self> {
        let naming = match &args.watch_pattern {
            None => {
                if args.watch_views != 0 {
                    faults.refuse("watch-views", "is for `watch-pattern`; a side-car lists its views");
                }
                Naming::Sidecar
            }
            Some(pattern) => {
                let read = NamePattern::new(pattern, &args.watch_time_format).map_err(anyhow::Error::from);
                match faults.take("watch-pattern", read) {
                    Some(pattern) => Naming::Pattern { pattern, views: args.watch_views },
                    None => Naming::Sidecar,
                }
            }
        };
        let poll = faults.seconds("watch-poll", args.watch_poll);
        let settle = faults.seconds("watch-settle", args.watch_settle);
        let timeout = faults.seconds("watch-timeout", args.watch_timeout);
        if settle >= timeout {
            faults.refuse("watch-settle", "must be less than `watch-timeout`");
        }
        let mut watched: Vec<Self> = Vec::new();
        for given in &args.watch {
            let (lane, folder) = split(given);
            if folder.is_empty() {
                faults.refuse("watch", format_args!("'{given}' names no folder"));
                continue;
            }
            let folder = PathBuf::from(folder);
            // By name only: a share may not be mounted yet.
            let twice = watched.iter().any(|other| other.folder == folder);
            if twice {
                faults.refuse("watch", format_args!("names the folder '{}' twice", folder.display()));
            }
            let (lane, naming) = (lane.map(str::to_owned), naming.clone());
            watched.push(Self { folder, lane, naming, poll, settle, timeout });
        }
        watched
    }
}

/// `LANE=FOLDER`, or a folder alone. What holds a slash before the sign is a folder with such a sign in its name.
fn split(given: &str) -> (Option<&str>, &str) {
    match given.split_once('=') {
        Some((lane, folder)) if !lane.is_empty() && !lane.contains('/') => (Some(lane), folder),
        _ => (None, given),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_may_stand_before_a_folder() {
        assert_eq!(split("/data/in"), (None, "/data/in"));
        assert_eq!(split("3=/data/in"), (Some("3"), "/data/in"));
        assert_eq!(split("./a=b"), (None, "./a=b"));
        assert_eq!(split("=x"), (None, "=x"));
        assert_eq!(split("3="), (Some("3"), ""));
    }
}
