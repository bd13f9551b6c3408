//! Accounts of people whom a provider vouches for.

use sqlx::Row as _;

use super::{Store, StoreError, audit, users};
use crate::{
    audit::{Action, Actor, Details, NewEntry},
    auth::SignedOn,
    clock,
};

/// What became of the account of someone whom the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SignOn {
    /// It is theirs, under this name.
    Account(String),
    /// An administrator disabled it.
    Disabled(String),
    /// The name belongs to somebody else's account.
    Taken,
}

impl Store {
    /// Finds the account of this person, or makes it. The provider says which role it has now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn sign_on(&self, person: &SignedOn) -> Result<SignOn, StoreError> {
        let SignedOn { subject, name, role } = person;
        let mut transaction = self.write().await?;
        let known = sqlx::query("SELECT name, role, disabled FROM users WHERE subject = ?")
            .bind(subject)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(row) = known {
            let name: String = row.try_get("name")?;
            if row.try_get("disabled")? {
                return Ok(SignOn::Disabled(name));
            }
            if users::role(&row)? != *role {
                sqlx::query("UPDATE users SET role = ? WHERE name = ?")
                    .bind(role.name())
                    .bind(&name)
                    .execute(&mut *transaction)
                    .await?;
                sqlx::query("DELETE FROM sessions WHERE user = ?").bind(&name).execute(&mut *transaction).await?;
                let details = Details::none().with("role", role).with("by", "provider");
                let (actor, subject) = (Actor::service(), format!("user:{name}"));
                let entry = NewEntry { actor, action: Action::UserChanged, subject, details };
                audit::append(&mut transaction, entry).await?;
                transaction.commit().await?;
            }
            return Ok(SignOn::Account(name));
        }
        let added = sqlx::query(
            "INSERT INTO users (name, role, password, created, subject) VALUES (?, ?, '', ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(name)
        .bind(role.name())
        .bind(clock::now().as_millisecond())
        .bind(subject)
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 0 {
            return Ok(SignOn::Taken);
        }
        let details = Details::none().with("role", role).with("by", "provider").with("provider_subject", subject);
        let entry =
            NewEntry { actor: Actor::service(), action: Action::UserAdded, subject: format!("user:{name}"), details };
        audit::append(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(SignOn::Account(name.clone()))
    }
}
