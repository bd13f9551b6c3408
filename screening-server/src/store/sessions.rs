//! Who is logged in.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::Row as _;

use super::{Store, StoreError, audit, scans, users};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    auth::{Role, SecretHash},
};

/// A session whose account may be used.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// The account.
    pub(crate) user: String,
    /// What its owner may do now.
    pub(crate) role: Role,
    /// When its owner logged in.
    pub(crate) begun: Timestamp,
    /// The last request, to the minute.
    pub(crate) seen: Timestamp,
}

/// How long sessions last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SessionLife {
    /// Without a request.
    pub(crate) idle: Duration,
    /// In all.
    pub(crate) whole: Duration,
}

impl SessionLife {
    /// Whether a session is still good.
    pub(crate) fn holds(&self, session: &Session, now: Timestamp) -> bool {
        let since = |moment: Timestamp| Duration::try_from(now.duration_since(moment)).unwrap_or_default();
        since(session.seen) < self.idle && since(session.begun) < self.whole
    }
}

impl Store {
    /// Begins a session, and ends the one that the browser had before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn begin_session(
        &self,
        user: &str,
        hash: &SecretHash,
        before: Option<&SecretHash>,
        now: Timestamp,
        details: Details,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM sessions WHERE hash = ?")
            .bind(before.map(SecretHash::as_str))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO sessions (hash, user, begun, seen) VALUES (?1, ?2, ?3, ?3)")
            .bind(hash.as_str())
            .bind(user)
            .bind(now.as_millisecond())
            .execute(&mut *transaction)
            .await?;
        let (actor, subject) = (Actor::user(user), format!("user:{user}"));
        audit::append(&mut transaction, NewEntry { actor, action: Action::LoggedIn, subject, details }).await?;
        Ok(transaction.commit().await?)
    }

    /// The session with this secret, unless its account was disabled.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn session(&self, hash: &SecretHash) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query(
            "SELECT sessions.user, sessions.begun, sessions.seen, users.role
             FROM sessions JOIN users ON users.name = sessions.user
             WHERE sessions.hash = ? AND NOT users.disabled",
        )
        .bind(hash.as_str())
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Session {
            user: row.try_get("user")?,
            role: users::role(&row)?,
            begun: scans::moment(&row, "begun")?,
            seen: scans::moment(&row, "seen")?,
        }))
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn touch_session(&self, hash: &SecretHash, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE sessions SET seen = ? WHERE hash = ?")
            .bind(now.as_millisecond())
            .bind(hash.as_str())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn end_session(&self, user: &str, hash: &SecretHash) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM sessions WHERE hash = ?").bind(hash.as_str()).execute(&mut *transaction).await?;
        let (actor, subject) = (Actor::user(user), format!("user:{user}"));
        let entry = NewEntry { actor, action: Action::LoggedOut, subject, details: Details::none() };
        audit::append(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    /// Forgets sessions that have expired.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn forget_sessions(&self, life: SessionLife, now: Timestamp) -> Result<(), StoreError> {
        let ago =
            |life: Duration| now.as_millisecond().saturating_sub(i64::try_from(life.as_millis()).unwrap_or(i64::MAX));
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM sessions WHERE seen < ? OR begun < ?")
            .bind(ago(life.idle))
            .bind(ago(life.whole))
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
