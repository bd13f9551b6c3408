//! The console's files, embedded in the program.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::Problem;
use crate::{app::App, auth::Caller};

#[derive(RustEmbed)]
#[folder = "console/"]
#[include = "*.html"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
#[include = "*.ftl"]
#[exclude = "test/*"]
struct Files;

/// The console; for those who are not logged in, the page to do so.
pub(crate) async fn page(Extension(caller): Extension<Caller>, headers: HeaderMap) -> Result<Response, Problem> {
    match caller {
        Caller::Stranger => Ok(Redirect::to("/login").into_response()),
        Caller::Local | Caller::Machine { .. } | Caller::Person { .. } => file("index.html", &headers),
    }
}

/// The page to log in; while authentication is off, the console.
pub(crate) async fn log_in(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if app.auth.is_on() { file("login.html", &headers) } else { Ok(Redirect::to("/").into_response()) }
}

/// The page to browse the interface with.
pub(crate) async fn docs(headers: HeaderMap) -> Result<Response, Problem> {
    file("docs.html", &headers)
}

/// A script, style, drawing or text of a page.
pub(crate) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    file(&name, &headers)
}

/// A file of the console, for what takes a part of it elsewhere.
pub(super) fn bytes(name: &str) -> Option<Vec<u8>> {
    Files::get(name).map(|file| file.data.into_owned())
}

/// The file of the texts of all pages in a language, or of what everyday objects are called in it.
pub(super) fn texts_file(language: &str, goods: bool) -> String {
    format!("i18n/{}{language}.ftl", if goods { "goods/" } else { "" })
}

/// A text of the console that is one line without variables, in one language.
pub(super) fn text(language: &str, key: &str) -> Option<String> {
    let file = bytes(&texts_file(language, key.starts_with("goods-")))?;
    let text = String::from_utf8(file).ok()?;
    let line = |line: &str| {
        line.split_once('=').filter(|(name, _)| name.trim_end() == key).map(|(_, text)| text.trim().to_owned())
    };
    text.lines().find_map(line)
}

fn file(name: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let found: Option<EmbeddedFile> = Files::get(name);
    let Some(found) = found else { return Err(Problem::not_found("The console has no such file.")) };
    let tag: String = found.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    // Weak: the bytes differ by how they are compressed.
    let tag = format!("W/\"{tag}\"");
    // A new version of the program must not meet an old page: ask each time, send what changed.
    let caching = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("ftl") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    Ok((caching, [(header::CONTENT_TYPE, kind)], found.data).into_response())
}
