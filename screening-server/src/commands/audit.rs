//! `screening audit`: checks the record of what was done, and exports one parcel's part of it.

use std::{
    fs::{self, File},
    io::{self, BufReader, Write as _},
    path::Path,
};

use anyhow::{Context as _, Result};
use screening_core::verdict::Policy;
use uuid::Uuid;

use super::{Exit, on_store};
use crate::{
    api::bundle,
    args::AuditCommand,
    audit::{Actor, BundleReport, Head, verify_bundle},
    service,
    store::{Verified, verify_audit},
};

/// Runs one of the commands.
pub(crate) fn run(command: AuditCommand) -> Result<Exit> {
    match command {
        AuditCommand::Verify { head, data } => verify(&data.data, &heads(&head)?),
        AuditCommand::Bundle { scan, out, data } => {
            let id = Uuid::parse_str(&scan).with_context(|| format!("'{scan}' is no scan's id"))?;
            on_store(&data, async |store| {
                let found = store.scan(id).await?;
                let scan = found.with_context(|| format!("there is no scan {id} in '{}'", data.data.display()))?;
                let zip = bundle::collect(store, &scan, &Policy::default(), Actor::command_line()).await?;
                fs::write(&out, zip).with_context(|| format!("'{}' cannot be written", out.display()))
            })
        }
        AuditCommand::VerifyBundle { file, head } => verify_file(&file, &heads(&head)?),
    }
}

fn verify(folder: &Path, seen: &[Head]) -> Result<Exit> {
    let Verified { head, anchor, faults } = service::runtime()?.block_on(verify_audit(folder, seen))?;
    let mut out = io::stdout().lock();
    for fault in &faults {
        writeln!(out, "FAULT: {fault}")?;
    }
    match anchor {
        Some(anchor) => writeln!(out, "anchor   {anchor}")?,
        None if head == Head::EMPTY => {}
        None => writeln!(out, "anchor   none: a tail that was cut off does not show")?,
    }
    writeln!(out, "head     {head}")?;
    verdict(
        &mut out,
        &format!("{} entries", head.number),
        faults.len() + usize::from(anchor.is_none() && head != Head::EMPTY),
    )
}

fn verify_file(path: &Path, seen: &[Head]) -> Result<Exit> {
    let file = File::open(path).with_context(|| format!("'{}' cannot be read", path.display()))?;
    let report = verify_bundle(BufReader::new(file), seen);
    let BundleReport { subject, entries, files, head, faults } =
        report.with_context(|| format!("'{}' is no case bundle", path.display()))?;
    let mut out = io::stdout().lock();
    for fault in &faults {
        writeln!(out, "FAULT: {fault}")?;
    }
    writeln!(out, "about    {subject}")?;
    if let Some(head) = head {
        writeln!(out, "head     {head}")?;
    }
    verdict(&mut out, &format!("{files} files and {entries} entries"), faults.len())
}

fn verdict(out: &mut impl io::Write, what: &str, faults: usize) -> Result<Exit> {
    match faults {
        0 => {
            writeln!(out, "{what}: nothing is wrong")?;
            Ok(Exit::Ok)
        }
        faults => {
            writeln!(out, "{what}: {faults} faults")?;
            Ok(Exit::Alarm)
        }
    }
}

fn heads(texts: &[String]) -> Result<Vec<Head>> {
    let head = |text: &String| {
        Head::parse(text).with_context(|| format!("--head is '{text}', but must be a number and a hash: 17:0a4f..."))
    };
    texts.iter().map(head).collect()
}
