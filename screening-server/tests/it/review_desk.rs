//! People at the console, for the tests of review.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};

use crate::{
    http::{Answer, post, send},
    people::{self, log_in},
    pictures,
    program::{Service, eventually},
};

/// A person who is logged in.
pub(crate) struct Desk {
    address: SocketAddr,
    cookie: String,
}

/// A parcel that someone holds.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) scan: String,
    pub(crate) token: String,
    pub(crate) review: Value,
}

impl Held {
    pub(crate) fn of(claimed: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            scan: text(&claimed["scan_id"]),
            token: text(&claimed["lease"]["token"]),
            review: claimed["review"].clone(),
        }
    }
}

impl Desk {
    pub(crate) fn of(service: &Service, user: &str) -> Self {
        Self { address: service.address, cookie: log_in(service, user) }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut headers = vec![("cookie", self.cookie.as_str()), ("sec-fetch-site", "same-origin")];
        if !body.is_empty() {
            headers.push(("content-type", "application/json"));
        }
        send(self.address, method, path, &headers, body.as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        let answer = self.ask("GET", path, &Value::Null);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    pub(crate) fn queue(&self, query: &str) -> Value {
        self.get(&format!("/v1/review/queue{query}"))
    }

    pub(crate) fn review(&self, scan: &str) -> Value {
        self.get(&format!("/v1/review/{scan}"))
    }

    /// The most urgent parcel; none where nothing waits.
    pub(crate) fn claim(&self) -> Option<Held> {
        let answer = self.ask("POST", "/v1/review/claim", &json!({}));
        if answer.status == 204 {
            return None;
        }
        assert_eq!(answer.status, 200, "{}", answer.text());
        Some(Held::of(&answer.json()))
    }

    pub(crate) fn try_claim(&self, scan: &str) -> Answer {
        self.ask("POST", "/v1/review/claim", &json!({ "scan_id": scan }))
    }

    pub(crate) fn claim_this(&self, scan: &str) -> Held {
        let answer = self.try_claim(scan);
        assert_eq!(answer.status, 200, "{}", answer.text());
        Held::of(&answer.json())
    }

    /// Decides with all views seen; `more` is put over that.
    pub(crate) fn try_decide(&self, held: &Held, action: &str, more: &Value) -> Answer {
        let mut body = json!({
            "lease": held.token, "action": action, "took_ms": 1500, "views_seen": ["view"],
            "enhancements": ["inverse"], "used": ["inverse", "edge"], "idempotency_key": key(),
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        self.ask("POST", &format!("/v1/review/{}/decision", held.scan), &body)
    }

    pub(crate) fn decide(&self, held: &Held, action: &str, more: &Value) -> Value {
        let answer = self.try_decide(held, action, more);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub(crate) fn undo(&self, made: &Value) -> Answer {
        let id = made["decision_id"].as_str().unwrap();
        self.ask("POST", &format!("/v1/review/decisions/{id}/undo"), &Value::Null)
    }

    /// Sends a parcel with a pistol and waits until it is under review; gives its scan.
    pub(crate) fn alarm(&self, query: &str) -> String {
        self.parcel(query, &pictures::pistol())
    }

    pub(crate) fn parcel(&self, query: &str, picture: &[u8]) -> String {
        let headers = [("cookie", self.cookie.as_str()), ("sec-fetch-site", "same-origin")];
        let path = format!("/v1/scans{query}");
        let sent = send(self.address, "POST", &path, &headers, picture);
        let scan = sent.json()["id"].as_str().unwrap().to_owned();
        eventually("the parcel is under review", || {
            let found = self.ask("GET", &format!("/v1/review/{scan}"), &Value::Null);
            (found.status == 200).then_some(())
        });
        scan
    }
}

/// A key that nobody has used.
pub(crate) fn key() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The names of the audit trail's actions about a scan, oldest first.
pub(crate) fn trail(desk: &Desk, scan: &str) -> Vec<Value> {
    let page = desk.get(&format!("/v1/audit?subject=scan:{scan}&limit=500"));
    page["entries"].as_array().unwrap().iter().rev().cloned().collect()
}

/// A service with authentication on, and a second operator and supervisor.
pub(crate) fn site() -> tempfile::TempDir {
    let folder = people::site();
    for (name, role) in [("boris", "operator"), ("clara", "supervisor")] {
        people::add_user(folder.path(), name, role).assert(0, &[]);
    }
    folder
}

/// Takes a certain parcel, once it is under review, on a service without authentication.
pub(crate) fn claim_locally(service: &Service, scan: &str) -> Held {
    let body = json!({ "scan_id": scan }).to_string();
    let headers = [("content-type", "application/json")];
    eventually("it is claimed", || {
        let answer = send(service.address, "POST", "/v1/review/claim", &headers, body.as_bytes());
        (answer.status == 200).then(|| Held::of(&answer.json()))
    })
}

/// Decides about it with all views seen.
pub(crate) fn decide_locally(service: &Service, held: &Held, action: &str, key: &str) -> Answer {
    let body = json!({
        "lease": held.token, "action": action, "took_ms": 1500, "idempotency_key": key, "views_seen": ["view"],
    });
    let headers = [("content-type", "application/json")];
    let path = format!("/v1/review/{}/decision", held.scan);
    send(service.address, "POST", &path, &headers, body.to_string().as_bytes())
}

/// Sends a parcel with a pistol to a service without authentication.
pub(crate) fn send_alarm(service: &Service, query: &str) -> String {
    post(service.address, query, &pictures::pistol()).json()["id"].as_str().unwrap().to_owned()
}
