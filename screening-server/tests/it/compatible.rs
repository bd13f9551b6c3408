//! What clients of /v1 rely on: changes to the described interface that would break one of them.
//!
//! Answers may gain fields and requests may gain fields that need not be there. Nothing that is there may go, change its
//! type, or become required.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Every change from `before` to `after` that a client may trip over, in words.
pub(crate) fn broken(before: &Value, after: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (path, item) in fields(&before["paths"]).filter(|(path, _)| path.starts_with("/v1/")) {
        for (method, operation) in fields(item).filter(|(_, operation)| operation["responses"].is_object()) {
            let name = format!("{} {path}", method.to_uppercase());
            let now = &after["paths"][path][method];
            if now.is_null() {
                found.push(format!("{name} is gone"));
                continue;
            }
            operations(&name, operation, now, &mut found);
        }
    }
    for (name, schema) in fields(&before["components"]["schemas"]) {
        let now = &after["components"]["schemas"][name];
        if now.is_null() {
            found.push(format!("the schema {name} is gone"));
        } else {
            schemas(name, schema, now, &mut found);
        }
    }
    found
}

fn operations(name: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    for (status, response) in fields(&before["responses"]) {
        let now = &after["responses"][status];
        if now.is_null() {
            found.push(format!("{name} does not describe {status} any more"));
            continue;
        }
        for (kind, content) in fields(&response["content"]) {
            let now = &now["content"][kind];
            if now.is_null() || content["schema"]["$ref"] != now["schema"]["$ref"] {
                found.push(format!("{name} answers {status} with another {kind}"));
            }
        }
    }
    let key = |parameter: &Value| format!("{} {}", parameter["in"], parameter["name"]);
    let listed = |operation: &Value| -> Vec<Value> { operation["parameters"].as_array().cloned().unwrap_or_default() };
    let (old, new) = (listed(before), listed(after));
    for parameter in &old {
        match new.iter().find(|other| key(other) == key(parameter)) {
            None => found.push(format!("{name} lost its parameter {}", key(parameter))),
            Some(now) if now["schema"]["type"] != parameter["schema"]["type"] => {
                found.push(format!("{name} has another type of parameter {}", key(parameter)));
            }
            Some(now) if now["required"] == true && parameter["required"] != true => {
                found.push(format!("{name} requires its parameter {}", key(parameter)));
            }
            Some(_) => {}
        }
    }
    for parameter in new.iter().filter(|parameter| parameter["required"] == true) {
        if !old.iter().any(|other| key(other) == key(parameter)) {
            found.push(format!("{name} requires a new parameter {}", key(parameter)));
        }
    }
    for (kind, _) in fields(&before["requestBody"]["content"]) {
        if after["requestBody"]["content"][kind].is_null() {
            found.push(format!("{name} does not take {kind} any more"));
        }
    }
}

fn schemas(name: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    for key in ["type", "$ref", "format"] {
        if before[key] != after[key] {
            found.push(format!("{name} has another {key}: {} was {}", after[key], before[key]));
        }
    }
    for value in before["enum"].as_array().into_iter().flatten() {
        if !after["enum"].as_array().is_some_and(|values| values.contains(value)) {
            found.push(format!("{name} cannot be {value} any more"));
        }
    }
    for (field, schema) in fields(&before["properties"]) {
        match &after["properties"][field] {
            Value::Null => found.push(format!("{name} lost its field {field}")),
            now => schemas(&format!("{name}.{field}"), schema, now, found),
        }
    }
    let required = |schema: &Value| -> BTreeSet<String> {
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (old, new) = (required(before), required(after));
    for field in old.difference(&new) {
        found.push(format!("{name}.{field} need not be there any more"));
    }
    // A field that is new may be required of an answer, but an older client does not send it.
    for field in new.difference(&old).filter(|field| before["properties"][field.as_str()].is_object()) {
        found.push(format!("{name}.{field} is required"));
    }
    if before["items"].is_object() {
        schemas(&format!("{name}[]"), &before["items"], &after["items"], found);
    }
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

#[test]
fn each_change_that_breaks_a_client_is_named_and_additions_are_not() {
    let before: Value = serde_json::from_str(include_str!("openapi.json")).unwrap();
    assert_eq!(broken(&before, &before), [""; 0]);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut after = before.clone();
        change(&mut after);
        broken(&before, &after)
    };
    let post = "/paths/~1v1~1scans/post";
    let take = |pointer: String, key: &'static str| {
        changed(&move |after| drop(after.pointer_mut(&pointer).unwrap().as_object_mut().unwrap().remove(key)))
    };
    assert_eq!(take("/paths".to_owned(), "/v1/events"), ["GET /v1/events is gone"]);
    assert_eq!(take(format!("{post}/responses"), "202"), ["POST /v1/scans does not describe 202 any more"]);
    assert_eq!(
        take(format!("{post}/requestBody/content"), "multipart/form-data"),
        ["POST /v1/scans does not take multipart/form-data any more"]
    );
    let lost = take("/components/schemas/Problem/properties".to_owned(), "code");
    assert_eq!(lost, ["Problem lost its field code"]);
    let narrower = changed(&|after| {
        after["components"]["schemas"]["Decision"]["enum"] = serde_json::json!(["ALARM", "UNKNOWN"]);
    });
    assert_eq!(narrower, ["Decision cannot be \"CLEAR\" any more"]);
    let required = changed(&|after| {
        let parameters = after.pointer_mut(&format!("{post}/parameters")).unwrap().as_array_mut().unwrap();
        parameters.push(serde_json::json!({ "in": "query", "name": "site", "required": true }));
    });
    assert_eq!(required, ["POST /v1/scans requires a new parameter \"query\" \"site\""]);

    let added = changed(&|after| {
        after["paths"]["/v1/new"] = serde_json::json!({ "get": { "responses": {} } });
        after["components"]["schemas"]["Problem"]["properties"]["hint"] = serde_json::json!({ "type": "string" });
    });
    assert_eq!(added, [""; 0]);
}
