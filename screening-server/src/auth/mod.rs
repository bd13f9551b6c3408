//! Who asks, and what they may do.
//!
//! Machines have keys, people have accounts with a role and log in for a session. `policy` is the one table of who may
//! use which route; `guard` is the layer that holds every request against it. While authentication is off, which only
//! a service that listens on this machine alone may be, everyone on it may do everything but keep accounts.

pub(crate) mod cookie;
mod first;
mod guard;
mod looks;
mod name;
mod oidc;
mod origin;
mod password;
pub(crate) mod policy;
mod scope;
mod service;
mod sign_on;
mod throttle;
mod token;

use std::net::SocketAddr;

pub(crate) use self::{
    first::print_link as print_first_link,
    guard::guard,
    name::{BadName, user_name},
    oidc::{NotSignedOn, Oidc, OidcSettings, OidcText, Return as OidcReturn, SignedOn},
    password::{WeakPassword, check_strength, hash as hash_password},
    policy::Role,
    scope::LaneScope,
    service::{Auth, AuthSettings, NotLoggedIn},
    sign_on::ProviderLogIn,
    token::{ApiKey, Secret, SecretHash},
};
use crate::audit::Actor;

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Who sends a request.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// Anyone on this machine, while authentication is off.
    Local,
    /// Someone who has shown nothing.
    Stranger,
    /// A machine with a valid key.
    Machine {
        /// The key's id.
        key: String,
        /// Whose scans it may send and see.
        lanes: LaneScope,
    },
    /// A person who is logged in.
    Person {
        /// The account.
        name: String,
        /// What its owner may do.
        role: Role,
        /// The session.
        session: SecretHash,
    },
}

impl Caller {
    /// As the audit trail names them.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Local => Actor::unauthenticated(),
            Self::Stranger => Actor::stranger(),
            Self::Machine { key, .. } => Actor::key(key),
            Self::Person { name, .. } => Actor::user(name),
        }
    }

    /// Whose scans they may send and see.
    pub(crate) fn lanes(&self) -> LaneScope {
        match self {
            Self::Machine { lanes, .. } => lanes.clone(),
            Self::Local | Self::Stranger | Self::Person { .. } => LaneScope::all(),
        }
    }
}
