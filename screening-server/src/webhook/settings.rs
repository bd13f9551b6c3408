//! The file that names the hooks (TOML; docs/webhooks.md has a whole one).

use std::{
    collections::HashSet,
    env, fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use hyper::Uri;
use ipnet::IpNet;
use serde::Deserialize;
use thiserror::Error;

use super::{
    address::may_reach,
    schedule::Schedule,
    sign::{Secret, SecretError},
};
use crate::store::EventKind;

/// Where deliveries go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WebhookSettings {
    /// Each with a name of its own.
    pub(crate) hooks: Vec<Hook>,
    /// The site's own networks that hooks may reach.
    pub(crate) allowed: Vec<IpNet>,
}

/// One receiver.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hook {
    /// How it is called in lists and in the log.
    pub(crate) name: String,
    /// Where it listens.
    pub(crate) target: Target,
    /// What deliveries are signed with.
    pub(crate) secret: Secret,
    /// What it is told of.
    pub(crate) events: Vec<EventKind>,
    /// Of which lanes; none for all, and for parcels without a lane.
    pub(crate) lanes: Option<Vec<String>>,
    /// For a whole delivery.
    pub(crate) timeout: Duration,
    /// Deliveries at a time.
    pub(crate) concurrency: usize,
    /// When one that failed is tried again.
    pub(crate) schedule: Schedule,
}

/// The parts of a hook's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// As it was written.
    pub(crate) url: String,
    /// Whether the connection is encrypted.
    pub(crate) tls: bool,
    /// A name or an address, without brackets.
    pub(crate) host: String,
    /// The port.
    pub(crate) port: u16,
    /// For the header `host`.
    pub(crate) authority: String,
    /// Path and query.
    pub(crate) path: String,
}

/// Why hooks cannot be used, with what to do.
#[derive(Debug, Error)]
pub(crate) enum WebhookError {
    #[error("the file of webhooks '{}' cannot be read", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("in the file of webhooks '{}'", .0.display())]
    Malformed(PathBuf, #[source] toml::de::Error),
    #[error("the webhook '{hook}': {fault}")]
    Hook { hook: String, fault: HookFault },
}

/// What is wrong with one hook.
#[derive(Debug, Error)]
pub(crate) enum HookFault {
    #[error("its name must be of 1 to 64 letters, digits, '-', '_' and '.', and no other hook's")]
    Name,
    #[error("'{0}' is no address of a receiver: write http or https, a host, no user and no fragment")]
    Url(String),
    #[error(
        "{0} is an address that only this machine or site can reach. If the receiver belongs to the site, add its \
         network to 'allow'"
    )]
    Address(IpAddr),
    #[error("name its secret with either secret_file or secret_env")]
    NoSecret,
    #[error("its secret file '{}' cannot be read: {}", .0.display(), .1)]
    SecretFile(PathBuf, io::Error),
    #[error("the environment variable {0}, which is to hold its secret, is not set")]
    SecretVariable(String),
    #[error(
        "its secret is none: {0}. Make one with `echo \"whsec_$(head -c 32 /dev/urandom | base64)\"` and give it to the \
         receiver too"
    )]
    Secret(#[from] SecretError),
    #[error("there is no event '{0}'; there are scan.screened, scan.late and parcel.decided")]
    Event(String),
    #[error("{0} is out of its range: {1}")]
    Range(&'static str, &'static str),
    #[error("{0} is an empty list, so that it would be told of nothing; leave it out for all")]
    Nothing(&'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    allow: Vec<IpNet>,
    #[serde(default)]
    hooks: Vec<HookEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HookEntry {
    name: String,
    url: String,
    secret_file: Option<PathBuf>,
    secret_env: Option<String>,
    events: Option<Vec<String>>,
    lanes: Option<Vec<String>>,
    #[serde(default = "default_timeout")]
    timeout: f64,
    #[serde(default = "default_concurrency")]
    concurrency: usize,
    #[serde(default = "default_attempts")]
    attempts: u32,
    #[serde(default = "default_first_retry")]
    first_retry: f64,
    #[serde(default = "default_longest_retry")]
    longest_retry: f64,
}

fn default_timeout() -> f64 {
    10.0
}

fn default_concurrency() -> usize {
    4
}

/// With the waits below, the last attempt is a day or so after the first.
fn default_attempts() -> u32 {
    17
}

fn default_first_retry() -> f64 {
    5.0
}

fn default_longest_retry() -> f64 {
    6.0 * 60.0 * 60.0
}

impl WebhookSettings {
    /// Reads the file and the secrets that it names. Relative paths of secrets are relative to the file.
    ///
    /// # Errors
    /// [`WebhookError`]
    pub(crate) fn read(path: &Path) -> Result<Self, WebhookError> {
        let text = fs::read_to_string(path).map_err(|error| WebhookError::Unreadable(path.to_owned(), error))?;
        let file: File = toml::from_str(&text).map_err(|error| WebhookError::Malformed(path.to_owned(), error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut names = HashSet::new();
        let mut hooks = Vec::with_capacity(file.hooks.len());
        for entry in file.hooks {
            let name = entry.name.clone();
            let hook = entry
                .checked(&file.allow, folder)
                .and_then(|hook| if names.insert(hook.name.clone()) { Ok(hook) } else { Err(HookFault::Name) });
            hooks.push(hook.map_err(|fault| WebhookError::Hook { hook: name, fault })?);
        }
        Ok(Self { hooks, allowed: file.allow })
    }
}

impl HookEntry {
    fn checked(self, allowed: &[IpNet], folder: &Path) -> Result<Hook, HookFault> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if !(1..=64).contains(&self.name.len()) || !self.name.chars().all(plain) {
            return Err(HookFault::Name);
        }
        let target = Target::parse(&self.url).ok_or_else(|| HookFault::Url(self.url.clone()))?;
        // A name is looked up for each connection, and what it stands for is checked then.
        if let Some(address) = target.address().filter(|address| !may_reach(*address, allowed)) {
            return Err(HookFault::Address(address));
        }
        let secret = match (self.secret_file, self.secret_env) {
            (Some(path), None) => {
                let path = folder.join(path);
                fs::read_to_string(&path).map_err(|error| HookFault::SecretFile(path, error))?
            }
            (None, Some(name)) => env::var(&name).map_err(|_| HookFault::SecretVariable(name))?,
            _ => return Err(HookFault::NoSecret),
        };
        let events = match self.events {
            None => EventKind::TOLD.to_vec(),
            Some(names) if names.is_empty() => return Err(HookFault::Nothing("events")),
            Some(names) => names.into_iter().map(event).collect::<Result<_, _>>()?,
        };
        if self.lanes.as_ref().is_some_and(Vec::is_empty) {
            return Err(HookFault::Nothing("lanes"));
        }
        let seconds = |name, value: f64, longest: f64, range| {
            let fits = (0.01..=longest).contains(&value);
            if fits { Ok(Duration::from_secs_f64(value)) } else { Err(HookFault::Range(name, range)) }
        };
        if !(1..=100).contains(&self.attempts) {
            return Err(HookFault::Range("attempts", "1 to 100"));
        }
        if !(1..=64).contains(&self.concurrency) {
            return Err(HookFault::Range("concurrency", "1 to 64"));
        }
        Ok(Hook {
            name: self.name,
            target,
            secret: Secret::parse(&secret)?,
            events,
            lanes: self.lanes,
            timeout: seconds("timeout", self.timeout, 60.0, "0.01 to 60 seconds")?,
            concurrency: self.concurrency,
            schedule: Schedule {
                attempts: self.attempts,
                first: seconds("first_retry", self.first_retry, 3600.0, "0.01 to 3600 seconds")?,
                longest: seconds("longest_retry", self.longest_retry, 86_400.0, "0.01 to 86400 seconds")?,
            },
        })
    }
}

fn event(name: String) -> Result<EventKind, HookFault> {
    let kind = EventKind::TOLD.into_iter().find(|kind| type_of(*kind) == name);
    kind.ok_or(HookFault::Event(name))
}

/// How an event is called in deliveries.
pub(crate) fn type_of(kind: EventKind) -> String {
    let what = if kind == EventKind::Decided { "parcel" } else { "scan" };
    format!("{what}.{}", kind.name())
}

impl Hook {
    /// Whether it is told of this.
    pub(crate) fn wants(&self, kind: EventKind, lane: Option<&str>) -> bool {
        let lanes = self.lanes.as_ref();
        self.events.contains(&kind)
            && lanes.is_none_or(|lanes| lane.is_some_and(|lane| lanes.iter().any(|wanted| wanted == lane)))
    }
}

impl Target {
    /// The parts of a URL; none where a delivery cannot go there.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let tls = match uri.scheme_str()? {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let authority = uri.authority()?;
        if url.contains('#') || authority.as_str().contains('@') || authority.host().is_empty() {
            return None;
        }
        Some(Self {
            url: url.to_owned(),
            tls,
            host: authority.host().trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: authority.port_u16().unwrap_or(if tls { 443 } else { 80 }),
            authority: authority.to_string(),
            path: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        })
    }

    /// The address, where the URL has one in place of a name.
    fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn read(text: &str) -> Result<WebhookSettings, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("hook.secret"), SECRET).unwrap();
        let path = folder.path().join("webhooks.toml");
        fs::write(&path, text).unwrap();
        WebhookSettings::read(&path).map_err(|error| format!("{:#}", anyhow::Error::from(error)))
    }

    fn hook(lines: &str) -> Result<WebhookSettings, String> {
        read(&format!("[[hooks]]\nname = \"a\"\nsecret_file = \"hook.secret\"\n{lines}"))
    }

    #[test]
    fn a_hook_gets_what_is_common_and_its_url_is_taken_apart() {
        let settings = hook("url = \"https://hooks.example:8443/in?x=1\"").unwrap();
        let hook = &settings.hooks[0];
        assert_eq!((hook.events.len(), &hook.lanes, hook.schedule.attempts), (EventKind::TOLD.len(), &None, 17));
        let Target { tls, host, port, authority, path, .. } = &hook.target;
        assert_eq!((*tls, host.as_str(), *port), (true, "hooks.example", 8443));
        assert_eq!((authority.as_str(), path.as_str()), ("hooks.example:8443", "/in?x=1"));
        let bare = Target::parse("http://[2606:4700::1111]").unwrap();
        assert_eq!((bare.host.as_str(), bare.port, bare.path.as_str()), ("2606:4700::1111", 80, "/"));
    }

    #[test]
    fn a_hook_is_told_of_its_events_and_lanes_alone() {
        let settings = hook("url = \"https://a.example\"\nevents = [\"scan.late\"]\nlanes = [\"3\"]").unwrap();
        let hook = &settings.hooks[0];
        assert!(hook.wants(EventKind::Late, Some("3")));
        assert!(!hook.wants(EventKind::Screened, Some("3")));
        assert!(!hook.wants(EventKind::Late, Some("4")) && !hook.wants(EventKind::Late, None));
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, words) in [
            ("url = \"ftp://a.example\"", "http or https"),
            ("url = \"https://user:word@a.example\"", "no user"),
            ("url = \"https://a.example/#x\"", "no fragment"),
            ("url = \"a.example\"", "http or https"),
            ("url = \"http://127.0.0.1:8080/\"", "add its network to 'allow'"),
            ("url = \"http://[::ffff:10.0.0.1]/\"", "add its network to 'allow'"),
            ("url = \"http://169.254.169.254/latest\"", "add its network to 'allow'"),
            ("url = \"https://a.example\"\nevents = [\"scan.opened\"]", "no event 'scan.opened'"),
            ("url = \"https://a.example\"\nevents = []", "empty list"),
            ("url = \"https://a.example\"\nlanes = []", "empty list"),
            ("url = \"https://a.example\"\ntimeout = 0", "timeout"),
            ("url = \"https://a.example\"\nattempts = 0", "attempts"),
            ("url = \"https://a.example\"\nsecret_env = \"X\"", "either"),
            ("url = \"https://a.example\"\nretries = 3", "unknown field"),
        ] {
            let error = hook(text).unwrap_err();
            assert!(error.contains(words), "'{words}' is not in: {error}");
        }
        let twice = "[[hooks]]\nname = \"a\"\nurl = \"https://a.example\"\nsecret_file = \"hook.secret\"\n";
        assert!(read(&twice.repeat(2)).unwrap_err().contains("no other hook's"));
        let lost = "[[hooks]]\nname = \"a\"\nurl = \"https://a.example\"\nsecret_env = \"SCREENING_NO_SUCH_SECRET\"";
        assert!(read(lost).unwrap_err().contains("SCREENING_NO_SUCH_SECRET"));
    }

    #[test]
    fn a_network_that_is_allowed_is_reached() {
        let text = "allow = [\"127.0.0.0/8\"]\n[[hooks]]\nname = \"a\"\nurl = \"http://127.0.0.1:1/\"\nsecret_file = \"hook.secret\"";
        assert_eq!(read(text).unwrap().allowed.len(), 1);
    }
}
