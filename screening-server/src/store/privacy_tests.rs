//! What the database can hold of people.

use sqlx::Row as _;

use super::Store;
use crate::intake::Declared;

/// Every column of every table, as `table.column`.
async fn columns(store: &Store) -> Vec<String> {
    let rows = sqlx::query(
        "SELECT tables.name || '.' || columns.name AS name FROM sqlite_schema AS tables
         JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'",
    )
    .fetch_all(&store.readers)
    .await
    .unwrap();
    rows.iter().map(|row| row.get("name")).collect()
}

#[tokio::test]
async fn a_scan_has_no_place_for_a_sender_or_an_addressee() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let columns = columns(&store).await;
    assert!(columns.iter().any(|column| column == "scans.declared"), "{columns:?}");
    let person = [
        "sender",
        "addressee",
        "recipient",
        "consign",
        "shipper",
        "address",
        "street",
        "city",
        "post_code",
        "zip",
        "phone",
        "mail",
        "person",
        "customer",
        "birth",
        "tax",
    ];
    for column in &columns {
        assert!(!person.iter().any(|word| column.contains(word)), "{column}");
    }
    // Names are those of accounts, keys, views, models, and nothing else.
    let named: Vec<&String> = columns.iter().filter(|column| column.ends_with("name")).collect();
    assert_eq!(named, ["views.name", "users.name", "keys.name", "active_model.name"]);
}

#[test]
fn declared_data_is_what_the_interface_describes_and_no_more() {
    let declared = Declared {
        contents: Some("kitchen scales".to_owned()),
        hs: Some("842310".to_owned()),
        weight_kg: Some(1.2),
        origin: Some("CN".to_owned()),
        destination: Some("DE".to_owned()),
    };
    let kept = serde_json::to_value(&declared).unwrap();
    let fields: Vec<&String> = kept.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["contents", "destination", "hs", "origin", "weight_kg"]);
}
