//! Whether a request comes from the service's own pages: protection against cross-site request forgery, and against
//! foreign names that lead to this machine (DNS rebinding).

use std::net::IpAddr;

use axum::http::{HeaderMap, header, uri::Authority};

/// Where a request comes from, as far as its headers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The service's own page, or the person by hand.
    Own,
    /// Another site's page.
    Foreign,
    /// No browser of today, which would tell.
    Untold,
}

/// Reads `Sec-Fetch-Site`, which a page cannot forge, and where it is missing `Origin`.
pub(crate) fn of(headers: &HeaderMap) -> Origin {
    if let Some(site) = headers.get("sec-fetch-site") {
        return match site.as_bytes() {
            b"same-origin" | b"none" => Origin::Own,
            _ => Origin::Foreign,
        };
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return Origin::Untold };
    let authority = origin.to_str().ok().and_then(|text| text.split_once("://")).map(|(_, authority)| authority);
    match (authority, host(headers)) {
        (Some(authority), Some(host)) if authority.eq_ignore_ascii_case(host) => Origin::Own,
        _ => Origin::Foreign,
    }
}

/// Whether the name that was asked for is this machine's own, and no other that someone made lead here.
pub(crate) fn asks_for_loopback(headers: &HeaderMap) -> bool {
    // Without the header it is no browser of any kind.
    let Some(host) = headers.get(header::HOST) else { return true };
    let Some(authority) = host.to_str().ok().and_then(|text| text.parse::<Authority>().ok()) else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    match name.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn what_the_browser_says_of_the_site_counts_before_all_else() {
        for (site, expected) in [
            ("same-origin", Origin::Own),
            ("none", Origin::Own),
            ("same-site", Origin::Foreign),
            ("cross-site", Origin::Foreign),
            ("", Origin::Foreign),
        ] {
            let headers = headers(&[("sec-fetch-site", site), ("host", "a:1"), ("origin", "http://a:1")]);
            assert_eq!(of(&headers), expected, "{site}");
        }
    }

    #[test]
    fn an_origin_must_be_the_host_that_was_asked() {
        for (origin, expected) in [
            ("http://a:8080", Origin::Own),
            ("https://A:8080", Origin::Own),
            ("http://a:8081", Origin::Foreign),
            ("http://b:8080", Origin::Foreign),
            ("http://a:8080.b", Origin::Foreign),
            ("null", Origin::Foreign),
        ] {
            assert_eq!(of(&headers(&[("host", "a:8080"), ("origin", origin)])), expected, "{origin}");
        }
        assert_eq!(of(&headers(&[("host", "a:8080")])), Origin::Untold);
    }

    #[test]
    fn only_this_machine_s_own_names_are_loopback() {
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("127.0.0.1", true),
            ("[::1]:8080", true),
            ("localhost:8080", true),
            ("screening.localhost", true),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example", false),
            ("192.168.1.4", false),
            ("localhost.evil.example", false),
            ("a b", false),
        ] {
            assert_eq!(asks_for_loopback(&headers(&[("host", host)])), expected, "{host}");
        }
        assert!(asks_for_loopback(&HeaderMap::new()));
    }
}
