//! Which model screens first.

use anyhow::{Result, ensure};
use screening_core::report::ModelStamp;

use super::Lineup;
use crate::{
    config::ModelFiles,
    start,
    store::{ActiveModel, Store},
};

/// Screens with the model that an administrator switched to last, as long as the configuration names the same model as
/// then, and else with that one. Gives it, and who chose it.
///
/// # Errors
/// When the configured model cannot be used.
pub(crate) async fn begin(
    lineup: &Lineup,
    store: &Store,
    configured: ModelFiles,
) -> Result<(ModelStamp, &'static str)> {
    let sha256 = start::manifest(&configured)?.sha256;
    lineup.set_configured(&sha256);
    match store.active_model().await? {
        Some(chosen) if chosen.configured == sha256 => match activate(lineup, &chosen).await {
            Ok(model) => return Ok((model, "administrator")),
            Err(error) => tracing::error!(
                model = chosen.name,
                error = format!("{error:#}"),
                "the model that an administrator switched to cannot be used; the configured one screens"
            ),
        },
        Some(_) => store.forget_active_model().await?,
        None => {}
    }
    let (_, model) = lineup.activate(configured).await?;
    Ok((model, "configuration"))
}

async fn activate(lineup: &Lineup, chosen: &ActiveModel) -> Result<ModelStamp> {
    let files = lineup.files(&chosen.name)?;
    let sha256 = start::manifest(&files)?.sha256;
    ensure!(sha256 == chosen.sha256, "its files are others than those that were chosen");
    let (_, model) = lineup.activate(files).await?;
    Ok(model)
}
