//! `cmi5.xml`: the course structure of a package with one assignable unit.

use super::{Label, PASS, START, xml};

/// The course structure.
pub(super) fn structure(label: &Label) -> String {
    let (id, title) = (xml(&label.id), xml(&label.title));
    let words = |name: &str| format!("<{name}><langstring lang=\"en\">{title}</langstring></{name}>");
    let (title, description) = (words("title"), words("description"));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">\n  \
         <course id=\"urn:uuid:{id}\">{title}{description}</course>\n  \
         <au id=\"urn:uuid:{id}#version-{}\" moveOn=\"CompletedOrPassed\" masteryScore=\"{PASS}\" launchMethod=\"AnyWindow\">\
         {title}{description}<url>{START}</url></au>\n\
         </courseStructure>\n",
        label.version,
    )
}
