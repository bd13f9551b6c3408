//! The console and the page to browse the interface: embedded, whole, and asked for again cheaply.

use std::io::Read as _;

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

#[test]
fn what_pages_load_is_compressed_for_those_who_can_read_that_and_answers_with_secrets_are_not() {
    let service = Service::start(&[]);
    let encoding = |path: &str| {
        let answer = send(service.address, "GET", path, &[("accept-encoding", "gzip")], b"");
        (answer.header("content-encoding").map(str::to_owned), answer.body)
    };
    let plain = get(service.address, "/console/main.js").body;
    let (used, packed) = encoding("/console/main.js");
    assert_eq!(used.as_deref(), Some("gzip"));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == plain && packed.len() < plain.len());
    // Compressing what is secret beside what others choose would tell its length (BREACH).
    assert_eq!(encoding("/v1/scans").0, None);
}

/// What a page can hold at most, pictures aside: it must load over a slow line.
const HEAVIEST_PAGE: usize = 400 * 1024;

/// The address of `name` as a file at `from` names it.
fn resolve(from: &str, name: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a script imports: relative addresses in quotes after `from` or `import`.
fn imports(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in script.lines() {
        // Texts and comments may name other modules' types, which nobody fetches.
        if line.trim_start().starts_with("//") || line.trim_start().starts_with('*') || line.contains("@type") {
            continue;
        }
        for before in ["from '", "from \"", "import '", "import \"", "import('", "import(\""] {
            let names = line.split(before).skip(1).filter_map(|rest| rest.split(['\'', '"']).next());
            found.extend(names.filter(|name| name.starts_with('.')).map(str::to_owned));
        }
    }
    found
}

#[test]
fn a_page_with_all_that_its_scripts_import_is_light() {
    let service = Service::start(&[]);
    for path in ["/", "/docs"] {
        let page = get(service.address, path);
        let mut weight = page.body.len();
        let mut open = addresses(&page.text());
        let mut seen = std::collections::BTreeSet::new();
        while let Some(address) = open.pop() {
            if !seen.insert(address.clone()) {
                continue;
            }
            let part = get(service.address, &address);
            assert_eq!(part.status, 200, "{path} asks for {address}");
            weight += part.body.len();
            if address.ends_with(".js") {
                open.extend(imports(&part.text()).iter().map(|name| resolve(&address, name)));
            }
        }
        assert!(seen.len() > 4, "{path}: only {seen:?}");
        assert!(weight < HEAVIEST_PAGE, "{path} weighs {weight} bytes in {} files", seen.len());
    }
}

#[test]
fn files_in_folders_are_served_and_nothing_outside_the_console_is() {
    let service = Service::start(&[]);
    let kind = |path: &str| {
        let answer = get(service.address, path);
        assert_eq!(answer.status, 200, "{path}");
        answer.header("content-type").unwrap().to_owned()
    };
    assert_eq!(kind("/console/viewer/viewer.js"), "text/javascript; charset=utf-8");
    assert_eq!(kind("/console/viewer/viewer.css"), "text/css; charset=utf-8");
    for path in [
        "/console/",
        "/console/viewer",
        "/console/viewer/",
        "/console//viewer/viewer.js",
        "/console/viewer//viewer.js",
        "/console/./viewer/viewer.js",
        "/console/viewer/../main.js",
        "/console/viewer/%2e%2e/main.js",
        "/console/viewer%5c..%5cmain.js",
        "/console/../Cargo.toml",
        "/console/%2e%2e/Cargo.toml",
        "/console/..%2f..%2fCargo.toml",
        "/console//etc/passwd",
        "/console/%2fetc%2fpasswd",
        "/console/viewer/viewer.js%00",
        "/console/test/browser.mjs",
        "/console/test/package.json",
    ] {
        get(service.address, path).assert_problem(404, "not_found");
    }
}
