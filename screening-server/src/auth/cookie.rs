//! The cookie that holds a session's secret.

use axum::http::{HeaderMap, HeaderValue, header};

use super::token::Secret;

/// Its name. Over TLS it is one that browsers take from this host alone, over TLS alone.
fn name(tls: bool) -> &'static str {
    if tls { "__Host-screening" } else { "screening" }
}

/// The name of the cookie that a browser has while a person is at the provider.
fn departure(tls: bool) -> &'static str {
    if tls { "__Host-screening-oidc" } else { "screening-oidc" }
}

/// The secret that a browser sent; none where there is none, or more than one, which no browser of ours sends.
pub(super) fn read(headers: &HeaderMap, tls: bool) -> Option<&str> {
    find(headers, name(tls))
}

/// The secret of a log-in that this browser has begun with the provider.
pub(crate) fn read_departure(headers: &HeaderMap, tls: bool) -> Option<&str> {
    find(headers, departure(tls))
}

fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut found = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value);
    let value = found.next()?;
    found.next().is_none().then_some(value)
}

/// Gives a browser the secret. It goes when the browser is closed; no script reads it, and no other site's page makes
/// the browser send it.
pub(crate) fn set(secret: &Secret, tls: bool) -> Option<HeaderValue> {
    line(name(tls), secret.as_str(), "SameSite=Strict", tls)
}

/// Takes the secret from the browser.
pub(crate) fn clear(tls: bool) -> Option<HeaderValue> {
    line(name(tls), "", "SameSite=Strict; Max-Age=0", tls)
}

/// Gives a browser the secret of a log-in with the provider. It is sent when the provider leads back, which is another
/// site's doing.
pub(crate) fn set_departure(secret: &Secret, tls: bool) -> Option<HeaderValue> {
    line(departure(tls), secret.as_str(), "SameSite=Lax; Max-Age=600", tls)
}

/// Takes that secret from the browser.
pub(crate) fn clear_departure(tls: bool) -> Option<HeaderValue> {
    line(departure(tls), "", "SameSite=Lax; Max-Age=0", tls)
}

fn line(name: &str, value: &str, rules: &str, tls: bool) -> Option<HeaderValue> {
    let secure = if tls { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; {rules}{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_set() {
        for tls in [false, true] {
            let secret = Secret::new().unwrap();
            let line = set(&secret, tls).unwrap();
            let line = line.to_str().unwrap();
            assert!(line.contains("HttpOnly; SameSite=Strict"), "{line}");
            assert_eq!(line.ends_with("; Secure"), tls);
            let pair = line.split(';').next().unwrap();
            let headers = |cookie: String| HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())]);
            assert_eq!(read(&headers(format!("a=b; {pair}; c=d")), tls), Some(secret.as_str()));
            assert_eq!(read(&headers(format!("{pair}; {pair}")), tls), None);
            assert_eq!(read(&headers(pair.to_owned()), !tls), None);
        }
        assert!(clear(false).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }
}
