//! Lines of text in any of the console's scripts: shaped, in the order in which they are read.

use krilla::{
    geom::Point,
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

/// A font with what shapes its text.
pub(super) struct Letters {
    font: Font,
    face: Face<'static>,
}

/// A line that is ready to be drawn.
pub(super) struct Line {
    runs: Vec<Run>,
    /// Its width at size 1.
    width: f32,
}

/// Text of one direction.
struct Run {
    text: String,
    glyphs: Vec<KrillaGlyph>,
    width: f32,
}

impl Line {
    /// How wide it is at a size, points.
    pub(super) fn width(&self, size: f32) -> f32 {
        self.width * size
    }
}

impl Letters {
    /// Takes a font; none where it is not one.
    pub(super) fn new(font: &'static [u8]) -> Option<Self> {
        Some(Self { font: Font::new(font.into(), 0)?, face: Face::from_slice(font, 0)? })
    }

    /// Shapes a text as one line. `rtl` is how the page is read, which decides about what has no direction of its own.
    pub(super) fn line(&self, text: &str, rtl: bool) -> Line {
        let base = if rtl { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(text, Some(base));
        let mut runs = Vec::new();
        for paragraph in &bidi.paragraphs {
            let (levels, ranges) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for range in ranges {
                let rtl = levels.get(range.start).is_some_and(Level::is_rtl);
                runs.extend(text.get(range).map(|text| self.run(text, rtl)));
            }
        }
        let width = runs.iter().map(|run| run.width).sum();
        Line { runs, width }
    }

    fn run(&self, text: &str, rtl: bool) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let unit = 1.0 / self.face.units_per_em() as f32;
        // Each glyph stands for the text up to where the next one's begins.
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.iter().copied().find(|next| *next > start).unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 * unit,
                position.x_offset as f32 * unit,
                position.y_offset as f32 * unit,
                position.y_advance as f32 * unit,
                start..end,
                None,
            )
        });
        let width = shaped.glyph_positions().iter().map(|position| position.x_advance as f32 * unit).sum();
        Run { text: text.to_owned(), glyphs: glyphs.collect(), width }
    }

    /// Breaks a text into lines that are at most `width` wide at a size. A word that is wider stays whole.
    pub(super) fn lines(&self, text: &str, rtl: bool, size: f32, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut taken = String::new();
            for word in paragraph.split_whitespace() {
                let longer = if taken.is_empty() { word.to_owned() } else { format!("{taken} {word}") };
                if !taken.is_empty() && self.line(&longer, rtl).width(size) > width {
                    lines.push(self.line(&taken, rtl));
                    taken = word.to_owned();
                } else {
                    taken = longer;
                }
            }
            if !taken.is_empty() {
                lines.push(self.line(&taken, rtl));
            }
        }
        lines
    }

    /// Draws a line whose left end stands at `at`, on its base line.
    pub(super) fn draw(&self, surface: &mut Surface<'_>, line: &Line, at: [f32; 2], size: f32) {
        let mut left = at[0];
        for run in &line.runs {
            surface.draw_glyphs(Point::from_xy(left, at[1]), &run.glyphs, self.font.clone(), &run.text, size, false);
            left += run.width * size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_every_script_has_a_letter_for_each_character() {
        let letters = Letters::new(dejavu::sans::regular()).unwrap();
        for text in
            ["Threat?", "Чи є загроза ґ є ї?", "Opasnost: đ š ž č ć", "Kërcënim ç", "¿Amenaza? ñ œ é", "هل يوجد تهديد؟"]
        {
            let line = letters.line(text, false);
            assert!(line.width(10.0) > 0.0);
            for run in &line.runs {
                assert!(run.glyphs.iter().all(|glyph| krilla::text::Glyph::glyph_id(glyph).to_u32() != 0), "{text}");
            }
        }
    }

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_no_word() {
        let letters = Letters::new(dejavu::sans::regular()).unwrap();
        let text = "Look through the whole parcel in lanes, edge to edge, before you answer.";
        let lines = letters.lines(text, false, 10.0, 120.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| line.width(10.0) <= 120.0));
        let words: Vec<String> = lines.iter().flat_map(|line| line.runs.iter().map(|run| run.text.clone())).collect();
        assert_eq!(words.join(" "), text);
    }

    #[test]
    fn a_number_in_arabic_keeps_its_direction() {
        let letters = Letters::new(dejavu::sans::regular()).unwrap();
        let line = letters.line("العنصر 12", true);
        let texts: Vec<&str> = line.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts.first(), Some(&"12"), "{texts:?}");
    }
}
