//! Reads questions as Moodle's importer does (`question/format/xml/format.php` and `question/type/*`), to see that it takes
//! what is written: the elements that it asks for, the values that it knows, and every file that a text names.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use quick_xml::{Reader, events::Event};

use super::{MoodleAsks, MoodleItem, MoodleTexts, write_moodle};

/// An element with what is in it.
#[derive(Debug, Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    /// Reads a whole document; gives its root.
    fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Node::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(start) => {
                    let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                    let attributes = start.attributes().map(|pair| {
                        let pair = pair.unwrap();
                        let key = String::from_utf8(pair.key.as_ref().to_vec()).unwrap();
                        (key, pair.unescape_value().unwrap().into_owned())
                    });
                    open.push(Node { name, attributes: attributes.collect(), ..Node::default() });
                }
                Event::End(_) => {
                    let closed = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(closed);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.decode().unwrap()),
                Event::GeneralRef(reference) => {
                    let name = reference.decode().unwrap();
                    let letter = quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                    open.last_mut().unwrap().text.push_str(letter);
                }
                Event::Decl(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(open.len(), 1, "an element is open at the end");
        open.pop().unwrap().children.pop().unwrap()
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The only child of this name.
    #[track_caller]
    fn one<'a>(&'a self, name: &'a str) -> &'a Node {
        let mut found = self.all(name);
        let first = found.next().unwrap_or_else(|| panic!("<{}> has no <{name}>", self.name));
        assert!(found.next().is_none(), "<{}> has more than one <{name}>", self.name);
        first
    }

    /// The text of the element `text` in it, whose files are all there, each a picture.
    fn said(&self) -> String {
        let text = self.one("text").text.clone();
        let files: Vec<&str> = self.all("file").map(|file| file.attributes["name"].as_str()).collect();
        for named in text.split("@@PLUGINFILE@@/").skip(1) {
            let named = named.split('"').next().unwrap();
            assert!(files.contains(&named), "{named} is named and not there: {files:?}");
        }
        for name in &files {
            assert!(text.contains(&format!("@@PLUGINFILE@@/{name}")), "{name} is there and not named");
        }
        self.all("file").for_each(picture);
        text
    }
}

fn picture(file: &Node) {
    assert_eq!((file.attributes["encoding"].as_str(), file.attributes["path"].as_str()), ("base64", "/"));
    assert!(STANDARD.decode(file.text.trim()).unwrap().starts_with(b"\x89PNG"));
}

/// Imports a file; gives the type of each question, without the category.
fn import(xml: &str) -> Vec<String> {
    let quiz = Node::read(xml);
    assert_eq!(quiz.name, "quiz");
    assert!(quiz.children.iter().all(|child| child.name == "question"));
    let mut questions = quiz.children.iter();
    let category = questions.next().unwrap();
    assert_eq!(category.attributes["type"], "category");
    assert!(category.one("category").one("text").text.starts_with("$course$/top/"));
    questions.map(question).collect()
}

fn question(question: &Node) -> String {
    let kind = question.attributes["type"].clone();
    assert!(!question.one("name").one("text").text.trim().is_empty());
    assert_eq!(question.one("questiontext").attributes["format"], "html");
    assert!(!question.one("questiontext").said().trim().is_empty());
    for number in ["defaultgrade", "penalty", "hidden"] {
        question.one(number).text.parse::<f64>().unwrap();
    }
    let answers: Vec<(f64, String)> =
        question.all("answer").map(|answer| (answer.attributes["fraction"].parse().unwrap(), answer.said())).collect();
    let right = answers.iter().filter(|(fraction, _)| *fraction == 100.0).count();
    match kind.as_str() {
        "truefalse" => {
            let texts: Vec<&str> = answers.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!((texts.as_slice(), right), (&["true", "false"][..], 1));
        }
        "multichoice" => {
            assert!(["true", "false"].contains(&question.one("single").text.as_str()));
            assert!(["true", "false"].contains(&question.one("shuffleanswers").text.as_str()));
            let numbering = question.one("answernumbering").text.as_str();
            assert!(["none", "abc", "ABCD", "iii", "IIII", "123"].contains(&numbering));
            assert!(answers.len() >= 2 && right == 1, "{answers:?}");
            assert!(answers.iter().all(|(fraction, text)| [0.0, 100.0].contains(fraction) && !text.is_empty()));
        }
        "ddmarker" => {
            picture(question.one("file"));
            let drags: Vec<&str> = question.all("drag").map(|drag| drag.one("no").text.as_str()).collect();
            assert!(question.all("drag").all(|drag| !drag.one("text").text.is_empty()));
            let drop = question.one("drop");
            assert_eq!(drop.one("shape").text, "rectangle");
            let coords: Vec<u32> =
                drop.one("coords").text.split([',', ';']).map(|number| number.parse().unwrap()).collect();
            assert_eq!(coords.len(), 4);
            assert!(drags.contains(&drop.one("choice").text.as_str()));
        }
        kind => panic!("Moodle has no question type {kind} of its own"),
    }
    kind
}

#[test]
fn moodle_imports_every_kind_of_question_in_every_script() {
    let png = b"\x89PNG\r\n\x1a\n".to_vec();
    let item = |asks| MoodleItem { picture: png.clone(), asks };
    for (question, threat) in [
        ("Is there a \"threat\" & where?", "There is a threat"),
        ("Y a-t-il une menace ? <là>", "Il y a une menace"),
        ("Чи є загроза?", "Загроза є"),
        ("هل يوجد تهديد؟", "يوجد تهديد"),
    ] {
        let choices = vec![("<Pistol> & co".to_owned(), Some(png.clone())), (threat.to_owned(), None)];
        let items = [
            item(MoodleAsks::Threat { there: true }),
            item(MoodleAsks::Threat { there: false }),
            item(MoodleAsks::Place { bbox: [0.4, 3.0, 20.6, 8.0] }),
            item(MoodleAsks::Choice { choices, right: 0 }),
        ];
        let texts = MoodleTexts { question: question.to_owned(), threat: threat.to_owned() };
        let file = write_moodle("Parts & wholes/2", &texts, &items);
        assert_eq!(import(&file), ["truefalse", "truefalse", "ddmarker", "multichoice"], "{question}");
    }
}

#[test]
#[should_panic(expected = "is named and not there")]
fn a_file_that_is_missing_is_found() {
    let items = [MoodleItem { picture: b"\x89PNG".to_vec(), asks: MoodleAsks::Threat { there: true } }];
    let texts = MoodleTexts { question: "?".to_owned(), threat: "!".to_owned() };
    import(&write_moodle("x", &texts, &items).replace("name=\"picture.png\"", "name=\"other.png\""));
}
