//! What the pages name is there.

use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn every_test_that_the_security_page_names_is_there() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(here.join("../SECURITY.md")).unwrap();
    let table = page.split("| threat | defence | test |").nth(1).unwrap();
    let named: BTreeSet<&str> = table.split('`').filter(|word| word.contains("::")).collect();
    assert!(named.len() > 25, "{named:?}");
    for name in named {
        let (file, test) = name.split_once("::").unwrap();
        let source = fs::read_to_string(here.join(format!("tests/it/{file}.rs"))).unwrap_or_default();
        assert!(source.contains(&format!("fn {test}()")), "{name}");
    }
}
