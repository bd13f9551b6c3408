//! Log-ins that were begun and are not ended: each for one browser, once, for a while.

use std::{collections::VecDeque, time::Duration};

use openidconnect::{Nonce, PkceCodeVerifier};
use tokio::time::Instant;

use crate::auth::{Secret, SecretHash};

/// How long a person may take at the provider.
const LIFE: Duration = Duration::from_secs(600);

/// Log-ins remembered; the oldest goes first. Strangers may begin as many as they like.
const MOST: usize = 1024;

/// A log-in that was begun.
#[derive(Debug)]
pub(super) struct Begun {
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
    browser: SecretHash,
}

impl Begun {
    pub(super) fn new(nonce: Nonce, verifier: PkceCodeVerifier, browser: &Secret) -> Self {
        Self { nonce, verifier, browser: SecretHash::of(browser.as_str()) }
    }
}

/// The oldest first.
#[derive(Debug, Default)]
pub(super) struct Pending(VecDeque<(SecretHash, Instant, Begun)>);

impl Pending {
    /// Remembers a log-in by its state.
    pub(super) fn add(&mut self, state: &str, begun: Begun, now: Instant) {
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back((SecretHash::of(state), now, begun));
    }

    /// The log-in of this state, if this browser has begun it. It is forgotten: it cannot be ended twice. Another browser
    /// changes nothing.
    pub(super) fn take(&mut self, state: &str, browser: &str, now: Instant) -> Option<Begun> {
        self.0.retain(|(_, since, _)| now.saturating_duration_since(*since) < LIFE);
        let at = self.0.iter().position(|(known, _, begun)| known.is_of(state) && begun.browser.is_of(browser))?;
        self.0.remove(at).map(|(_, _, begun)| begun)
    }
}

#[cfg(test)]
mod tests {
    use openidconnect::PkceCodeChallenge;

    use super::*;

    fn begun(browser: &Secret) -> Begun {
        Begun::new(Nonce::new_random(), PkceCodeChallenge::new_random_sha256().1, browser)
    }

    #[test]
    fn a_log_in_is_ended_once_in_time_by_the_browser_that_began_it() {
        let (mut pending, now) = (Pending::default(), Instant::now());
        let (mine, other) = (Secret::new().unwrap(), Secret::new().unwrap());
        pending.add("state", begun(&mine), now);
        assert!(pending.take("state", other.as_str(), now).is_none());
        assert!(pending.take("another", mine.as_str(), now).is_none());
        assert!(pending.take("state", mine.as_str(), now).is_some());
        assert!(pending.take("state", mine.as_str(), now).is_none());
        pending.add("late", begun(&mine), now);
        assert!(pending.take("late", mine.as_str(), now + LIFE).is_none());
        assert!(pending.0.is_empty());
    }

    #[test]
    fn memory_is_bounded() {
        let (mut pending, now, browser) = (Pending::default(), Instant::now(), Secret::new().unwrap());
        for number in 0..2 * MOST {
            pending.add(&number.to_string(), begun(&browser), now);
        }
        assert_eq!(pending.0.len(), MOST);
        assert!(pending.take(&(2 * MOST - 1).to_string(), browser.as_str(), now).is_some());
    }
}
