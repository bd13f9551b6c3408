//! Who people may log in with.

use std::{fs, path::Path};

use anyhow::{Context as _, ensure};
use axum::http::Uri;

use super::Faults;
use crate::{
    args::OidcArgs,
    auth::{OidcSettings, OidcText, Role},
};

/// The provider that was asked for; none where none was. Half of what it needs is a fault.
pub(super) fn oidc(args: &OidcArgs, public_url: Option<&str>, faults: &mut Faults) -> Option<OidcSettings> {
    let roles: Vec<(String, Role)> = args.oidc_role.iter().filter_map(|text| role(text, faults)).collect();
    let Some(issuer) = &args.oidc_issuer else {
        if args.oidc_client.is_some() || !args.oidc_role.is_empty() {
            faults.refuse("oidc-issuer", "is not set, but `oidc-client` or `oidc-role` is");
        }
        return None;
    };
    if !is_safe(issuer) {
        let like = "https://login.example, or http:// on this machine alone";
        faults.refuse("oidc-issuer", format_args!("is '{issuer}', but must be as {like}"));
    }
    if args.oidc_client.is_none() {
        faults.refuse("oidc-client", "is not set: the provider gives it when this service is registered there");
    }
    if args.oidc_role.is_empty() {
        faults.refuse("oidc-role", "is not set, so that nobody who logs in with the provider would have a role");
    }
    if public_url.is_none() {
        faults.refuse("public-url", "is not set: the provider sends people back to it");
    }
    let file = args.oidc_client_file.as_deref();
    let secret = file.and_then(|file| faults.take("oidc-client-file", secret(file)));
    Some(OidcSettings {
        issuer: issuer.clone(),
        client: args.oidc_client.clone().unwrap_or_default(),
        secret,
        roles,
        role_claim: args.oidc_role_claim.clone(),
        name_claim: args.oidc_name_claim.clone(),
        label: args.oidc_label.clone(),
        redirect: format!("{}/v1/session/oidc/callback", public_url.unwrap_or_default()),
    })
}

fn role(text: &str, faults: &mut Faults) -> Option<(String, Role)> {
    let read = text.rsplit_once('=').filter(|(value, _)| !value.is_empty());
    let read = read.and_then(|(value, role)| Some((value.to_owned(), Role::named(role)?)));
    if read.is_none() {
        let roles = Role::ALL.map(Role::name).join(", ");
        faults.refuse("oidc-role", format_args!("holds '{text}', but must be VALUE=ROLE; roles are {roles}"));
    }
    read
}

fn secret(file: &Path) -> anyhow::Result<OidcText> {
    let text = fs::read_to_string(file).with_context(|| format!("'{}' cannot be read", file.display()))?;
    ensure!(!text.trim().is_empty(), "'{}' holds no secret", file.display());
    Ok(OidcText(text.trim().to_owned()))
}

/// Whether nobody on the way can play the provider.
fn is_safe(issuer: &str) -> bool {
    let Ok(uri) = issuer.parse::<Uri>() else { return false };
    let here = || {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    };
    uri.query().is_none()
        && uri.host().is_some()
        && match uri.scheme_str() {
            Some("https") => true,
            Some("http") => here(),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_reached_in_a_way_that_nobody_can_play_it() {
        for good in
            ["https://login.example", "https://a/b", "http://127.0.0.1:8081", "http://[::1]:1/x", "http://localhost"]
        {
            assert!(is_safe(good), "{good}");
        }
        for bad in ["http://login.example", "login.example", "ftp://a", "https://a?b=c", "http://127.0.0.1.example", ""]
        {
            assert!(!is_safe(bad), "{bad}");
        }
    }

    #[test]
    fn all_that_is_missing_is_said_at_once() {
        let mut faults = Faults::default();
        let roles = vec!["a=operator".to_owned(), "b=root".to_owned(), "x=y=auditor".to_owned()];
        let args =
            OidcArgs { oidc_issuer: Some("http://a.example".to_owned()), oidc_role: roles, ..Default::default() };
        let settings = oidc(&args, None, &mut faults).unwrap();
        assert_eq!(settings.roles, [("a".to_owned(), Role::Operator), ("x=y".to_owned(), Role::Auditor)]);
        for words in ["'b=root'", "oidc-issuer is", "oidc-client is not set", "public-url is not set"] {
            assert!(faults.found().iter().any(|fault| fault.contains(words)), "{words}: {faults}");
        }
    }
}
