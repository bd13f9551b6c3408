//! The part of the chain that a bundle carries, as text: a line an entry, tabs between its fields.
//!
//! An entry about the parcel stands there whole: number, milliseconds since 1970, actor, action, subject, details, the
//! hash before it, its hash. Of any other entry there is its number and the hash of its content, which is enough to go
//! on with the chain, and tells nothing.

use jiff::Timestamp;

use super::super::{
    Digest, Entry, Head,
    chain::link,
    details::{escape, unescape},
};

/// Writes the entries from the first about `subject` up to the newest.
pub(super) fn write(entries: &[Entry], subject: &str) -> String {
    let line = |entry: &Entry| {
        if entry.subject != subject {
            return format!("{}\t{}\n", entry.number, entry.content());
        }
        let texts = [&entry.actor, &entry.action, &entry.subject, &entry.details].map(|text| escape(text));
        let at = entry.at.as_millisecond();
        format!("{}\t{at}\t{}\t{}\t{}\n", entry.number, texts.join("\t"), entry.previous, entry.hash)
    };
    entries.iter().map(line).collect()
}

/// What a proof proves.
#[derive(Debug)]
pub(super) struct Proof {
    /// The entries about the parcel.
    pub(super) entries: Vec<Entry>,
    /// Number and hash of every entry, in order.
    pub(super) heads: Vec<Head>,
}

/// Reads a proof and computes all its hashes anew.
///
/// # Errors
/// Words for what is wrong with it.
pub(super) fn check(text: &str) -> Result<Proof, String> {
    let mut proof = Proof { entries: Vec::new(), heads: Vec::new() };
    for (line, number) in text.lines().zip(1..) {
        let broken = || format!("{}: line {number} is no entry", super::CHAIN);
        let fields: Vec<&str> = line.split('\t').collect();
        let last = proof.heads.last().copied();
        let head = match (fields.as_slice(), last) {
            ([number, content], Some(last)) => {
                let content = Digest::parse(content).ok_or_else(broken)?;
                Head { number: number.parse().map_err(|_| broken())?, hash: link(last.hash, content) }
            }
            ([number, at, actor, action, subject, details, previous, hash], last) => {
                let entry = Entry {
                    number: number.parse().map_err(|_| broken())?,
                    at: at.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok()).ok_or_else(broken)?,
                    actor: unescape(actor),
                    action: unescape(action),
                    subject: unescape(subject),
                    details: unescape(details),
                    previous: Digest::parse(previous).ok_or_else(broken)?,
                    hash: Digest::parse(hash).ok_or_else(broken)?,
                };
                let number = entry.number;
                if last.is_some_and(|last| last.hash != entry.previous) {
                    return Err(format!(
                        "entry {number} does not follow the entries before it: one of them was changed"
                    ));
                }
                if link(entry.previous, entry.content()) != entry.hash {
                    return Err(format!("entry {number} was changed: its content does not give its hash"));
                }
                let head = entry.head();
                proof.entries.push(entry);
                head
            }
            _ => return Err(broken()),
        };
        if last.is_some_and(|last| last.number + 1 != head.number) {
            return Err(format!("entry {} does not follow the entry before it", head.number));
        }
        proof.heads.push(head);
    }
    Ok(proof)
}
