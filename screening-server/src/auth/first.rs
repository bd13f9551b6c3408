//! The link that makes the first administrator.

use std::time::Duration;

use anyhow::{Context as _, Result};

use super::{Secret, SecretHash};
use crate::{clock, store::Store};

/// How long it may be used.
const LIFE: Duration = Duration::from_secs(60 * 60);

/// Where there is no administrator, prints a link that makes one, once, within the hour. Links of earlier starts end.
/// `base` is how people reach the service.
///
/// # Errors
/// When it cannot be kept.
pub(crate) async fn print_link(store: &Store, base: &str) -> Result<()> {
    let secret = Secret::new().context("the system gives no random numbers")?;
    let expires = clock::now().checked_add(LIFE).context("the clock is at its end")?;
    if !store.set_first_link(&SecretHash::of(secret.as_str()), expires).await? {
        return Ok(());
    }
    let minutes = LIFE.as_secs() / 60;
    // Behind the `#`, which browsers keep to themselves: it stands in no log of requests.
    eprintln!("There is no administrator yet. Make the first one within {minutes} minutes, with this link, once:");
    eprintln!("  {base}/login#first={}", secret.as_str());
    Ok(())
}
