//! Machines' keys: made, rotated, revoked, and for some lanes alone.

use std::{thread, time::Duration};

use jiff::Timestamp;

use crate::{
    http::send,
    people::{self, add_key, log_in, start, with_key, with_session},
    pictures,
    program::run,
};

fn id(key: &str) -> &str {
    key.split('_').nth(1).unwrap()
}

#[test]
fn a_key_is_rotated_without_a_stop() {
    let folder = people::site();
    let data = folder.path().to_str().unwrap();
    let service = start(folder.path(), &[]);
    let scans = |key: &str| with_key(&service, "GET", "/v1/scans", key, b"").status;
    // Made while the service runs, by the command line.
    let old = add_key(folder.path(), "line 3", &[]);
    assert_eq!(scans(&old), 200);
    let new = add_key(folder.path(), "line 3", &[]);
    assert_eq!((scans(&old), scans(&new)), (200, 200));
    run(&["key", "revoke", id(&old), "--data", data]).assert(0, &[]);
    assert_eq!((scans(&old), scans(&new)), (401, 200));
    run(&["key", "list", "--data", data]).assert(0, &[id(&old), "revoked", id(&new), "line 3", "every lane"]);
    run(&["key", "revoke", "000000000000", "--data", data]).assert(3, &["no key"]);
    // Another's secret with its own id.
    let mixed = format!("sck_{}_{}", id(&new), old.split('_').nth(2).unwrap());
    assert_eq!(scans(&mixed), 401);
}

#[test]
fn a_key_made_over_http_is_shown_once_expires_and_is_revoked() {
    let folder = people::site();
    let service = start(folder.path(), &[]);
    let integrator = log_in(&service, "integrator");
    let add = |body: &str| with_session(&service, "POST", "/v1/keys", &integrator, body);
    let soon = Timestamp::now() + Duration::from_secs(2);
    let made = add(&format!(r#"{{"name":"line 1","lanes":["north"],"expires":"{soon}"}}"#));
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    let key = made["key"].as_str().unwrap();
    let listed = || with_session(&service, "GET", "/v1/keys", &integrator, "").json();
    assert_eq!((&listed()["keys"][0]["lanes"][0], &listed()["keys"][0]["valid"]), (&"north".into(), &true.into()));
    assert!(!listed().to_string().contains(key.rsplit('_').next().unwrap()));
    assert_eq!(with_key(&service, "GET", "/v1/scans", key, b"").status, 200);
    thread::sleep(Duration::from_millis(2100));
    with_key(&service, "GET", "/v1/scans", key, b"").assert_problem(401, "invalid_key");
    assert_eq!(listed()["keys"][0]["valid"], false);

    let second = add(r#"{"name":"line 1"}"#).json();
    let path = format!("/v1/keys/{}", second["id"].as_str().unwrap());
    assert_eq!(with_session(&service, "DELETE", &path, &integrator, "").status, 204);
    with_key(&service, "GET", "/v1/scans", second["key"].as_str().unwrap(), b"").assert_problem(401, "invalid_key");
    for body in [r#"{"name":""}"#, r#"{"name":"a","lanes":[]}"#, r#"{"name":"a","expires":"2020-01-01T00:00:00Z"}"#] {
        add(body).assert_problem(400, "malformed_request");
    }
}

#[test]
fn a_key_sends_and_sees_only_scans_of_its_lanes() {
    let folder = people::site();
    let (north, all) = (
        add_key(folder.path(), "north", &["--lane", "north", "--lane", "north 2"]),
        add_key(folder.path(), "all", &[]),
    );
    let service = start(folder.path(), &[]);
    let picture = pictures::pistol();
    let post = |key: &str, query: &str| with_key(&service, "POST", &format!("/v1/scans{query}"), key, &picture);
    let of_north = post(&north, "?lane=north").json()["id"].as_str().unwrap().to_owned();
    let of_south = post(&all, "?lane=south").json()["id"].as_str().unwrap().to_owned();
    let of_none = post(&all, "").json()["id"].as_str().unwrap().to_owned();
    for query in ["?lane=south", "", "?lane=North", "?lane=north%203"] {
        post(&north, query).assert_problem(403, "lane_out_of_scope");
    }
    // What does not arrive as a whole is not recorded for another lane either.
    post(&north, "?lane=south&deadline=x").assert_problem(400, "malformed_request");
    let (kind, form) = crate::http::form(&[("lane", None, b"south"), ("top", Some("a.png"), &picture)]);
    let headers = [("authorization", format!("Bearer {north}")), ("content-type", kind)];
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    send(service.address, "POST", "/v1/scans", &headers, &form).assert_problem(403, "lane_out_of_scope");

    let list = |key: &str, query: &str| {
        let page = with_key(&service, "GET", &format!("/v1/scans{query}"), key, b"").json();
        let scans = page["scans"].as_array().unwrap().iter();
        scans.map(|scan| scan["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(&north, ""), [of_north.as_str()]);
    assert_eq!(list(&north, "?lane=south"), [""; 0]);
    assert_eq!(list(&all, ""), [of_none.as_str(), &of_south, &of_north]);

    for path in ["", "/report", "/reasons", "/views/0/picture", "/views/0/annotated", "/views/0/thumbnail"] {
        let get = |key: &str, id: &str| with_key(&service, "GET", &format!("/v1/scans/{id}{path}"), key, b"");
        assert_eq!(get(&north, &of_north).status, 200, "{path}");
        assert_eq!(get(&all, &of_south).status, 200, "{path}");
        for hidden in [&of_south, &of_none] {
            get(&north, hidden).assert_problem(404, "not_found");
        }
    }
    let cancel = |key: &str| with_key(&service, "POST", &format!("/v1/scans/{of_south}/cancel"), key, b"");
    cancel(&north).assert_problem(404, "not_found");
    assert_eq!(cancel(&all).status, 200);
}
