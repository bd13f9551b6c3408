//! The chain: each entry's hash covers its content and the hash before it. docs/audit.md says the same in words.

use std::fmt;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// What each kind of hash begins with, so that none can be taken for another kind.
const CONTENT: &[u8] = b"screening audit content 1";
const LINK: &[u8] = b"screening audit link 1";

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    /// What stands before the first entry.
    pub(crate) const ZERO: Self = Self([0; 32]);

    /// From lower-case hex.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The end of the chain: the number and the hash of its newest entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Of the newest entry; 0 where there is none.
    pub(crate) number: u64,
    /// Of the newest entry.
    pub(crate) hash: Digest,
}

impl Head {
    /// Of a chain without entries.
    pub(crate) const EMPTY: Self = Self { number: 0, hash: Digest::ZERO };

    /// From `number:hash`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (number, hash) = text.split_once(':')?;
        Some(Self { number: number.parse().ok()?, hash: Digest::parse(hash)? })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

/// One entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// From 1, without gaps.
    pub(crate) number: u64,
    /// When, to the millisecond.
    pub(crate) at: Timestamp,
    /// Who.
    pub(crate) actor: String,
    /// What.
    pub(crate) action: String,
    /// To what.
    pub(crate) subject: String,
    /// How, see [`super::Details`].
    pub(crate) details: String,
    /// The hash of the entry before.
    pub(crate) previous: Digest,
    /// [`link`] of `previous` and [`Self::content`].
    pub(crate) hash: Digest,
}

impl Entry {
    /// The hash of everything but the two hashes.
    pub(crate) fn content(&self) -> Digest {
        let number = self.number.to_be_bytes();
        let at = self.at.as_millisecond().to_be_bytes();
        let texts = [&self.actor, &self.action, &self.subject, &self.details].map(String::as_bytes);
        digest(&[CONTENT, &number, &at, texts[0], texts[1], texts[2], texts[3]])
    }

    /// The same with the hash that it must have after `previous`.
    pub(crate) fn linked(self, previous: Digest) -> Self {
        let hash = link(previous, self.content());
        Self { previous, hash, ..self }
    }

    /// Its number and hash.
    pub(crate) fn head(&self) -> Head {
        Head { number: self.number, hash: self.hash }
    }
}

/// The hash of an entry with this content after an entry with the hash `previous`.
pub(crate) fn link(previous: Digest, content: Digest) -> Digest {
    digest(&[LINK, &previous.0, &content.0])
}

/// SHA-256 over all parts, each after its length in eight bytes, most significant first.
fn digest(parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    Digest(hasher.finalize().into())
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Fault {
    #[error("entry {found} follows entry {after}: {} in between", missing(*after, *found))]
    Gap { after: u64, found: u64 },
    #[error("entry {0} does not name the hash of the entry before it: an entry was put in, taken out or moved")]
    Unlinked(u64),
    #[error("entry {0} was changed: its content does not give its hash")]
    Changed(u64),
    #[error("the trail ends at entry {found}, but the anchor has seen entry {anchor}: its end was cut off")]
    CutOff { found: u64, anchor: u64 },
    #[error("entry {0} has another hash than the anchor has seen: the trail was written anew from there or before")]
    Rewritten(u64),
    #[error("when the service started, entry {0}, the anchor did not fit the trail: something was changed before that")]
    Mismatch(u64),
}

fn missing(after: u64, found: u64) -> String {
    match found.checked_sub(after + 1) {
        Some(1) => "an entry is missing".to_owned(),
        Some(entries) if entries > 1 => format!("{entries} entries are missing"),
        _ => "an entry stands twice".to_owned(),
    }
}

/// Checks entries one after the other, in the order of their numbers.
#[derive(Debug)]
pub(crate) struct Verifier {
    head: Head,
    anchors: Vec<Head>,
    faults: Vec<Fault>,
}

impl Verifier {
    /// Begins before the first entry. Each anchor is a number and hash that the chain was seen to have at some time.
    pub(crate) fn new(anchors: impl IntoIterator<Item = Head>) -> Self {
        Self { head: Head::EMPTY, anchors: anchors.into_iter().collect(), faults: Vec::new() }
    }

    /// Takes the next entry.
    pub(crate) fn take(&mut self, entry: &Entry) {
        if entry.number != self.head.number + 1 {
            self.faults.push(Fault::Gap { after: self.head.number, found: entry.number });
        }
        if entry.previous != self.head.hash {
            self.faults.push(Fault::Unlinked(entry.number));
        }
        if entry.hash != link(entry.previous, entry.content()) {
            self.faults.push(Fault::Changed(entry.number));
        }
        if self.anchors.iter().any(|anchor| anchor.number == entry.number && anchor.hash != entry.hash) {
            self.faults.push(Fault::Rewritten(entry.number));
        }
        if entry.action == super::Action::AnchorMismatch.name() {
            self.faults.push(Fault::Mismatch(entry.number));
        }
        self.head = entry.head();
    }

    /// After the last entry: the chain's end, and all that is wrong with it.
    pub(crate) fn end(mut self) -> (Head, Vec<Fault>) {
        let found = self.head.number;
        let cut = self.anchors.iter().filter(|anchor| anchor.number > found);
        self.faults.extend(cut.map(|anchor| Fault::CutOff { found, anchor: anchor.number }));
        (self.head, self.faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: u64) -> Vec<Entry> {
        let mut previous = Digest::ZERO;
        let entry = |number| Entry {
            number,
            at: Timestamp::from_millisecond(1_700_000_000_000 + number as i64).unwrap(),
            actor: "user:anna".to_owned(),
            action: "picture.seen".to_owned(),
            subject: format!("scan:{number}"),
            details: "view=0".to_owned(),
            previous: Digest::ZERO,
            hash: Digest::ZERO,
        };
        let linked = (1..=length).map(|number| {
            let entry = entry(number).linked(previous);
            previous = entry.hash;
            entry
        });
        linked.collect()
    }

    fn faults(entries: &[Entry], anchors: &[Head]) -> Vec<Fault> {
        let mut verifier = Verifier::new(anchors.iter().copied());
        entries.iter().for_each(|entry| verifier.take(entry));
        verifier.end().1
    }

    #[test]
    fn the_encoding_is_the_one_that_docs_audit_md_describes() {
        // Computed by the Python lines in docs/audit.md.
        let entry = chain(1).remove(0);
        assert_eq!(entry.content().to_string(), "637d40e72240c793dcec5aee3379bf5906802eb0e1c155b56103563a69b50f79");
        assert_eq!(entry.hash.to_string(), "44d281e940acd72067f43c7ae337896340cd263176310fcde81f32601797665b");
    }

    #[test]
    fn a_whole_chain_has_no_fault_and_ends_at_its_head() {
        let entries = chain(5);
        let heads: Vec<Head> = entries.iter().map(Entry::head).collect();
        assert_eq!(faults(&entries, &heads), []);
        assert_eq!(faults(&[], &[Head::EMPTY]), []);
        assert_eq!(Head::parse(&heads[4].to_string()), Some(heads[4]));
        assert_eq!(Head::parse("5:00"), None);
    }

    #[test]
    fn a_change_of_any_field_is_found() {
        let changes: [fn(&mut Entry); 7] = [
            |entry| entry.at = Timestamp::from_millisecond(1).unwrap(),
            |entry| entry.actor.push('x'),
            |entry| entry.action.push('x'),
            |entry| entry.subject.clear(),
            |entry| entry.details.push('x'),
            |entry| entry.hash = Digest::ZERO,
            |entry| {
                // One letter from one field to the next: lengths tell them apart.
                let last = entry.actor.pop().unwrap();
                entry.action.insert(0, last);
            },
        ];
        for change in changes {
            let mut entries = chain(5);
            change(&mut entries[2]);
            assert!(faults(&entries, &[]).contains(&Fault::Changed(3)));
        }
    }

    #[test]
    fn what_was_taken_out_put_in_or_moved_is_found() {
        let mut entries = chain(5);
        entries.remove(1);
        assert_eq!(faults(&entries, &[]), [Fault::Gap { after: 1, found: 3 }, Fault::Unlinked(3)]);

        let mut entries = chain(5);
        entries.swap(1, 2);
        assert!(faults(&entries, &[]).len() > 2);
        // Moved with their numbers put right again: their contents have other numbers.
        (entries[1].number, entries[2].number) = (2, 3);
        let found = faults(&entries, &[]);
        assert!(found.contains(&Fault::Changed(2)) && found.contains(&Fault::Changed(3)), "{found:?}");

        let mut entries = chain(5);
        entries.insert(2, entries[1].clone());
        assert!(faults(&entries, &[]).contains(&Fault::Gap { after: 2, found: 2 }));
    }

    #[test]
    fn a_cut_tail_and_a_chain_written_anew_are_found_by_the_anchor_alone() {
        let (entries, short) = (chain(5), chain(3));
        let anchor = entries[4].head();
        assert_eq!(faults(&short, &[]), [], "the chain itself does not show it");
        assert_eq!(faults(&short, &[anchor]), [Fault::CutOff { found: 3, anchor: 5 }]);
        assert_eq!(faults(&[], &[anchor]), [Fault::CutOff { found: 0, anchor: 5 }]);

        let mut anew = chain(2);
        for mut entry in chain(5).split_off(2) {
            entry.actor = "user:bert".to_owned();
            anew.push(entry.linked(anew.last().unwrap().hash));
        }
        assert_eq!(faults(&anew, &[]), []);
        assert_eq!(faults(&anew, &[anchor]), [Fault::Rewritten(5)]);
    }
}
