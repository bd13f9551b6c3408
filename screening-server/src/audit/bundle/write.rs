//! Makes a bundle.

use std::io::{self, Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{BundleFile, CHAIN, README, SUMS, proof, sha256};
use crate::audit::{Entry, Head, scan_subject};

/// Puts one parcel's files in a zip, with the entries of the trail from the first about the parcel up to the newest.
///
/// # Errors
/// When there are more bytes than a zip holds.
pub(crate) fn write(scan: &str, files: Vec<BundleFile>, entries: &[Entry]) -> io::Result<Vec<u8>> {
    let head = entries.last().map_or(Head::EMPTY, Entry::head);
    let chain = proof::write(entries, &scan_subject(scan));
    let mut all = vec![BundleFile { name: README.to_owned(), bytes: readme(scan, head).into() }];
    all.extend(files);
    all.push(BundleFile { name: CHAIN.to_owned(), bytes: chain.into() });
    let sums: String = all.iter().map(|file| format!("{}  {}\n", sha256(&file.bytes), file.name)).collect();
    all.push(BundleFile { name: SUMS.to_owned(), bytes: sums.into() });

    let failed = |error: ZipError| io::Error::other(error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Pictures are compressed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for file in all {
        zip.start_file(file.name, options).map_err(failed)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn readme(scan: &str, head: Head) -> String {
    format!(
        "Case bundle of scan {scan}\n\
         \n\
         scan.json           the parcel and its answer\n\
         reports/            every report about it, as it was kept\n\
         pictures/arrived/   its pictures as they arrived\n\
         pictures/drawn/     the same as the detector saw them\n\
         decisions.json      what people decided, and parcels not reviewed in time, where there is such\n\
         outcomes/           what opening it showed, every version, where it was recorded\n\
         photos/             photos of what was in it\n\
         chain.tsv           its entries of the audit trail, and the hashes that link them to the trail's end\n\
         SHA256SUMS          the SHA-256 of every file\n\
         \n\
         The audit trail ended with this entry when the bundle was made (number:hash):\n\
         {head}\n\
         \n\
         To check the bundle without the service it comes from:  screening audit verify-bundle FILE.zip\n\
         To check the files alone:                                sha256sum --check SHA256SUMS\n\
         The check proves that the files and entries belong together. That they are the service's own shows a number\n\
         and hash of its trail that was noted elsewhere: give it with --head.\n"
    )
}
