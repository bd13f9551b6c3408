//! One hook's task: makes deliveries of events, sends those whose time has come, and notes what became of them.

use std::{collections::HashMap, sync::Arc, time::Duration};

use anyhow::Result;
use tokio::{
    sync::watch,
    task::{Id, JoinSet},
    time::Instant,
};
use uuid::Uuid;

use super::{
    send::{Client, Message},
    settings::Hook,
};
use crate::{
    api, clock, metrics,
    store::{Delivery, FailedAttempt, NewDelivery, Store, StoreError},
};

/// How often deliveries are looked for that come due, or were replayed by another process.
const POLL: Duration = Duration::from_millis(500);

/// Events read at a time.
const PAGE: usize = 100;

/// How long to wait after the store could not note what became of a delivery, which is then sent again.
const STORE_FAILED: Duration = Duration::from_secs(1);

/// The receiver is gone for good (RFC 9110, 15.5.11).
const GONE: u16 = 410;

/// The receiver is busy, so that all deliveries wait as long as it asks.
const BUSY: [u16; 2] = [429, 503];

/// Tells one hook.
pub(super) struct Deliverer {
    hook: Hook,
    store: Arc<Store>,
    client: Arc<Client>,
    stopping: watch::Receiver<bool>,
}

/// Deliveries that are being sent, each in a task of its own. One that is only polled now and then could hold the
/// database's one writer while this task waits for it.
type Flying = HashMap<Id, Uuid>;

impl Deliverer {
    pub(super) fn new(hook: Hook, store: Arc<Store>, client: Arc<Client>, stopping: watch::Receiver<bool>) -> Self {
        Self { hook, store, client, stopping }
    }

    /// Runs until the service ends, or until it is retired and what it has sent is answered.
    pub(super) async fn run(self, mut retired: watch::Receiver<bool>) {
        let this = Arc::new(self);
        let mut newest = this.store.newest_event();
        let mut flights = JoinSet::new();
        let mut flying = Flying::new();
        let mut quiet_until = Instant::now();
        loop {
            if *retired.borrow_and_update() {
                while flights.join_next().await.is_some() {}
                return;
            }
            newest.borrow_and_update();
            match this.next(&flying, quiet_until).await {
                Ok(due) => {
                    for delivery in due {
                        let id = delivery.id;
                        flying.insert(flights.spawn(Arc::clone(&this).deliver(delivery)).id(), id);
                    }
                }
                Err(_) if *this.stopping.borrow() => return,
                Err(error) => {
                    tracing::error!(hook = this.hook.name, error = format!("{error:#}"), "a webhook cannot be told");
                }
            }
            tokio::select! {
                Some(landed) = flights.join_next_with_id() => {
                    let (task, quiet) = landed.unwrap_or_else(|crashed| (crashed.id(), None));
                    flying.remove(&task);
                    quiet_until = quiet.map_or(quiet_until, |quiet| quiet_until.max(Instant::now() + quiet));
                }
                changed = newest.changed() => if changed.is_err() { return },
                // Without whoever retires it, the service has ended.
                changed = retired.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Makes deliveries of what happened, and gives those that can be sent now.
    async fn next(&self, flying: &Flying, quiet_until: Instant) -> Result<Vec<Delivery>> {
        self.make_deliveries().await?;
        let free = self.hook.concurrency.saturating_sub(flying.len());
        if free == 0 || Instant::now() < quiet_until {
            return Ok(Vec::new());
        }
        // Those that are being sent are due too.
        let due = self.store.due_deliveries(&self.hook.name, clock::now(), free + flying.len()).await?;
        Ok(due.into_iter().filter(|delivery| !flying.values().any(|id| *id == delivery.id)).take(free).collect())
    }

    async fn make_deliveries(&self) -> Result<()> {
        let hook = &self.hook;
        let mut cursor = self.store.hook_cursor(&hook.name).await?;
        loop {
            let events = self.store.events(cursor, PAGE).await?;
            let Some(last) = events.last().map(|event| event.number) else { return Ok(()) };
            let wanted = events.into_iter().filter(|event| hook.wants(event.kind, event.scan.lane.as_deref()));
            let deliveries =
                wanted.map(|event| anyhow::Ok(NewDelivery { body: api::webhooks::message(&event)?, event }));
            let deliveries: Vec<_> = deliveries.collect::<Result<_>>()?;
            self.store.add_deliveries(&hook.name, cursor, last, &deliveries).await?;
            cursor = last;
        }
    }

    /// Sends a delivery once; gives how long the receiver wants to be left alone.
    async fn deliver(self: Arc<Self>, delivery: Delivery) -> Option<Duration> {
        let (noted, quiet) = self.attempt(&delivery).await;
        if let Err(error) = noted {
            if !*self.stopping.borrow() {
                let (hook, id) = (&self.hook.name, delivery.id);
                tracing::error!(hook, %id, %error, "what became of a delivery cannot be noted; it is sent again");
            }
            tokio::time::sleep(STORE_FAILED).await;
        }
        quiet
    }

    async fn attempt(&self, delivery: &Delivery) -> (Result<(), StoreError>, Option<Duration>) {
        let Delivery { id, scan, body, attempts } = delivery;
        let hook = &self.hook.name;
        let sent = self.client.send(&self.hook, Message { id: &id.to_string(), body }).await;
        let (status, wish, error) = match sent {
            Ok(reply) if reply.delivered() => {
                tracing::debug!(hook, %id, %scan, status = reply.status, "webhook told");
                metrics::webhook(hook, "delivered");
                return (self.store.delivered(*id).await, None);
            }
            Ok(reply) => {
                let error = match reply.status {
                    300..400 => format!("The receiver answered {}: redirects are not followed.", reply.status),
                    status => format!("The receiver answered {status}."),
                };
                (Some(reply.status), reply.retry_after, error)
            }
            Err(error) => (None, None, format!("{:#}", anyhow::Error::from(error))),
        };
        let attempts = attempts + 1;
        // Without random numbers, the waits are not spread.
        let roll = f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX);
        let wait = self.hook.schedule.wait(attempts, roll, wish).filter(|_| status != Some(GONE));
        let due = wait.and_then(|wait| clock::now().checked_add(wait).ok());
        if due.is_some() {
            metrics::webhook(hook, "failed");
            tracing::warn!(hook, %id, %scan, attempts, wait_s = wait.map(|wait| wait.as_secs_f64()), error, "webhook not told");
        } else {
            metrics::webhook(hook, "dead");
            tracing::error!(
                hook, %id, %scan, attempts, error,
                "webhook not told and given up; `screening webhook replay {id}` sends it again"
            );
        }
        let quiet = wish.filter(|_| status.is_some_and(|status| BUSY.contains(&status)));
        (self.store.delivery_failed(*id, &FailedAttempt { attempts, due, status, error }).await, quiet)
    }
}
