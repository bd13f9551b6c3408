//! The fields of a multipart scan, put together to views.

use axum::body::Bytes;

use super::{details, upload::NotReceived};
use crate::views::{ArrivedView, ViewFiles};

/// Longest parcel code and name of a view, in characters; they stand in every report and log line.
pub(super) const LONGEST_TEXT: usize = 128;

/// What ends the name of a text field that says how large a view's pixels are.
const SCALE: &str = ".mm_per_pixel";

/// A form as far as it has come.
#[derive(Debug)]
pub(super) struct Form {
    details: Vec<String>,
    views: Vec<FormView>,
    scales: Vec<(String, [f32; 2])>,
    max_views: usize,
    fields: usize,
}

#[derive(Debug)]
struct FormView {
    field: String,
    file_name: Option<String>,
    files: FormFiles,
}

#[derive(Debug)]
enum FormFiles {
    One(Bytes),
    Pair { low: Option<Bytes>, high: Option<Bytes> },
}

impl Form {
    /// Nothing has come yet.
    pub(super) fn new(max_views: usize) -> Self {
        Self { details: Vec::new(), views: Vec::new(), scales: Vec::new(), max_views, fields: 0 }
    }

    /// Counts a field, before it is read.
    ///
    /// # Errors
    /// When there are more than the views allowed can need.
    pub(super) fn count(&mut self) -> Result<(), NotReceived> {
        self.fields += 1;
        // What the scan says about itself, and for each view two files and a scale.
        if self.fields > details::COUNT + 3 * self.max_views {
            return Err(self.too_many());
        }
        Ok(())
    }

    /// Notes that a field about the whole scan has come.
    ///
    /// # Errors
    /// When it came before.
    pub(super) fn once(&mut self, field: &str) -> Result<(), NotReceived> {
        if self.details.iter().any(|known| known == field) {
            return Err(NotReceived::malformed(format!("The field '{}' came twice.", shown(field))));
        }
        self.details.push(field.to_owned());
        Ok(())
    }

    /// Takes a text field about a view.
    ///
    /// # Errors
    /// When it is not known, came before, or is not what its name says.
    pub(super) fn text(&mut self, field: &str, value: &str) -> Result<(), NotReceived> {
        let Some(view) = field.strip_suffix(SCALE) else {
            let text = format!(
                "The field '{}' has no file name and is none that /docs lists, such as 'parcel' or 'VIEW{SCALE}'; send \
                 pictures as files.",
                shown(field)
            );
            return Err(NotReceived::Malformed(text));
        };
        if self.scales.iter().any(|(known, _)| known == view) {
            return Err(NotReceived::malformed(format!("The field '{}' came twice.", shown(field))));
        }
        self.scales.push((view.to_owned(), scale(value)?));
        Ok(())
    }

    /// Takes a file.
    ///
    /// # Errors
    /// When there are too many, or it is a half of a pair that came before.
    pub(super) fn file(&mut self, field: &str, file_name: Option<&str>, bytes: Bytes) -> Result<(), NotReceived> {
        let file_name = file_name.map(str::to_owned);
        let (view, is_low) = match (field.strip_suffix(".low"), field.strip_suffix(".high")) {
            (Some(view), _) => (view, true),
            (None, Some(view)) => (view, false),
            (None, None) => {
                return self.add(FormView { field: field.to_owned(), file_name, files: FormFiles::One(bytes) });
            }
        };
        let known = self.views.iter_mut().find_map(|known| match &mut known.files {
            FormFiles::Pair { low, high } if known.field == view => Some(if is_low { low } else { high }),
            _ => None,
        });
        match known {
            Some(half @ None) => *half = Some(bytes),
            Some(Some(_)) => return Err(NotReceived::malformed(format!("The field '{}' came twice.", shown(field)))),
            None => {
                let (low, high) = if is_low { (Some(bytes), None) } else { (None, Some(bytes)) };
                self.add(FormView { field: view.to_owned(), file_name, files: FormFiles::Pair { low, high } })?;
            }
        }
        Ok(())
    }

    fn add(&mut self, view: FormView) -> Result<(), NotReceived> {
        if self.views.len() == self.max_views {
            return Err(self.too_many());
        }
        self.views.push(view);
        Ok(())
    }

    fn too_many(&self) -> NotReceived {
        NotReceived::malformed(format!("The scan has more than the {} views that the service takes.", self.max_views))
    }

    /// The views, each with a name of its own: its field's, or its file's where several came in fields of one name.
    ///
    /// # Errors
    /// When a name cannot stand in a report, or a scale belongs to no view.
    pub(super) fn into_views(self) -> Result<Vec<ArrivedView>, NotReceived> {
        if let Some((view, _)) = self.scales.iter().find(|(view, _)| self.views.iter().all(|one| one.field != *view)) {
            let text = format!("There is a '{0}{SCALE}' but no view '{0}'.", shown(view));
            return Err(NotReceived::Malformed(text));
        }
        let mut names: Vec<String> = Vec::with_capacity(self.views.len());
        for view in &self.views {
            let alone = self.views.iter().filter(|other| other.field == view.field).count() == 1;
            let file_name = view.file_name.as_deref().filter(|name| !name.is_empty());
            let wanted = match file_name {
                Some(file_name) if !alone || view.field.is_empty() => file_name,
                _ => &view.field,
            };
            let wanted = view_name(wanted)?;
            let mut name = wanted.clone();
            for number in 2usize.. {
                if !names.contains(&name) {
                    break;
                }
                name = format!("{wanted} {number}");
            }
            names.push(name);
        }
        let scales = self.scales;
        let scale_of = |field: &str| scales.iter().find(|(view, _)| view == field).map(|(_, scale)| *scale);
        let views = self.views.into_iter().zip(names).map(|(view, name)| {
            let files = match view.files {
                FormFiles::One(bytes) => ViewFiles::One(bytes),
                FormFiles::Pair { low, high } => {
                    ViewFiles::Pair { low: low.unwrap_or_default(), high: high.unwrap_or_default() }
                }
            };
            ArrivedView { name, files, mm_per_pixel: scale_of(&view.field) }
        });
        Ok(views.collect())
    }
}

/// A view's name as it was sent; `view` where there is nothing but blanks.
///
/// # Errors
/// As for [`text`].
pub(super) fn view_name(name: &str) -> Result<String, NotReceived> {
    Ok(text("name of a view", name, LONGEST_TEXT)?.unwrap_or_else(|| "view".to_owned()))
}

/// A text as it was sent, without the blanks around it; none where there is nothing else.
///
/// # Errors
/// When it is longer than so many characters, or has control characters.
pub(super) fn text(what: &str, text: &str, longest: usize) -> Result<Option<String>, NotReceived> {
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(NotReceived::Malformed(format!("The {what} is longer than {longest} characters.")));
    }
    if text.chars().any(char::is_control) {
        return Err(NotReceived::Malformed(format!("The {what} has control characters.")));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// `0.8`, or `0.8,1.1` where the pixels are not square.
///
/// # Errors
/// When it is neither, or not positive.
pub(super) fn scale(text: &str) -> Result<[f32; 2], NotReceived> {
    let (x, y) = text.split_once(',').unwrap_or((text, text));
    match (x.trim().parse::<f32>(), y.trim().parse::<f32>()) {
        (Ok(x), Ok(y)) if [x, y].iter().all(|mm| mm.is_finite() && *mm > 0.0) => Ok([x, y]),
        _ => {
            let text = format!("mm_per_pixel is '{}', but must be one or two positive numbers: X or X,Y.", shown(text));
            Err(NotReceived::Malformed(text))
        }
    }
}

/// The beginning of what a client sent, fit for a message.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(max_views: usize) -> Form {
        Form::new(max_views)
    }

    fn names(form: Form) -> Vec<String> {
        form.into_views().unwrap().into_iter().map(|view| view.name).collect()
    }

    #[test]
    fn views_are_named_by_their_field_or_their_file_and_never_twice_the_same() {
        let mut sent = form(8);
        for (field, file) in
            [("top", "1.png"), ("views", "a.png"), ("views", "b.png"), ("views", "a.png"), ("", "c.png")]
        {
            sent.file(field, Some(file), Bytes::from_static(b"x")).unwrap();
        }
        assert_eq!(names(sent), ["top", "a.png", "b.png", "a.png 2", "c.png"]);
    }

    #[test]
    fn halves_of_a_pair_find_each_other_and_a_missing_one_is_empty() {
        let mut sent = form(2);
        sent.file("side.high", None, Bytes::from_static(b"h")).unwrap();
        sent.file("top.low", None, Bytes::from_static(b"L")).unwrap();
        sent.file("side.low", None, Bytes::from_static(b"l")).unwrap();
        assert!(sent.file("side.low", None, Bytes::from_static(b"l")).is_err());
        sent.text("side.mm_per_pixel", "0.5, 2").unwrap();
        let views = sent.into_views().unwrap();
        let ViewFiles::Pair { low, high } = &views[0].files else { panic!("a pair") };
        assert_eq!((&low[..], &high[..], views[0].mm_per_pixel), (&b"l"[..], &b"h"[..], Some([0.5, 2.0])));
        let ViewFiles::Pair { low, high } = &views[1].files else { panic!("a pair") };
        assert_eq!((&low[..], high.is_empty(), views[1].mm_per_pixel), (&b"L"[..], true, None));
    }

    #[test]
    fn fields_that_mean_nothing_are_refused() {
        assert!(form(1).text("parcle", "A").is_err());
        let mut scale_of_nothing = form(1);
        scale_of_nothing.text("top.mm_per_pixel", "1").unwrap();
        assert!(scale_of_nothing.into_views().is_err());
        let mut twice = form(1);
        twice.once("parcel").unwrap();
        assert!(twice.once("parcel").is_err());
    }

    #[test]
    fn more_views_or_fields_than_allowed_are_refused() {
        let mut sent = form(1);
        sent.file("top", None, Bytes::new()).unwrap();
        assert!(sent.file("side", None, Bytes::new()).is_err());
        let counted = (0..100).take_while(|_| sent.count().is_ok()).count();
        assert_eq!(counted, details::COUNT + 3);
    }

    #[test]
    fn a_scale_is_one_or_two_positive_numbers() {
        assert_eq!(scale("0.8").unwrap(), [0.8, 0.8]);
        assert_eq!(scale("0.8,1.5").unwrap(), [0.8, 1.5]);
        for wrong in ["", "0", "-1", "NaN", "inf", "1,2,3", "1,", "a"] {
            assert!(scale(wrong).is_err(), "{wrong}");
        }
    }
}
