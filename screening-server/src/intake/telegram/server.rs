//! Takes connections of sorters, so many at a time.

use std::{sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};

use super::{
    connection::{self, Line},
    decide::Decider,
    peers::Peers,
};
use crate::{config::TelegramSettings, intake::Intake, store::Store};

/// Requests that are decided at a time, over all connections.
const DECIDING: usize = 256;

/// Serves sorters until the service ends, then until the open requests are answered.
///
/// A request waits at most `longest`.
pub(crate) async fn serve(
    listener: TcpListener,
    settings: TelegramSettings,
    intake: Arc<Intake>,
    store: Arc<Store>,
    longest: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "listening for telegrams");
    }
    let line = Arc::new(Line {
        decider: Decider { intake, store, track: settings.track, longest },
        peers: Peers::default(),
        deciding: Arc::new(Semaphore::new(DECIDING)),
        key: settings.key.clone(),
        heart_beat: settings.heart_beat,
        stopping: stopping.clone(),
    });
    let places = Arc::new(Semaphore::new(settings.connections));
    loop {
        let accepted = tokio::select! {
            biased;
            _ = stopping.wait_for(|stopping| *stopping) => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file handles, mostly: others are closed soon.
                tracing::warn!(%error, "a sorter's connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        if !settings.admits(address.ip()) {
            tracing::warn!(%address, "telegrams: this address is not in `telegram-peers`; its connection is closed");
            continue;
        }
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            tracing::warn!(%address, open = settings.connections, "telegrams: too many connections; this one is closed");
            continue;
        };
        let line = Arc::clone(&line);
        tokio::spawn(async move {
            connection::serve(stream, address, line).await;
            drop(place);
        });
    }
    drop(listener);
    // Every connection gives its place back when its open requests are answered.
    let _ = places.acquire_many(settings.connections as u32).await;
}
