//! Questions in Moodle's XML format, with their pictures in them.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::xml;

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MoodleItem {
    /// PNG.
    pub(crate) picture: Vec<u8>,
    /// What is to be answered.
    pub(crate) asks: MoodleAsks,
}

/// What a question is answered with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MoodleAsks {
    /// Whether there is a threat.
    Threat {
        /// Whether there is.
        there: bool,
    },
    /// Where the threat is: its box, in pixels.
    Place {
        /// Left, top, width and height.
        bbox: [f64; 4],
    },
    /// One of several.
    Choice {
        /// In the question's language, some with a picture (PNG).
        choices: Vec<(String, Option<Vec<u8>>)>,
        /// Which of them is right.
        right: usize,
    },
}

/// The words of the questions, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MoodleTexts {
    /// The question itself.
    pub(crate) question: String,
    /// The marker that is put where the threat is.
    pub(crate) threat: String,
}

/// A file that Moodle imports: a category of the exercise's title with a question for each item.
pub(crate) fn write(title: &str, texts: &MoodleTexts, items: &[MoodleItem]) -> String {
    // A slash begins a category below it.
    let category = title.replace('/', "//");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n<question type=\"category\"><category><text>$course$/top/{}\
         </text></category></question>\n",
        xml(&category)
    );
    for (number, item) in items.iter().enumerate() {
        out.push_str(&question(number + 1, texts, item));
    }
    out.push_str("</quiz>\n");
    out
}

fn question(number: usize, texts: &MoodleTexts, item: &MoodleItem) -> String {
    let words = xml(&texts.question);
    let file = |name: &str, bytes: &[u8]| {
        format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">{}</file>", STANDARD.encode(bytes))
    };
    let shown = || {
        let html = format!("<p>{words}</p><p><img src=\"@@PLUGINFILE@@/picture.png\" alt=\"\"></p>");
        format!(
            "<questiontext format=\"html\"><text>{}</text>{}</questiontext>",
            xml(&html),
            file("picture.png", &item.picture)
        )
    };
    let head = |kind: &str, text: &str| {
        format!(
            "<question type=\"{kind}\"><name><text>{number:03}</text></name>{text}<defaultgrade>1</defaultgrade>\
             <penalty>1</penalty><hidden>0</hidden>"
        )
    };
    let answer = |text: &str, fraction: u32| {
        format!("<answer fraction=\"{fraction}\" format=\"moodle_auto_format\"><text>{text}</text></answer>")
    };
    match &item.asks {
        MoodleAsks::Threat { there } => {
            let answers = [("true", *there), ("false", !*there)];
            let answers: String = answers.iter().map(|(word, right)| answer(word, u32::from(*right) * 100)).collect();
            format!("{}{answers}</question>\n", head("truefalse", &shown()))
        }
        MoodleAsks::Place { bbox: [left, top, width, height] } => {
            let text = format!(
                "<questiontext format=\"html\"><text>{}</text></questiontext>",
                xml(&format!("<p>{words}</p>"))
            );
            let whole = |value: &f64| value.round() as i64;
            format!(
                "{}{}<drag><no>1</no><text>{}</text><noofdrags>1</noofdrags></drag><drop><no>1</no><shape>rectangle</shape>\
                 <coords>{},{};{},{}</coords><choice>1</choice></drop></question>\n",
                head("ddmarker", &text),
                file("picture.png", &item.picture),
                xml(&texts.threat),
                whole(left),
                whole(top),
                whole(width),
                whole(height),
            )
        }
        MoodleAsks::Choice { choices, right } => {
            let one = |(at, (name, picture)): (usize, &(String, Option<Vec<u8>>))| {
                let fraction = u32::from(at == *right) * 100;
                let image = picture
                    .as_ref()
                    .map_or(String::new(), |_| format!("<p><img src=\"@@PLUGINFILE@@/choice-{at}.png\" alt=\"\"></p>"));
                let html = format!("<p>{}</p>{image}", xml(name));
                let picture = picture.as_ref().map(|png| file(&format!("choice-{at}.png"), png)).unwrap_or_default();
                format!("<answer fraction=\"{fraction}\" format=\"html\"><text>{}</text>{picture}</answer>", xml(&html))
            };
            let answers: String = choices.iter().enumerate().map(one).collect();
            format!(
                "{}<single>true</single><shuffleanswers>false</shuffleanswers><answernumbering>none</answernumbering>\
                 {answers}</question>\n",
                head("multichoice", &shown())
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::texts, *};

    #[test]
    fn questions_read_back_with_their_pictures_and_one_right_answer_each() {
        let words = MoodleTexts { question: "Is there a \"threat\"?".to_owned(), threat: "<here>".to_owned() };
        let item = |asks| MoodleItem { picture: b"\x89PNG".to_vec(), asks };
        let choices = vec![("Pistol & co".to_owned(), None), ("Revolver".to_owned(), Some(b"png".to_vec()))];
        let items = [
            item(MoodleAsks::Threat { there: false }),
            item(MoodleAsks::Place { bbox: [10.4, 20.0, 30.6, 40.0] }),
            item(MoodleAsks::Choice { choices, right: 1 }),
        ];
        let file = write("Parts/whole", &words, &items);
        assert_eq!(texts(&file, "coords"), ["10,20;31,40"]);
        let pictures = texts(&file, "file");
        assert_eq!(pictures.len(), 4);
        assert_eq!(STANDARD.decode(&pictures[0]).unwrap(), b"\x89PNG");
        let all = texts(&file, "text");
        assert!(all.contains(&"$course$/top/Parts//whole".to_owned()) && all.contains(&"<here>".to_owned()), "{all:?}");
        assert!(all.contains(&"<p>Pistol &amp; co</p>".to_owned()), "HTML in XML is escaped twice: {all:?}");
        assert_eq!(file.matches("fraction=\"100\"").count(), 2);
        assert!(file.contains("<answer fraction=\"100\" format=\"moodle_auto_format\"><text>false</text>"), "{file}");
    }
}
