//! Finds out who sends a request, and logs people in.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use thiserror::Error;
use tokio::{sync::Semaphore, task::spawn_blocking, time::Instant};

use super::{
    Caller, Role, cookie,
    looks::Looks,
    name::user_name,
    password,
    throttle::Throttle,
    token::{ApiKey, Secret, SecretHash},
};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    clock,
    store::{Session, SessionLife, Store, StoreError},
};

/// Failures of one account, and from one address, before it has to wait. An address may stand for a whole site.
const FREE_BY_ACCOUNT: u32 = 5;
const FREE_BY_ADDRESS: u32 = 30;

/// How exactly the last use of a session or key is kept.
const MINUTE: Duration = Duration::from_secs(60);

/// How callers are told apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AuthSettings {
    /// Whether it is asked who sends a request.
    pub(crate) on: bool,
    /// Whether cookies travel over TLS alone.
    pub(crate) tls: bool,
    /// How long a session lasts.
    pub(crate) life: SessionLife,
}

/// Knows keys, sessions and accounts, and who has failed lately.
#[derive(Debug)]
pub(crate) struct Auth {
    pub(super) settings: AuthSettings,
    pub(super) store: Arc<Store>,
    pub(super) looks: Looks,
    by_account: Throttle,
    by_address: Throttle,
    refused_keys: Throttle,
    /// Passwords hashed at a time: each takes 19 MiB and a core.
    hashing: Semaphore,
}

/// Why nobody was logged in.
#[derive(Debug, Error)]
pub(crate) enum NotLoggedIn {
    /// No such account, a wrong password, or a disabled account: it is not told which.
    #[error("The name or the password is wrong.")]
    Wrong,
    /// Too many failures; see how long to wait.
    #[error("There were too many failed attempts. Wait before the next one.")]
    TooMany(Duration),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something failed that should not.
    #[error("The log-in failed; the service's log has the cause.")]
    Failed,
}

/// Why it is not known who sends a request.
#[derive(Debug)]
pub(super) enum NotIdentified {
    /// What was sent as a key is none, is revoked, or has expired.
    Key,
    /// Nothing can be looked up.
    Store(StoreError),
}

impl From<StoreError> for NotIdentified {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Auth {
    /// Looks callers up in `store`.
    pub(crate) fn new(settings: AuthSettings, store: Arc<Store>) -> Self {
        Self {
            settings,
            store,
            looks: Looks::default(),
            by_account: Throttle::new(FREE_BY_ACCOUNT),
            by_address: Throttle::new(FREE_BY_ADDRESS),
            refused_keys: Throttle::new(FREE_BY_ADDRESS),
            hashing: Semaphore::new(2),
        }
    }

    /// Whether it is asked who sends a request.
    pub(crate) fn is_on(&self) -> bool {
        self.settings.on
    }

    /// Whether cookies travel over TLS alone.
    pub(crate) fn tls(&self) -> bool {
        self.settings.tls
    }

    /// Who sends a request with these headers.
    pub(super) async fn identify(&self, headers: &HeaderMap, address: Option<IpAddr>) -> Result<Caller, NotIdentified> {
        if !self.settings.on {
            return Ok(Caller::Local);
        }
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let text = value.to_str().unwrap_or_default();
            let token = text.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
            return self.machine(token.map_or("", |(_, token)| token.trim()), address).await;
        }
        match cookie::read(headers, self.settings.tls) {
            Some(secret) => self.person(secret).await,
            None => Ok(Caller::Stranger),
        }
    }

    /// The session that a browser has, valid or not.
    pub(crate) fn session_of(&self, headers: &HeaderMap) -> Option<SecretHash> {
        cookie::read(headers, self.settings.tls).map(SecretHash::of)
    }

    async fn machine(&self, token: &str, address: Option<IpAddr>) -> Result<Caller, NotIdentified> {
        let now = clock::now();
        let parts = ApiKey::read(token);
        if let Some((id, secret)) = parts
            && let Some(key) = self.store.key(id).await?
            && key.hash.is_of(secret)
            && key.is_valid(now)
        {
            if key.seen.is_none_or(|seen| is_older(seen, now)) {
                self.note(|store| async move { store.touch_key(&key.id, now).await });
            }
            return Ok(Caller::Machine { key: id.to_owned(), lanes: key.lanes });
        }
        // Entered with the same patience as failed log-ins, so that a machine with a wrong key does not flood the trail.
        let address = name_of(address);
        if self.refused_keys.attempt(&address, Instant::now()).is_ok() {
            let subject = parts.map_or_else(|| "key:".to_owned(), |(id, _)| format!("key:{id}"));
            let details = Details::none().with("address", &address);
            let actor = Actor::stranger();
            self.store.record(NewEntry { actor, action: Action::KeyRefused, subject, details }).await?;
        }
        Err(NotIdentified::Key)
    }

    async fn person(&self, secret: &str) -> Result<Caller, NotIdentified> {
        let hash = SecretHash::of(secret);
        let now = clock::now();
        let Some(session) = self.store.session(&hash).await? else { return Ok(Caller::Stranger) };
        if !self.settings.life.holds(&session, now) {
            return Ok(Caller::Stranger);
        }
        let Session { user: name, role, seen, .. } = session;
        if is_older(seen, now) {
            let hash = hash.clone();
            self.note(|store| async move { store.touch_session(&hash, now).await });
        }
        Ok(Caller::Person { name, role, session: hash })
    }

    /// Writes down a use beside the request: nobody waits for it.
    fn note<F>(&self, write: impl FnOnce(Arc<Store>) -> F)
    where
        F: Future<Output = Result<(), StoreError>> + Send + 'static,
    {
        let written = write(Arc::clone(&self.store));
        tokio::spawn(async move {
            if let Err(error) = written.await {
                tracing::warn!(%error, "the last use of a session or key could not be kept");
            }
        });
    }

    /// Logs a person in: gives the secret of a new session, in place of the one that the browser had `before`.
    ///
    /// # Errors
    /// [`NotLoggedIn`]
    pub(crate) async fn log_in(
        &self,
        name: &str,
        password: String,
        address: Option<IpAddr>,
        before: Option<&SecretHash>,
    ) -> Result<(Secret, String, Role), NotLoggedIn> {
        let address = name_of(address);
        // A name that cannot be one is looked for all the same, so that it takes as long.
        let name = user_name(name).unwrap_or_default();
        let now = Instant::now();
        self.by_address.attempt(&address, now).map_err(NotLoggedIn::TooMany)?;
        self.by_account.attempt(&name, now).map_err(NotLoggedIn::TooMany)?;
        let user = self.store.user(&name).await?;
        // Who logs in with a provider has no password; that takes as long to find out as a wrong one.
        let hash = user.as_ref().map(|user| user.password.clone()).filter(|hash| !hash.is_empty());
        let right = self.hashed(move || password::verify(&password, hash.as_deref())).await?;
        let (known, user) = (user.is_some(), user.filter(|user| right && !user.disabled));
        let Some(user) = user else {
            // A name that is no account's may be a password in the wrong field.
            let subject = if known { format!("user:{name}") } else { "user:".to_owned() };
            let details = Details::none().with("address", address).with_some("account", (!known).then_some("unknown"));
            let actor = Actor::stranger();
            self.store.record(NewEntry { actor, action: Action::LogInFailed, subject, details }).await?;
            return Err(NotLoggedIn::Wrong);
        };
        self.by_address.taken_back(&address);
        self.by_account.succeeded(&name);
        let secret = self.begin(&user.name, before, &address).await?;
        Ok((secret, user.name, user.role))
    }

    /// Whether this is the password of an account; as many attempts as for a log-in.
    ///
    /// # Errors
    /// [`NotLoggedIn`]
    pub(crate) async fn confirm(&self, name: &str, password: String) -> Result<(), NotLoggedIn> {
        self.by_account.attempt(name, Instant::now()).map_err(NotLoggedIn::TooMany)?;
        let hash = self.store.user(name).await?.map(|user| user.password).filter(|hash| !hash.is_empty());
        if !self.hashed(move || password::verify(&password, hash.as_deref())).await? {
            return Err(NotLoggedIn::Wrong);
        }
        self.by_account.succeeded(name);
        Ok(())
    }

    /// Begins a session for someone whose password was right just now.
    ///
    /// # Errors
    /// [`NotLoggedIn`]
    pub(crate) async fn begin_session(
        &self,
        name: &str,
        before: Option<&SecretHash>,
        address: Option<IpAddr>,
    ) -> Result<Secret, NotLoggedIn> {
        self.begin(name, before, &name_of(address)).await
    }

    async fn begin(&self, name: &str, before: Option<&SecretHash>, address: &str) -> Result<Secret, NotLoggedIn> {
        let secret = Secret::new().map_err(|error| failed(&error))?;
        let now = clock::now();
        self.store.forget_sessions(self.settings.life, now).await?;
        let details = Details::none().with("address", address);
        self.store.begin_session(name, &SecretHash::of(secret.as_str()), before, now, details).await?;
        Ok(secret)
    }

    /// Counts an attempt with the link that makes the first administrator.
    ///
    /// # Errors
    /// How long to wait.
    pub(crate) fn attempt_first_link(&self, address: Option<IpAddr>) -> Result<(), NotLoggedIn> {
        self.by_address.attempt(&name_of(address), Instant::now()).map_err(NotLoggedIn::TooMany)
    }

    /// The hash of a new password.
    ///
    /// # Errors
    /// [`NotLoggedIn::Failed`]
    pub(crate) async fn hash_password(&self, password: String) -> Result<String, NotLoggedIn> {
        self.hashed(move || password::hash(&password)).await?.map_err(|error| failed(&error))
    }

    async fn hashed<T: Send + 'static>(&self, hash: impl FnOnce() -> T + Send + 'static) -> Result<T, NotLoggedIn> {
        let _turn = self.hashing.acquire().await.map_err(|error| failed(&error))?;
        spawn_blocking(hash).await.map_err(|error| failed(&error))
    }
}

fn failed(error: &dyn std::fmt::Display) -> NotLoggedIn {
    tracing::error!(%error, "a password or session could not be made or checked");
    NotLoggedIn::Failed
}

fn is_older(seen: Timestamp, now: Timestamp) -> bool {
    Duration::try_from(now.duration_since(seen)).is_ok_and(|ago| ago >= MINUTE)
}

/// Of IPv6, the network that one customer gets: its addresses are free to choose.
pub(super) fn name_of(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => "unknown".to_owned(),
        Some(IpAddr::V6(address)) if !address.is_loopback() => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(address) => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_one_owner_chooses_from_count_as_one() {
        let name = |text: &str| name_of(Some(text.parse().unwrap()));
        assert_eq!(name("2001:db8:1:2:3:4:5:6"), name("2001:db8:1:2:ffff::1"));
        assert_ne!(name("2001:db8:1:2::1"), name("2001:db8:1:3::1"));
        assert_eq!(name("::ffff:10.0.0.1"), "10.0.0.1");
        assert_eq!(name("::1"), "::1");
    }

    #[test]
    fn a_session_ends_when_it_is_idle_or_old() {
        let life = SessionLife { idle: Duration::from_secs(60), whole: Duration::from_secs(600) };
        let at = |seconds: i64| Timestamp::from_second(1_000_000 + seconds).unwrap();
        let session = |seen| Session { user: "anna".to_owned(), role: Role::Operator, begun: at(0), seen: at(seen) };
        assert!(life.holds(&session(0), at(59)) && !life.holds(&session(0), at(60)));
        assert!(life.holds(&session(590), at(599)) && !life.holds(&session(590), at(600)));
    }
}
