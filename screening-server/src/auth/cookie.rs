//! The cookie that holds a session's secret.

use axum::http::{HeaderMap, HeaderValue, header};

use super::token::Secret;

/// Its name. Over TLS it is one that browsers take from this host alone, over TLS alone.
fn name(tls: bool) -> &'static str {
    if tls { "__Host-screening" } else { "screening" }
}

/// The secret that a browser sent; none where there is none, or more than one, which no browser of ours sends.
pub(super) fn read(headers: &HeaderMap, tls: bool) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut found = pairs.filter(|(key, _)| *key == name(tls)).map(|(_, value)| value);
    let value = found.next()?;
    found.next().is_none().then_some(value)
}

/// Gives a browser the secret. It goes when the browser is closed; no script reads it, and no other site's page makes
/// the browser send it.
pub(crate) fn set(secret: &Secret, tls: bool) -> Option<HeaderValue> {
    line(secret.as_str(), "", tls)
}

/// Takes the secret from the browser.
pub(crate) fn clear(tls: bool) -> Option<HeaderValue> {
    line("", "; Max-Age=0", tls)
}

fn line(value: &str, more: &str, tls: bool) -> Option<HeaderValue> {
    let secure = if tls { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}", name(tls))).ok()
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
        assert!(clear(false).unwrap().to_str().unwrap().ends_with("Max-Age=0"));
    }
}
