//! Checks a bundle, with nothing but the bundle.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Read, Seek},
};

use zip::{CompressionMethod, ZipArchive};

use super::{ARRIVED, CHAIN, OUTCOMES, PHOTOS, REPORTS, SUMS, proof, sha256};
use crate::audit::{Action, Details, Entry, Head};

/// Most bytes of one file, and most files: a bundle comes from anywhere.
const LARGEST: u64 = 1 << 30;
const MOST_FILES: usize = 10_000;

/// What a check found.
#[derive(Debug, Default)]
pub(crate) struct BundleReport {
    /// What the bundle is about: `scan:<id>`.
    pub(crate) subject: String,
    /// Entries about it.
    pub(crate) entries: usize,
    /// Files that are as they were.
    pub(crate) files: usize,
    /// The trail's end when the bundle was made.
    pub(crate) head: Option<Head>,
    /// Everything that is wrong.
    pub(crate) faults: Vec<String>,
}

/// Checks that every file has its hash, that the entries are links of one chain, and that reports, pictures,
/// outcomes and photos are those that the entries name. `seen` are heads of the trail that were noted elsewhere.
///
/// # Errors
/// When it cannot be read, or is no zip.
pub(crate) fn verify(bundle: impl Read + Seek, seen: &[Head]) -> io::Result<BundleReport> {
    let mut report = BundleReport::default();
    let files = read(bundle, &mut report.faults)?;
    check_sums(&files, &mut report);
    let Some(chain) = files.get(CHAIN).and_then(|bytes| str::from_utf8(bytes).ok()) else {
        report.faults.push(format!("{CHAIN} is missing"));
        return Ok(report);
    };
    let proof = match proof::check(chain) {
        Ok(proof) => proof,
        Err(fault) => {
            report.faults.push(fault);
            return Ok(report);
        }
    };
    report.entries = proof.entries.len();
    report.head = proof.heads.last().copied();
    match proof.entries.first() {
        Some(first) => report.subject.clone_from(&first.subject),
        None => report.faults.push(format!("{CHAIN} has no entry")),
    }
    for entry in proof.entries.iter().filter(|entry| entry.subject != report.subject) {
        report.faults.push(format!("entry {} is about {}", entry.number, entry.subject));
    }
    check_named(&files, &proof.entries, &mut report.faults);
    for seen in seen {
        match proof.heads.iter().find(|head| head.number == seen.number) {
            Some(head) if head == seen => {}
            Some(_) => report.faults.push(format!("entry {} has another hash than was noted elsewhere", seen.number)),
            None => report.faults.push(format!(
                "entry {} is not in the bundle, so what was noted of it cannot be compared: note a later one",
                seen.number
            )),
        }
    }
    Ok(report)
}

fn read(bundle: impl Read + Seek, faults: &mut Vec<String>) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut zip = ZipArchive::new(bundle).map_err(io::Error::other)?;
    if zip.len() > MOST_FILES || zip.has_duplicate_names() {
        return Err(io::Error::other("no bundle has so many files, or two of one name"));
    }
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(io::Error::other)?;
        let name = file.name().map_err(io::Error::other)?.into_owned();
        // Stored, so what is read is never more than the zip itself has.
        if file.compression() != CompressionMethod::Stored || file.size() > LARGEST {
            faults.push(format!("{name} is not as bundles have their files"));
            continue;
        }
        let mut bytes = Vec::new();
        if let Err(error) = file.take(LARGEST).read_to_end(&mut bytes) {
            faults.push(format!("{name} cannot be read: {error}"));
        }
        files.insert(name, bytes);
    }
    Ok(files)
}

/// Every file is in the list with its hash, and nothing else is.
fn check_sums(files: &BTreeMap<String, Vec<u8>>, report: &mut BundleReport) {
    let sums = files.get(SUMS).and_then(|bytes| str::from_utf8(bytes).ok());
    let Some(sums) = sums else {
        report.faults.push(format!("{SUMS} is missing"));
        return;
    };
    let listed: BTreeMap<&str, &str> =
        sums.lines().filter_map(|line| line.split_once("  ")).map(|(sum, name)| (name, sum)).collect();
    for (name, bytes) in files.iter().filter(|(name, _)| name.as_str() != SUMS) {
        match listed.get(name.as_str()) {
            Some(sum) if *sum == sha256(bytes) => report.files += 1,
            Some(_) => report.faults.push(format!("{name} was changed: it has another SHA-256 than {SUMS} says")),
            None => report.faults.push(format!("{name} is not in {SUMS}")),
        }
    }
    let gone = listed.keys().filter(|name| !files.contains_key(**name));
    report.faults.extend(gone.map(|name| format!("{name} is missing")));
}

/// What must be named by entries of which action, in which detail, and where it lies.
const NAMED: [(Action, &str, &str, &str); 4] = [
    (Action::ScanDecided, "report_sha256", REPORTS, "report"),
    (Action::ScanDecided, "pictures_sha256", ARRIVED, "picture"),
    (Action::OutcomeRecorded, "outcome_sha256", OUTCOMES, "outcome"),
    (Action::OutcomeRecorded, "photos_sha256", PHOTOS, "photo"),
];

/// Reports, pictures, outcomes and photos are those that the chain names, which their list of hashes alone would not
/// show.
fn check_named(files: &BTreeMap<String, Vec<u8>>, entries: &[Entry], faults: &mut Vec<String>) {
    for (action, key, folder, what) in NAMED {
        let about = entries.iter().filter(|entry| entry.action == action.name());
        let details = about.flat_map(|entry| Details::pairs(&entry.details)).filter(|(name, _)| *name == key);
        let values: Vec<String> = details.map(|(_, value)| value).collect();
        let named: BTreeSet<&str> =
            values.iter().flat_map(|value| value.split(',')).filter(|hash| !hash.is_empty()).collect();
        let below = files.iter().filter(|(name, _)| name.starts_with(folder));
        let found: BTreeMap<String, &str> = below.map(|(name, bytes)| (sha256(bytes), name.as_str())).collect();
        let strange = found.iter().filter(|(hash, _)| !named.contains(hash.as_str()));
        faults.extend(strange.map(|(_, name)| format!("{name} is no {what} that the audit trail names")));
        let lost = named.iter().filter(|hash| !found.contains_key(**hash));
        faults.extend(lost.map(|hash| format!("the {what} {hash} is missing, which the audit trail names")));
    }
}
