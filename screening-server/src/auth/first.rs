//! The link that makes the first administrator.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context as _, Result};

use super::{Secret, SecretHash};
use crate::{clock, store::Store};

/// How long it may be used.
const LIFE: Duration = Duration::from_secs(60 * 60);

/// Where there is no administrator, prints a link that makes one, once, within the hour. Links of earlier starts end.
///
/// # Errors
/// When it cannot be kept.
pub(crate) async fn print_link(store: &Store, public_url: Option<&str>, address: SocketAddr) -> Result<()> {
    let secret = Secret::new().context("the system gives no random numbers")?;
    let expires = clock::now().checked_add(LIFE).context("the clock is at its end")?;
    if !store.set_first_link(&SecretHash::of(secret.as_str()), expires).await? {
        return Ok(());
    }
    let base = public_url.map_or_else(|| format!("http://{address}"), str::to_owned);
    let minutes = LIFE.as_secs() / 60;
    // Behind the `#`, which browsers keep to themselves: it stands in no log of requests.
    eprintln!("There is no administrator yet. Make the first one within {minutes} minutes, with this link, once:");
    eprintln!("  {base}/login#first={}", secret.as_str());
    Ok(())
}
