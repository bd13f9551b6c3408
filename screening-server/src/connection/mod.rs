//! Accepts connections and keeps slow or silent clients from holding the service up.

mod encrypt;
mod stall;

use std::{sync::Arc, time::Duration};

use axum::{Extension, Router};
use hyper::{rt, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};
use tower::Layer as _;

use self::stall::StallGuard;
use crate::{auth::Peer, config::ConnectionSettings, tls::Tls};

/// Largest head of a request.
const HEAD_BYTES: usize = 32 << 10;

/// Serves until `stop` is done, then lets open requests end within the drain time. Returns whether all did. With `tls`,
/// nothing is answered in plain text but that it has to be encrypted.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    settings: ConnectionSettings,
    tls: Option<Arc<Tls>>,
    stop: impl Future<Output = ()>,
) -> bool {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(settings.max));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(settings.header).max_buf_size(HEAD_BYTES);
    // Whoever is still shaking hands when this is dropped has asked for nothing yet.
    let (serving, ending) = watch::channel(());

    tokio::pin!(stop);
    loop {
        let accepted = async {
            // Closed never, so a place always comes; without one, clients wait in the system's queue.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accepted => accepted,
        };
        let (stream, peer) = match accepted {
            Ok((stream, address)) => (stream, Peer(address)),
            Err(error) => {
                // Out of file handles, mostly: others are closed soon.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let conversation =
            Conversation { http: http.clone(), router: router.clone(), peer, watcher: graceful.watcher() };
        let (tls, mut ending) = (tls.clone(), ending.clone());
        tokio::spawn(async move {
            match tls {
                None => conversation.hold(TokioIo::new(StallGuard::new(stream, settings.stalled_write))).await,
                Some(tls) => {
                    let encrypted = tokio::select! {
                        biased;
                        _ = ending.changed() => return,
                        encrypted = encrypt::encrypt(stream, tls.acceptor(), settings) => encrypted,
                    };
                    match encrypted {
                        Ok(stream) => conversation.hold(TokioIo::new(stream)).await,
                        Err(error) => tracing::debug!(%error, peer = %peer.0, "a connection was not encrypted"),
                    }
                }
            }
            drop(place);
        });
    }
    drop((listener, serving));
    let open = graceful.count();
    tracing::info!(open, "no new connections; waiting for open ones to end");
    tokio::time::timeout(settings.drain, graceful.shutdown()).await.is_ok()
}

/// What answers the requests of one connection.
struct Conversation {
    http: http1::Builder,
    router: Router,
    peer: Peer,
    watcher: Watcher,
}

impl Conversation {
    async fn hold(self, stream: impl rt::Read + rt::Write + Unpin + 'static) {
        let service = Extension(self.peer).layer(self.router);
        let connection = self.http.serve_connection(stream, TowerToHyperService::new(service));
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
