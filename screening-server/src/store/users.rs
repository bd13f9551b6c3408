//! People's accounts and the link that makes the first one. Every change goes into the audit trail with it.

use jiff::Timestamp;
use sqlx::{Row as _, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Store, StoreError, audit, scans};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    auth::{Role, SecretHash},
    clock,
};

/// An account.
#[derive(Clone, Debug)]
pub(crate) struct User {
    /// How its owner is called, and logs in.
    pub(crate) name: String,
    /// What its owner is there for.
    pub(crate) role: Role,
    /// Whether nobody can use it.
    pub(crate) disabled: bool,
    /// When it was made.
    pub(crate) created: Timestamp,
    /// The password's hash (PHC string); empty where a provider logs its owner in.
    pub(crate) password: String,
}

/// What is to be changed of an account. Empty fields change nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct UserChange {
    /// Its new role.
    pub(crate) role: Option<Role>,
    /// Whether nobody can use it.
    pub(crate) disabled: Option<bool>,
    /// The hash of its new password.
    pub(crate) password: Option<String>,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    /// It was made.
    Done,
    /// There is no such account.
    Unknown,
    /// Nobody could make accounts afterwards, so it was not made.
    LastAdministrator,
}

/// What became of the link that makes the first administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Redeemed {
    /// The account was made. The link is spent.
    Done,
    /// The link was used before, has expired, or never was one.
    Wrong,
    /// An account of this name is there already.
    Taken,
}

impl Store {
    /// All accounts, by name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn users(&self) -> Result<Vec<User>, StoreError> {
        let rows = sqlx::query("SELECT * FROM users ORDER BY name").fetch_all(&self.readers).await?;
        rows.iter().map(user).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// The account of this name.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        let row = sqlx::query("SELECT * FROM users WHERE name = ?").bind(name).fetch_optional(&self.readers).await?;
        Ok(row.as_ref().map(user).transpose()?)
    }

    /// Makes an account; false when the name is taken.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_user(&self, by: Actor, name: &str, role: Role, password: &str) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let added = insert(&mut transaction, by, name, role, password).await?;
        transaction.commit().await?;
        Ok(added)
    }

    /// Changes an account and ends its sessions.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn change_user(&self, by: Actor, name: &str, change: &UserChange) -> Result<Changed, StoreError> {
        let mut transaction = self.write().await?;
        let changed = sqlx::query(
            "UPDATE users SET role = coalesce(?, role), disabled = coalesce(?, disabled), password = coalesce(?, password)
             WHERE name = ?",
        )
        .bind(change.role.map(Role::name))
        .bind(change.disabled)
        .bind(&change.password)
        .bind(name)
        .execute(&mut *transaction)
        .await?;
        if changed.rows_affected() == 0 {
            return Ok(Changed::Unknown);
        }
        let takes_away = change.disabled == Some(true) || change.role.is_some_and(|role| role != Role::Administrator);
        if takes_away && !has_administrator(&mut transaction).await? {
            // Dropped, the transaction changes nothing.
            return Ok(Changed::LastAdministrator);
        }
        sqlx::query("DELETE FROM sessions WHERE user = ?").bind(name).execute(&mut *transaction).await?;
        let details = Details::none()
            .with_some("role", change.role)
            .with_some("disabled", change.disabled)
            .with_some("password", change.password.as_ref().map(|_| "changed"));
        let entry = NewEntry { actor: by, action: Action::UserChanged, subject: format!("user:{name}"), details };
        audit::append(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(Changed::Done)
    }

    /// Keeps the link that makes the first administrator, in place of an earlier one; false when there is an
    /// administrator already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn set_first_link(&self, hash: &SecretHash, expires: Timestamp) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        if has_administrator(&mut transaction).await? {
            sqlx::query("DELETE FROM first_link").execute(&mut *transaction).await?;
            transaction.commit().await?;
            return Ok(false);
        }
        sqlx::query("INSERT OR REPLACE INTO first_link (only, hash, expires) VALUES (1, ?, ?)")
            .bind(hash.as_str())
            .bind(expires.as_millisecond())
            .execute(&mut *transaction)
            .await?;
        let details = Details::none().with("expires", clock::rfc3339(expires));
        audit::append(&mut transaction, NewEntry::about_service(Action::FirstLinkMade, details)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Makes the first administrator for whoever has the link, and spends it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn redeem_first_link(
        &self,
        secret: &str,
        now: Timestamp,
        name: &str,
        password: &str,
    ) -> Result<Redeemed, StoreError> {
        let mut transaction = self.write().await?;
        let link: Option<(String, i64)> =
            sqlx::query_as("SELECT hash, expires FROM first_link").fetch_optional(&mut *transaction).await?;
        let valid = link
            .is_some_and(|(hash, expires)| SecretHash::stored(hash).is_of(secret) && now.as_millisecond() < expires);
        if !valid || has_administrator(&mut transaction).await? {
            return Ok(Redeemed::Wrong);
        }
        sqlx::query("DELETE FROM first_link").execute(&mut *transaction).await?;
        let actor = Actor::user(name);
        if !insert(&mut transaction, actor, name, Role::Administrator, password).await? {
            return Ok(Redeemed::Taken);
        }
        transaction.commit().await?;
        Ok(Redeemed::Done)
    }
}

async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    by: Actor,
    name: &str,
    role: Role,
    password: &str,
) -> Result<bool, StoreError> {
    let inserted =
        sqlx::query("INSERT INTO users (name, role, password, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(role.name())
            .bind(password)
            .bind(clock::now().as_millisecond())
            .execute(&mut **transaction)
            .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    let details = Details::none().with("role", role);
    let entry = NewEntry { actor: by, action: Action::UserAdded, subject: format!("user:{name}"), details };
    audit::append(transaction, entry).await?;
    Ok(true)
}

async fn has_administrator(transaction: &mut Transaction<'static, Sqlite>) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM users WHERE role = ? AND NOT disabled LIMIT 1")
        .bind(Role::Administrator.name())
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(found.is_some())
}

fn user(row: &SqliteRow) -> Result<User, sqlx::Error> {
    Ok(User {
        name: row.try_get("name")?,
        role: role(row)?,
        disabled: row.try_get("disabled")?,
        created: scans::moment(row, "created")?,
        password: row.try_get("password")?,
    })
}

pub(super) fn role(row: &SqliteRow) -> Result<Role, sqlx::Error> {
    let name: String = row.try_get("role")?;
    Role::named(&name).ok_or_else(|| sqlx::Error::Decode(format!("there is no role '{name}'").into()))
}
