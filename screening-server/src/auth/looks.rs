//! Looks at pictures, so that each goes into the audit trail once and not with every refresh of a page.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// The same person at the same picture within this time is the same look.
const SAME: Duration = Duration::from_secs(10 * 60);

/// Looks remembered at a time.
const ROOM: usize = 50_000;

/// The looks of late, by who looked at which address.
#[derive(Debug, Default)]
pub(super) struct Looks(Mutex<HashMap<(String, String), Instant>>);

impl Looks {
    /// Whether this is a new look. See [`Self::entered`].
    pub(super) fn is_new(&self, actor: &str, address: &str, now: Instant) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = known.get(&(actor.to_owned(), address.to_owned()));
        last.is_none_or(|last| now.duration_since(*last) >= SAME)
    }

    /// The look is in the trail.
    pub(super) fn entered(&self, actor: &str, address: &str, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ROOM {
            known.retain(|_, last| now.duration_since(*last) < SAME);
        }
        if known.len() >= ROOM {
            // What is forgotten is entered once more.
            known.clear();
        }
        known.insert((actor.to_owned(), address.to_owned()), now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_is_no_new_look_and_another_person_s_is() {
        let (looks, start) = (Looks::default(), Instant::now());
        assert!(looks.is_new("anna", "/a", start));
        assert!(looks.is_new("anna", "/a", start), "until it is in the trail");
        looks.entered("anna", "/a", start);
        assert!(!looks.is_new("anna", "/a", start + SAME / 2));
        assert!(looks.is_new("bert", "/a", start) && looks.is_new("anna", "/b", start));
        assert!(looks.is_new("anna", "/a", start + SAME));
    }
}
