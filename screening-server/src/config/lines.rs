//! Intakes that are there only when they are asked for: telegrams and watched folders.

use std::{
    fs,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, ensure};
use ipnet::IpNet;

use super::faults::Faults;
use crate::{
    args::{TelegramArgs, WatchArgs},
    auth::SecretHash,
    intake::folder::{NamePattern, Naming},
};

/// Shortest key of sorters, in bytes: a shorter one could be guessed.
const SHORTEST_KEY: usize = 16;

/// Longest key of sorters, in bytes: it is a text of a telegram.
const LONGEST_KEY: usize = 128;

/// How sorters are served.
#[derive(Clone, Debug)]
pub(crate) struct TelegramSettings {
    pub(crate) listen: SocketAddr,
    /// Where sorters may connect from; empty for everywhere.
    pub(crate) peers: Vec<IpNet>,
    /// What they prove themselves with; none where they need not.
    pub(crate) key: Option<SecretHash>,
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
        let peers: Vec<IpNet> = args.telegram_peers.iter().filter_map(|text| peer(text, faults)).collect();
        let key = args.telegram_key_file.as_deref().and_then(|file| faults.take("telegram-key-file", key(file)));
        let listen = args.telegram?;
        let asks_nothing = args.telegram_peers.is_empty() && args.telegram_key_file.is_none();
        if asks_nothing && !listen.ip().is_loopback() {
            let why = "which others can reach, and anyone there could ask as a sorter. Name the sorters' addresses in \
                       `telegram-peers`, give them a key (`telegram-key-file`), or listen on 127.0.0.1";
            faults.refuse("telegram", format_args!("is {listen}, {why}"));
        }
        Some(Self { listen, peers, key, connections, heart_beat, track })
    }

    /// Whether a sorter may connect from there.
    pub(crate) fn admits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.peers.is_empty() || self.peers.iter().any(|network| network.contains(&address))
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

/// An address or a network.
fn peer(text: &str, faults: &mut Faults) -> Option<IpNet> {
    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    match network {
        Ok(network) if network.prefix_len() > 0 => Some(network),
        Ok(_) => {
            faults.refuse("telegram-peers", format_args!("holds '{text}', which is everyone"));
            None
        }
        Err(_) => {
            let like = "an address or a network, as 10.0.3.7 or 10.0.4.0/24";
            faults.refuse("telegram-peers", format_args!("holds '{text}', but must hold {like}"));
            None
        }
    }
}

/// The key in a file, as its hash.
fn key(file: &Path) -> anyhow::Result<SecretHash> {
    let text = fs::read_to_string(file).with_context(|| format!("'{}' cannot be read", file.display()))?;
    let key = text.trim();
    let fits = (SHORTEST_KEY..=LONGEST_KEY).contains(&key.len()) && !key.chars().any(char::is_control);
    ensure!(fits, "the key in '{}' must be one line of {SHORTEST_KEY} to {LONGEST_KEY} bytes", file.display());
    Ok(SecretHash::of(key))
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
    fn sorters_come_from_the_networks_that_are_listed() {
        let mut faults = Faults::default();
        let args = TelegramArgs {
            telegram: Some("0.0.0.0:9410".parse().unwrap()),
            telegram_peers: ["10.0.3.7", "10.0.4.0/24", "2001:db8::/64"].map(str::to_owned).to_vec(),
            telegram_key_file: None,
            telegram_connections: 1,
            telegram_heart_beat: 1.0,
            telegram_track: 1.0,
        };
        let settings = TelegramSettings::new(&args, &mut faults).unwrap();
        assert!(faults.found().is_empty(), "{faults}");
        let admits = |address: &str| settings.admits(address.parse().unwrap());
        assert!(admits("10.0.3.7") && admits("10.0.4.200") && admits("::ffff:10.0.3.7") && admits("2001:db8::9"));
        assert!(!admits("10.0.3.8") && !admits("127.0.0.1") && !admits("2001:db9::9"));
        for wrong in ["0.0.0.0/0", "::/0", "sorter", "10.0.0.0/33"] {
            let mut faults = Faults::default();
            TelegramSettings::new(
                &TelegramArgs { telegram_peers: vec![wrong.to_owned()], ..args.clone() },
                &mut faults,
            );
            assert!(faults.found()[0].contains("telegram-peers holds"), "{faults}");
        }
    }

    #[test]
    fn a_lane_may_stand_before_a_folder() {
        assert_eq!(split("/data/in"), (None, "/data/in"));
        assert_eq!(split("3=/data/in"), (Some("3"), "/data/in"));
        assert_eq!(split("./a=b"), (None, "./a=b"));
        assert_eq!(split("=x"), (None, "=x"));
        assert_eq!(split("3="), (Some("3"), ""));
    }
}
