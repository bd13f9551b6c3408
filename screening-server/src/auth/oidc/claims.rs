//! What a provider says of a person, beyond what OpenID Connect has names for.

use std::collections::BTreeMap;

use openidconnect::{AdditionalClaims, IdTokenClaims, core::CoreGenderClaim};
use serde::{Deserialize, Serialize};

/// Claims by their names.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct MoreClaims {
    #[serde(flatten)]
    claims: BTreeMap<String, Claim>,
}

impl AdditionalClaims for MoreClaims {}

/// Whatever a claim may hold.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum Claim {
    Text(String),
    List(Vec<Claim>),
    Below(BTreeMap<String, Claim>),
    Flag(bool),
    Number(f64),
    Nothing(()),
}

impl Claim {
    /// Its texts: one, or those of a list.
    fn texts(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.clone()],
            Self::List(all) => all.iter().flat_map(Self::texts).collect(),
            Self::Below(_) | Self::Flag(_) | Self::Number(_) | Self::Nothing(()) => Vec::new(),
        }
    }
}

/// The texts of a claim; a dot in its name leads into it (`realm_access.roles`), unless a claim is called so.
pub(super) fn values(more: &MoreClaims, name: &str) -> Vec<String> {
    if let Some(claim) = more.claims.get(name) {
        return claim.texts();
    }
    let (mut steps, mut here) = (name.split('.'), None);
    let mut below = Some(&more.claims);
    for step in &mut steps {
        here = below.and_then(|claims| claims.get(step));
        below = match here {
            Some(Claim::Below(claims)) => Some(claims),
            _ => None,
        };
    }
    here.map(Claim::texts).unwrap_or_default()
}

/// The text of the claim that names a person.
pub(super) fn name(claims: &IdTokenClaims<MoreClaims, CoreGenderClaim>, claim: &str) -> Option<String> {
    match claim {
        "sub" => Some(claims.subject().to_string()),
        "preferred_username" => claims.preferred_username().map(|name| name.to_string()),
        // An address that nobody has checked could be anyone's.
        "email" => claims.email().filter(|_| claims.email_verified() == Some(true)).map(|email| email.to_string()),
        other => values(claims.additional_claims(), other).into_iter().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_wherever_a_provider_puts_them() {
        let read = |text: &str| serde_json::from_str::<MoreClaims>(text).unwrap();
        let claims = read(
            r#"{"roles": ["a", "b"], "one": "c", "realm_access": {"roles": ["d"], "x": 1}, "e.f": "g",
                "n": null, "t": true, "mixed": ["h", 1, {"i": "j"}]}"#,
        );
        let of = |name: &str| values(&claims, name).join(" ");
        assert_eq!(["roles", "one", "realm_access.roles", "e.f", "mixed"].map(of), ["a b", "c", "d", "g", "h"]);
        for none in ["none", "realm_access", "realm_access.none", "roles.a", "n", "t", "", "."] {
            assert_eq!(of(none), "", "{none}");
        }
    }
}
