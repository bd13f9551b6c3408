//! `screening export`: scans with what is known of their regions, and their pictures, for training, under pseudonyms.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use anyhow::{Context as _, Result, ensure};
use jiff::Timestamp;

use super::{Exit, on_store};
use crate::{
    api::coco::Coco,
    args::ExportArgs,
    audit::{Action, Actor, Details, NewEntry},
    clock,
    records::{LastWord, known_by, last_word, truth},
    retention::{PseudonymKey, Pseudonyms},
    store::{Filter, PictureError, Store, StoredScan},
};

/// Scans listed at a time.
const PAGE: usize = 200;

/// Writes the export.
pub(crate) fn run(args: &ExportArgs) -> Result<Exit> {
    let moment = |name: &str, text: &Option<String>| {
        let parsed = text.as_deref().map(|text| {
            clock::parse(text).with_context(|| format!("--{name} is '{text}', which is no time as RFC 3339 has it"))
        });
        parsed.transpose()
    };
    let (since, until) = (moment("since", &args.since)?, moment("until", &args.until)?);
    let pictures = args.coco.join("images");
    let unusable = || format!("the folder '{}' cannot be written", args.coco.display());
    fs::create_dir_all(&args.coco).with_context(unusable)?;
    ensure!(
        fs::read_dir(&args.coco).with_context(unusable)?.next().is_none(),
        "'{}' is not empty",
        args.coco.display()
    );
    fs::create_dir(&pictures).with_context(unusable)?;
    on_store(&args.data, async |store| {
        let pseudonyms = Pseudonyms::new(PseudonymKey::of(&args.data.data)?)?;
        let coco = collect(store, &pseudonyms, &pictures, since, until).await?;
        fs::write(args.coco.join("annotations.json"), coco.text()?).with_context(unusable)?;
        let details = Details::none().with("pictures", coco.images()).with("salt", pseudonyms.salt());
        let about = NewEntry::about_service(Action::TrainingSetExported, details);
        store.record(NewEntry { actor: Actor::command_line(), ..about }).await?;
        writeln!(io::stdout().lock(), "{} pictures in '{}'", coco.images(), args.coco.display())?;
        Ok(())
    })
}

async fn collect(
    store: &Store,
    pseudonyms: &Pseudonyms,
    folder: &Path,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Result<Coco> {
    let mut coco = Coco::new(pseudonyms.salt());
    let mut filter = Filter { decided: Some(true), since, until, ..Filter::default() };
    loop {
        let page = store.list(&filter, PAGE).await?;
        let Some(last) = page.last() else { return Ok(coco) };
        filter.before = Some(last.id);
        for summary in &page {
            if let Some(scan) = store.scan(summary.id).await? {
                add(store, pseudonyms, folder, &scan, &mut coco).await?;
            }
        }
    }
}

/// Adds the views of a scan that were drawn and are still kept.
async fn add(store: &Store, pseudonyms: &Pseudonyms, folder: &Path, scan: &StoredScan, coco: &mut Coco) -> Result<()> {
    // A report that came late is the one that knows of regions.
    let Some(report) = scan.late().or(scan.given()) else { return Ok(()) };
    let parcel = scan.parcel.as_deref().map(|code| pseudonyms.of(code));
    let decisions = store.decisions(scan.id).await?;
    let outcomes = store.outcomes(scan.id).await?;
    let (word, outcome) = (last_word(&decisions).map(LastWord::of), outcomes.last().map(|newest| &newest.outcome));
    let (truth, known_by) = (truth(report, word, outcome), known_by(word, outcome));
    for (number, view) in scan.views.iter().enumerate() {
        let Some(drawn) = &view.drawn else { continue };
        let bytes = match store.pictures().get(&drawn.picture).await {
            Ok(bytes) => bytes,
            // Deleted since the scan was read.
            Err(PictureError::Missing(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        // Ids of scans hold their time: files have numbers of their own.
        let name = format!("{:06}.png", coco.images() + 1);
        fs::write(folder.join(&name), bytes).with_context(|| format!("'{name}' cannot be written"))?;
        coco.add(name, parcel.clone(), report, number, known_by, &truth);
    }
    Ok(())
}
