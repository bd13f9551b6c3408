//! Machines' keys.

use jiff::Timestamp;
use sqlx::{Row as _, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use super::{Store, StoreError, audit, scans};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    auth::{LaneScope, SecretHash},
    clock,
};

/// A key, without its secret.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// 12 digits of hex; no secret.
    pub(crate) id: String,
    /// What it is for. Several may have one name, so that a new one takes over before the old one is revoked.
    pub(crate) name: String,
    /// The hash of its secret.
    pub(crate) hash: SecretHash,
    /// Whose scans it may send and see.
    pub(crate) lanes: LaneScope,
    /// When it was made.
    pub(crate) created: Timestamp,
    /// When it stops to be valid; none for never.
    pub(crate) expires: Option<Timestamp>,
    /// When it was revoked.
    pub(crate) revoked: Option<Timestamp>,
    /// Its last request, to the minute.
    pub(crate) seen: Option<Timestamp>,
}

impl Key {
    /// Whether it may be used.
    pub(crate) fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| now < expires)
    }
}

impl Store {
    /// All keys, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn keys(&self) -> Result<Vec<Key>, StoreError> {
        let rows = sqlx::query("SELECT * FROM keys ORDER BY created, id").fetch_all(&self.readers).await?;
        rows.iter().map(key).collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// The key with this id, valid or not.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn key(&self, id: &str) -> Result<Option<Key>, StoreError> {
        let row = sqlx::query("SELECT * FROM keys WHERE id = ?").bind(id).fetch_optional(&self.readers).await?;
        Ok(row.as_ref().map(key).transpose()?)
    }

    /// Keeps a new key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn add_key(&self, by: Actor, key: &Key) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("INSERT INTO keys (id, name, hash, lanes, created, expires) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(&key.id)
            .bind(&key.name)
            .bind(key.hash.as_str())
            .bind(key.lanes.names().map(Json))
            .bind(key.created.as_millisecond())
            .bind(key.expires.map(Timestamp::as_millisecond))
            .execute(&mut *transaction)
            .await?;
        let details = Details::none()
            .with("name", &key.name)
            .with("lanes", &key.lanes)
            .with_some("expires", key.expires.map(clock::rfc3339));
        let entry = NewEntry { actor: by, action: Action::KeyAdded, subject: format!("key:{}", key.id), details };
        audit::append(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    /// Revokes a key at once; false when there is none with this id. One that was revoked before stays so.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn revoke_key(&self, by: Actor, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.write().await?;
        let name: Option<(String, Option<i64>)> = sqlx::query_as("SELECT name, revoked FROM keys WHERE id = ?")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?;
        let Some((name, revoked)) = name else { return Ok(false) };
        if revoked.is_some() {
            return Ok(true);
        }
        sqlx::query("UPDATE keys SET revoked = ? WHERE id = ?")
            .bind(clock::now().as_millisecond())
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        let details = Details::none().with("name", name);
        let entry = NewEntry { actor: by, action: Action::KeyRevoked, subject: format!("key:{id}"), details };
        audit::append(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The lane of a scan, to hold against a key's; none where there is no such scan.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn lane_of(&self, scan: Uuid) -> Result<Option<Option<String>>, StoreError> {
        Ok(sqlx::query_scalar("SELECT lane FROM scans WHERE id = ?")
            .bind(scan.to_string())
            .fetch_optional(&self.readers)
            .await?)
    }

    /// Notes that a key is in use.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn touch_key(&self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("UPDATE keys SET seen = ? WHERE id = ?")
            .bind(now.as_millisecond())
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}

fn key(row: &SqliteRow) -> Result<Key, sqlx::Error> {
    let lanes: Option<Json<Vec<String>>> = row.try_get("lanes")?;
    let moment = |column| Ok::<_, sqlx::Error>(row.try_get::<Option<i64>, _>(column)?.map(clock::from_milliseconds));
    Ok(Key {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        hash: SecretHash::stored(row.try_get("hash")?),
        lanes: lanes.map_or(LaneScope::all(), |Json(lanes)| LaneScope::of(lanes)),
        created: scans::moment(row, "created")?,
        expires: moment("expires")?,
        revoked: moment("revoked")?,
        seen: moment("seen")?,
    })
}
