//! The model that an administrator switched to, so that a restart goes on with it.

use super::{Store, StoreError, audit};
use crate::audit::NewEntry;

/// A model that an administrator chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActiveModel {
    /// The name of its files.
    pub(crate) name: String,
    /// Its hash.
    pub(crate) sha256: String,
    /// The hash of the model that the configuration named then.
    pub(crate) configured: String,
}

impl Store {
    /// Keeps the choice, with its entry in the audit trail.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn set_active_model(&self, model: &ActiveModel, entry: NewEntry) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("INSERT OR REPLACE INTO active_model (only, name, sha256, configured) VALUES (1, ?, ?, ?)")
            .bind(&model.name)
            .bind(&model.sha256)
            .bind(&model.configured)
            .execute(&mut *transaction)
            .await?;
        audit::append(&mut transaction, entry).await?;
        Ok(transaction.commit().await?)
    }

    /// The choice that was made last; none where there was none since the configuration changed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn active_model(&self) -> Result<Option<ActiveModel>, StoreError> {
        let found: Option<(String, String, String)> =
            sqlx::query_as("SELECT name, sha256, configured FROM active_model").fetch_optional(&self.readers).await?;
        Ok(found.map(|(name, sha256, configured)| ActiveModel { name, sha256, configured }))
    }

    /// The configuration names another model: its word is the newer one.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn forget_active_model(&self) -> Result<(), StoreError> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM active_model").execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }
}
