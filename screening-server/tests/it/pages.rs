//! The console and the page to browse the interface: embedded, whole, and asked for again cheaply.

use crate::{
    http::{get, send},
    program::Service,
};

/// What `attribute="..."` gives in a page, local addresses only.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in ["src=\"", "href=\""] {
        let values = page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(values.filter(|value| value.starts_with("/console/")).map(str::to_owned));
    }
    found
}

#[test]
fn pages_are_served_with_everything_they_ask_for() {
    let service = Service::start(&[]);
    for path in ["/", "/docs"] {
        let page = get(service.address, path);
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")), "{path}");
        let parts = addresses(&page.text());
        assert!(!parts.is_empty(), "{path} has no script and no style");
        for part in parts {
            let answer = get(service.address, &part);
            assert_eq!(answer.status, 200, "{path} asks for {part}");
            let kind = answer.header("content-type").unwrap();
            assert!(
                ["text/css", "text/javascript", "image/svg+xml"].iter().any(|known| kind.starts_with(known)),
                "{part}: {kind}"
            );
        }
    }
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again() {
    let service = Service::start(&[]);
    let tag = get(service.address, "/").header("etag").unwrap().to_owned();
    let again = send(service.address, "GET", "/", &[("if-none-match", &tag)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
}
