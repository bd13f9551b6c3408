use std::io::{Cursor, Read as _, Write as _};

use jiff::Timestamp;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::audit::{Action, Details, Digest, Entry, Head};

const SCAN: &str = "0190";

fn entry(number: u64, action: Action, subject: &str, details: &Details) -> Entry {
    Entry {
        number,
        at: Timestamp::from_second(1_700_000_000).unwrap(),
        actor: "user:anna\t".to_owned(),
        action: action.name().to_owned(),
        subject: subject.to_owned(),
        details: details.as_str().to_owned(),
        previous: Digest::ZERO,
        hash: Digest::ZERO,
    }
}

fn entries() -> Vec<Entry> {
    let decided = Details::none()
        .with("report_sha256", sha256(b"{}"))
        .with("pictures_sha256", format!("{},{}", sha256(b"\x89PNG1"), sha256(b"\x89PNG2")));
    let mut previous = Digest::parse(&"ab".repeat(32)).unwrap();
    let scan = format!("scan:{SCAN}");
    let entries = [
        entry(7, Action::ScanDecided, &scan, &decided),
        entry(8, Action::LoggedIn, "user:anna", &Details::none()),
        entry(9, Action::PictureSeen, &scan, &Details::none().with("view", 0)),
        entry(10, Action::LoggedOut, "user:anna", &Details::none()),
    ];
    let linked = entries.map(|entry| {
        let entry = entry.linked(previous);
        previous = entry.hash;
        entry
    });
    linked.to_vec()
}

fn bundle() -> Vec<u8> {
    let files = vec![
        BundleFile::scan(&b"{}"[..]),
        BundleFile::report(1, &b"{}"[..]),
        BundleFile::arrived(0, "-low", b"\x89PNG1"[..].into()),
        BundleFile::arrived(0, "-high", b"\x89PNG2"[..].into()),
        BundleFile::drawn(0, b"drawn"[..].into()),
    ];
    write(SCAN, files, &entries()).unwrap()
}

/// The bundle after `change` was made to its files, with a list of hashes that fits.
fn changed(change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>, mend_sums: bool) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bundle())).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let mut sums = String::new();
    for index in 0..old.len() {
        let mut file = old.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let Some(mut bytes) = change(&name, bytes) else { continue };
        if name == SUMS && mend_sums {
            bytes = sums.clone().into_bytes();
        }
        sums += &format!("{}  {name}\n", sha256(&bytes));
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn faults(bundle: Vec<u8>) -> Vec<String> {
    verify(Cursor::new(bundle), &[]).unwrap().faults
}

fn replace(file: &str, from: &str, to: &str) -> impl Fn(&str, Vec<u8>) -> Option<Vec<u8>> {
    move |name, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Some(if name == file { text.replacen(from, to, 1).into_bytes() } else { bytes })
    }
}

#[test]
fn a_bundle_is_whole_as_it_was_written() {
    let (entries, last) = (entries(), entries()[3].head());
    let report = verify(Cursor::new(bundle()), &[last, entries[0].head()]).unwrap();
    assert_eq!(report.faults, [""; 0]);
    assert_eq!((report.subject.as_str(), report.entries, report.files), ("scan:0190", 2, 7));
    assert_eq!(report.head, Some(last));
    let text = String::from_utf8_lossy(&bundle()).into_owned();
    assert!(!text.contains("session.begun"), "it tells nothing of other entries");
}

#[test]
fn every_changed_missing_or_added_file_is_named() {
    for name in
        ["README.txt", "scan.json", "reports/1.json", "pictures/arrived/view-0-low.png", "pictures/drawn/view-0.png"]
    {
        let changing = |file: &str, mut bytes: Vec<u8>| {
            if file == name {
                bytes.push(b' ');
            }
            Some(bytes)
        };
        let found = faults(changed(changing, false));
        assert!(found[0].contains(name) && found[0].contains("was changed"), "{found:?}");
        let found = faults(changed(|file, bytes| (file != name).then_some(bytes), false));
        assert!(found[0].contains(name) && found[0].contains("missing"), "{found:?}");
    }
}

#[test]
fn a_mended_list_of_hashes_does_not_hide_another_report_or_picture() {
    let found = faults(changed(replace("reports/1.json", "{}", "{ }"), true));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("reports/1.json is no report that the audit trail names"), "{found:?}");
    let found = faults(changed(|name, bytes| (!name.ends_with("-high.png")).then_some(bytes), true));
    assert!(found[0].contains("the picture") && found[0].contains("is missing"), "{found:?}");
}

#[test]
fn a_changed_entry_is_found_whatever_else_was_mended() {
    for (from, to) in
        [("user:anna", "user:bert"), ("view=0", "view=1"), ("picture.seen", "bundle.exported"), ("9\t", "8\t")]
    {
        let found = faults(changed(replace(CHAIN, from, to), true));
        assert!(!found.is_empty(), "{from}");
    }
    let drop_line = |name: &str, bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let kept: String = text.split_inclusive('\n').filter(|line| !line.starts_with("8\t")).collect();
        Some(if name == CHAIN { kept.into_bytes() } else { bytes })
    };
    assert!(!faults(changed(drop_line, true)).is_empty());
}

#[test]
fn a_bundle_of_another_trail_does_not_fit_a_head_that_was_noted() {
    let other = Head { number: 9, hash: Digest::ZERO };
    let report = verify(Cursor::new(bundle()), &[other]).unwrap();
    assert!(report.faults[0].contains("another hash"), "{:?}", report.faults);
    let later = Head { number: 11, hash: Digest::ZERO };
    let report = verify(Cursor::new(bundle()), &[later]).unwrap();
    assert!(report.faults[0].contains("not in the bundle"), "{:?}", report.faults);
}

#[test]
fn what_is_no_bundle_is_an_error_or_has_faults() {
    assert!(verify(Cursor::new(b"no zip".to_vec()), &[]).is_err());
    let mut empty = ZipWriter::new(Cursor::new(Vec::new()));
    empty.start_file("a", SimpleFileOptions::default()).unwrap();
    assert!(!faults(empty.finish().unwrap().into_inner()).is_empty());
}
