//! `screening retention`: deletes what has been kept long enough, or lists it.

use std::io::{self, Write as _};

use anyhow::{Result, bail, ensure};

use super::{Exit, on_store};
use crate::{
    args::SweepArgs,
    audit::Actor,
    clock,
    config::{Faults, retention},
    retention::{Rules, Swept, sweep},
    service,
    store::{Expired, OpenError, Store},
};

/// Scans looked through at a time.
const PAGE: usize = 500;

/// Deletes, or lists what would be deleted.
pub(crate) fn run(args: &SweepArgs, mut faults: Faults) -> Result<Exit> {
    let rules = retention(&args.rules, &mut faults);
    faults.settle()?;
    ensure!(rules.soonest().is_some(), "no rule says how long anything is kept; see --keep-clear-pictures and others");
    if args.dry_run {
        return on_store(&args.data, async |store| list(store, &rules).await);
    }
    service::runtime()?.block_on(async {
        let store = match Store::open(&args.data.data).await {
            Err(OpenError::InUse { folder }) => bail!(
                "a service uses '{}': it deletes by its own rules. Give it these, or stop it first",
                folder.display()
            ),
            opened => opened?,
        };
        let swept = sweep(&store, &rules, &Actor::command_line()).await;
        store.advance_anchor().await;
        store.close().await;
        let Swept { pictures, scans, files } = swept?;
        writeln!(io::stdout().lock(), "deleted {scans} scans, the pictures of {pictures} others, {files} files")?;
        Ok(Exit::Ok)
    })
}

async fn list(store: &Store, rules: &Rules) -> Result<()> {
    let mut out = io::stdout().lock();
    let now = clock::now();
    let mut after = None;
    loop {
        let page = store.expired(rules, now, after, PAGE).await?;
        for Expired { scan, lane, classes, newest, due } in &page.expired {
            let classes: Vec<&str> = classes.iter().map(|class| class.name()).collect();
            let (due, classes, newest) = (due.name(), classes.join(","), clock::rfc3339(*newest));
            writeln!(out, "{due}  {scan}  {}  {classes}  {newest}", lane.as_deref().unwrap_or("-"))?;
        }
        after = page.last;
        if after.is_none() {
            return Ok(());
        }
    }
}
