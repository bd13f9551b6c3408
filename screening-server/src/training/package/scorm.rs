//! `imsmanifest.xml`, as SCORM 1.2 and SCORM 2004 ask for it.

use super::{Label, PASS, START, xml};

/// SCORM 1.2's.
pub(super) fn manifest12(label: &Label, files: &[&str]) -> String {
    let head = "xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" \
                xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\"";
    let pass = format!("<adlcp:masteryscore>{}</adlcp:masteryscore>", (PASS * 100.0).round());
    manifest(label, files, head, "1.2", &pass, "adlcp:scormtype")
}

/// SCORM 2004's, 4th edition.
pub(super) fn manifest2004(label: &Label, files: &[&str]) -> String {
    let head = "xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" \
                xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\"";
    let pass = format!(
        "<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID=\"score\" satisfiedByMeasure=\"true\">\
         <imsss:minNormalizedMeasure>{PASS}</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>\
         </imsss:sequencing>"
    );
    manifest(label, files, head, "2004 4th Edition", &pass, "adlcp:scormType")
}

fn manifest(label: &Label, files: &[&str], head: &str, version: &str, pass: &str, kind: &str) -> String {
    let title = xml(&label.title);
    let files: String = files.iter().map(|name| format!("      <file href=\"{}\"/>\n", xml(name))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest identifier=\"exercise-{}\" version=\"{}\" {head}>\n  \
         <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>\n  \
         <organizations default=\"course\">\n    \
         <organization identifier=\"course\">\n      \
         <title>{title}</title>\n      \
         <item identifier=\"item\" identifierref=\"exercise\"><title>{title}</title>{pass}</item>\n    \
         </organization>\n  \
         </organizations>\n  \
         <resources>\n    \
         <resource identifier=\"exercise\" type=\"webcontent\" {kind}=\"sco\" href=\"{START}\">\n\
         {files}    \
         </resource>\n  \
         </resources>\n\
         </manifest>\n",
        xml(&label.id),
        label.version,
    )
}
