//! Webhooks: what happens to scans, told to other systems over HTTP. docs/webhooks.md says what a receiver gets.
//!
//! Each hook has a task of its own, so that a receiver that is slow or gone holds up no other.

mod address;
mod deliver;
mod schedule;
mod send;
mod settings;
mod sign;

use std::sync::Arc;

use anyhow::Result;
use tokio::sync::watch;

use self::deliver::Deliverer;
pub(crate) use self::{
    send::{Client, Message, Reply},
    settings::{WebhookSettings, type_of},
};
use crate::store::Store;

/// Tells the hooks of what happens, and of what happened since they were told last, until the service ends.
///
/// # Errors
/// When the store or the system's certificates cannot be used.
pub(crate) async fn start(
    settings: &WebhookSettings,
    store: &Arc<Store>,
    stopping: &watch::Receiver<bool>,
) -> Result<()> {
    let names: Vec<&str> = settings.hooks.iter().map(|hook| hook.name.as_str()).collect();
    let given_up = store.set_hooks(&names).await?;
    if given_up > 0 {
        tracing::warn!(given_up, "deliveries to webhooks that are not configured any more are dead now");
    }
    if settings.hooks.is_empty() {
        return Ok(());
    }
    let client = Arc::new(Client::new(settings)?);
    for hook in settings.hooks.clone() {
        tracing::info!(hook = hook.name, url = hook.target.url, "telling a webhook");
        let deliverer = Deliverer::new(hook, Arc::clone(store), Arc::clone(&client), stopping.clone());
        tokio::spawn(deliverer.run());
    }
    Ok(())
}
