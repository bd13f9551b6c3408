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
use tokio::{
    sync::{Mutex, watch},
    task::JoinSet,
};

use self::deliver::Deliverer;
pub(crate) use self::{
    send::{Client, Message, Reply},
    settings::{WebhookSettings, type_of},
};
use crate::store::Store;

/// The hooks that are told now.
#[derive(Debug)]
pub(crate) struct Hooks {
    store: Arc<Store>,
    stopping: watch::Receiver<bool>,
    telling: Mutex<Telling>,
}

#[derive(Debug)]
struct Telling {
    settings: WebhookSettings,
    /// Ends the tasks, each when what it has sent is answered.
    retire: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Hooks {
    /// Tells the hooks of what happens, and of what happened since they were told last, until the service ends.
    ///
    /// # Errors
    /// When the store or the system's certificates cannot be used.
    pub(crate) async fn start(
        settings: WebhookSettings,
        store: Arc<Store>,
        stopping: watch::Receiver<bool>,
    ) -> Result<Self> {
        let telling = Telling::begin(settings, &store, &stopping).await?;
        Ok(Self { store, stopping, telling: Mutex::new(telling) })
    }

    /// Tells these hooks from now on; false where they are the same. What is on its way to a receiver is waited for, so
    /// that nothing is sent twice.
    ///
    /// # Errors
    /// When the store or the system's certificates cannot be used.
    pub(crate) async fn replace(&self, settings: WebhookSettings) -> Result<bool> {
        let mut telling = self.telling.lock().await;
        if telling.settings == settings {
            return Ok(false);
        }
        telling.retire.send_replace(true);
        while telling.tasks.join_next().await.is_some() {}
        *telling = Telling::begin(settings, &self.store, &self.stopping).await?;
        Ok(true)
    }
}

impl Telling {
    async fn begin(settings: WebhookSettings, store: &Arc<Store>, stopping: &watch::Receiver<bool>) -> Result<Self> {
        let names: Vec<&str> = settings.hooks.iter().map(|hook| hook.name.as_str()).collect();
        let given_up = store.set_hooks(&names).await?;
        if given_up > 0 {
            tracing::warn!(given_up, "deliveries to webhooks that are not configured any more are dead now");
        }
        let (retire, retired) = watch::channel(false);
        let mut tasks = JoinSet::new();
        if !settings.hooks.is_empty() {
            let client = Arc::new(Client::new(&settings)?);
            for hook in settings.hooks.clone() {
                tracing::info!(hook = hook.name, url = hook.target.url, "telling a webhook");
                let deliverer = Deliverer::new(hook, Arc::clone(store), Arc::clone(&client), stopping.clone());
                tasks.spawn(deliverer.run(retired.clone()));
            }
        }
        Ok(Self { settings, retire, tasks })
    }
}
