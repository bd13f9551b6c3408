//! Where things stand on the pages. All lengths are in points, from the top left.

use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Rect, Size, Transform},
    image as figures,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
};

use super::{
    NotPrinted, SheetItem, Worksheet, image,
    letters::{Letters, Line},
};

/// A4.
const PAGE: [f32; 2] = [595.28, 841.89];
const MARGIN: f32 = 42.0;
/// What stands below the last row: the number of the page.
const FOOT: f32 = 14.0;
/// Between columns, and between what stands below each other.
const GAP: f32 = 14.0;

/// Sizes of text.
const TITLE: f32 = 16.0;
const TEXT: f32 = 10.0;
const SMALL: f32 = 8.5;
/// From base line to base line, as a share of the size.
const LEADING: f32 = 1.45;
/// A box to tick.
const TICK: f32 = 9.0;
/// How high a picture to choose is.
const CHOICE: f32 = 60.0;

/// Colours: red, green, blue.
const BLACK: [u8; 3] = [0; 3];
const EDGE: [u8; 3] = [160; 3];
const MARK: [u8; 3] = [208, 0, 0];

/// How the items stand on pages of one kind.
struct Grid {
    columns: usize,
    /// How high a picture may be.
    picture: f32,
}

/// Pages to be worked on.
const WORK: Grid = Grid { columns: 2, picture: 190.0 };
/// The answer sheet.
const ANSWERS: Grid = Grid { columns: 3, picture: 100.0 };

impl Grid {
    /// How wide a column is.
    fn width(&self) -> f32 {
        (PAGE[0] - 2.0 * MARGIN - GAP * (self.columns - 1) as f32) / self.columns as f32
    }
}

/// What draws on the pages of one worksheet.
pub(super) struct Pen<'a> {
    pub(super) sheet: &'a Worksheet,
    pub(super) plain: &'a Letters,
    pub(super) bold: &'a Letters,
}

impl Pen<'_> {
    /// Draws the whole worksheet into a document: the pages to be worked on, then the answer sheet.
    pub(super) fn draw(&self, document: &mut Document) -> Result<(), NotPrinted> {
        let mut number = 0;
        for (grid, is_answers) in [(WORK, false), (ANSWERS, true)] {
            let mut left: Vec<(usize, &SheetItem)> = self.sheet.items.iter().enumerate().collect();
            let mut first = true;
            while !left.is_empty() {
                number += 1;
                let settings = PageSettings::from_wh(PAGE[0], PAGE[1]).unwrap_or_default();
                let mut page = document.start_page_with(settings);
                let mut surface = page.surface();
                let top = if first { self.head(&mut surface, is_answers) } else { MARGIN };
                let taken = self.rows(&mut surface, &grid, &left, top, is_answers)?;
                left.drain(..taken);
                let foot = self.plain.line(&number.to_string(), false);
                let middle = (PAGE[0] - foot.width(SMALL)) / 2.0;
                self.plain.draw(&mut surface, &foot, [middle, PAGE[1] - MARGIN + FOOT], SMALL);
                surface.finish();
                page.finish();
                first = false;
            }
        }
        Ok(())
    }

    /// The head of the first page of its kind; gives where it ends.
    fn head(&self, surface: &mut Surface<'_>, is_answers: bool) -> f32 {
        let Worksheet { title, words, lead, .. } = self.sheet;
        let width = PAGE[0] - 2.0 * MARGIN;
        // A title may be in another script than the page: isolated, it keeps its own order.
        let title = format!("\u{2068}{title}\u{2069}");
        let title = if is_answers { format!("{}: {title}", words.answers) } else { title };
        let mut top = MARGIN;
        top = self.paragraph(surface, self.bold, &title, TITLE, [MARGIN, top, width]);
        if is_answers {
            return top + GAP;
        }
        top += GAP;
        let half = (width - GAP) / 2.0;
        for (number, label) in [&words.name, &words.date].into_iter().enumerate() {
            let at = self.column(number, 2, half);
            let line = self.plain.line(&format!("{label}:"), self.rtl());
            self.aligned(surface, self.plain, &line, TEXT, [at, top + TEXT, half]);
            let (from, to) = (line.width(TEXT) + 6.0, half);
            let (from, to) = if self.rtl() { (at + half - to, at + half - from) } else { (at + from, at + to) };
            rule(surface, from, to, top + TEXT + 2.0);
        }
        top += TEXT * LEADING + GAP;
        if let Some(lead) = lead {
            top = self.paragraph(surface, self.plain, lead, TEXT, [MARGIN, top, width]) + GAP / 2.0;
        }
        self.paragraph(surface, self.bold, &words.question, TEXT, [MARGIN, top, width]) + GAP
    }

    /// Draws as many rows as there is room for, at least one; gives how many items those are.
    fn rows(
        &self,
        surface: &mut Surface<'_>,
        grid: &Grid,
        items: &[(usize, &SheetItem)],
        mut top: f32,
        is_answers: bool,
    ) -> Result<usize, NotPrinted> {
        let mut taken = 0;
        for row in items.chunks(grid.columns) {
            let mut height = 0f32;
            for (_, item) in row {
                height = height.max(if is_answers { self.answer_height(item) } else { self.work_height(item)? });
            }
            if taken > 0 && top + height > PAGE[1] - MARGIN {
                break;
            }
            for (place, (number, item)) in row.iter().enumerate() {
                let at = [self.column(place, grid.columns, grid.width()), top];
                if is_answers {
                    self.answer(surface, *number, item, at)?;
                } else {
                    self.work(surface, *number, item, at)?;
                }
            }
            taken += row.len();
            top += height + GAP;
        }
        Ok(taken)
    }

    /// An item to be worked on: number, picture, room for the answer.
    fn work(
        &self,
        surface: &mut Surface<'_>,
        number: usize,
        item: &SheetItem,
        [left, top]: [f32; 2],
    ) -> Result<(), NotPrinted> {
        let width = WORK.width();
        let mut top = self.number(surface, number, [left, top, width]);
        let picture = image(&item.picture)?;
        let size = fitted(&picture, width, WORK.picture);
        placed(surface, picture, [left + (width - size[0]) / 2.0, top], size);
        top += size[1] + 6.0;
        for choice in &item.choices {
            let edge = if self.rtl() { left + width - TICK } else { left };
            frame(surface, [edge, top, TICK, TICK], BLACK, 0.7);
            let inner = if self.rtl() { left } else { left + TICK + 5.0 };
            let mut bottom =
                self.paragraph(surface, self.plain, &choice.name, TEXT, [inner, top - 1.0, width - TICK - 5.0]);
            if let Some(png) = &choice.picture {
                let picture = image(png)?;
                let size = fitted(&picture, width - TICK - 5.0, CHOICE);
                let at = if self.rtl() { left + width - TICK - 5.0 - size[0] } else { inner };
                placed(surface, picture, [at, bottom], size);
                bottom += size[1] + 2.0;
            }
            top = bottom;
        }
        Ok(())
    }

    fn work_height(&self, item: &SheetItem) -> Result<f32, NotPrinted> {
        let width = WORK.width();
        let mut height = TEXT * LEADING + fitted(&image(&item.picture)?, width, WORK.picture)[1] + 6.0;
        for choice in &item.choices {
            let lines = self.plain.lines(&choice.name, self.rtl(), TEXT, width - TICK - 5.0).len() as f32;
            height += lines * TEXT * LEADING;
            if let Some(png) = &choice.picture {
                height += fitted(&image(png)?, width - TICK - 5.0, CHOICE)[1] + 2.0;
            }
        }
        Ok(height)
    }

    /// An item's answer: number, what is right, the picture with its marks, and the true object alone.
    fn answer(
        &self,
        surface: &mut Surface<'_>,
        number: usize,
        item: &SheetItem,
        [left, top]: [f32; 2],
    ) -> Result<(), NotPrinted> {
        let width = ANSWERS.width();
        let right = format!("{}. {}", number + 1, item.right);
        let mut top = self.paragraph(surface, self.bold, &right, SMALL, [left, top, width]) + 2.0;
        let picture = image(&item.picture)?;
        let pixels = picture.size();
        let size = fitted(&picture, width, ANSWERS.picture);
        let at = [left + (width - size[0]) / 2.0, top];
        placed(surface, picture, at, size);
        let scale = [size[0] / pixels.0.max(1) as f32, size[1] / pixels.1.max(1) as f32];
        for mark in &item.marks {
            let [x, y, w, h] = mark.map(|side| side as f32);
            frame(surface, [at[0] + x * scale[0], at[1] + y * scale[1], w * scale[0], h * scale[1]], MARK, 1.2);
        }
        top += size[1] + 4.0;
        if let Some(alone) = &item.alone {
            let picture = image(alone)?;
            let size = fitted(&picture, width, ANSWERS.picture);
            placed(surface, picture, [left + (width - size[0]) / 2.0, top], size);
        }
        Ok(())
    }

    fn answer_height(&self, item: &SheetItem) -> f32 {
        let lines = self.bold.lines(&format!("000. {}", item.right), self.rtl(), SMALL, ANSWERS.width()).len() as f32;
        let pictures = if item.alone.is_some() { 2.0 } else { 1.0 };
        lines * SMALL * LEADING + 2.0 + pictures * (ANSWERS.picture + 4.0)
    }

    fn number(&self, surface: &mut Surface<'_>, number: usize, [left, top, width]: [f32; 3]) -> f32 {
        self.paragraph(surface, self.bold, &format!("{}.", number + 1), TEXT, [left, top, width])
    }

    fn rtl(&self) -> bool {
        self.sheet.language == "ar"
    }

    /// Where a column begins; the first stands where reading begins.
    fn column(&self, number: usize, columns: usize, width: f32) -> f32 {
        let place = if self.rtl() { columns - 1 - number } else { number };
        MARGIN + place as f32 * (width + GAP)
    }

    /// Draws a text in lines below `top`; gives where it ends.
    fn paragraph(
        &self,
        surface: &mut Surface<'_>,
        letters: &Letters,
        text: &str,
        size: f32,
        [left, mut top, width]: [f32; 3],
    ) -> f32 {
        for line in letters.lines(text, self.rtl(), size, width) {
            self.aligned(surface, letters, &line, size, [left, top + size, width]);
            top += size * LEADING;
        }
        top
    }

    /// Draws one line on its base line, at the side where reading begins.
    fn aligned(
        &self,
        surface: &mut Surface<'_>,
        letters: &Letters,
        line: &Line,
        size: f32,
        [left, base, width]: [f32; 3],
    ) {
        let left = if self.rtl() { left + width - line.width(size) } else { left };
        letters.draw(surface, line, [left, base], size);
    }
}

/// The size of a picture that is as large as fits.
fn fitted(picture: &figures::Image, width: f32, height: f32) -> [f32; 2] {
    let (columns, rows) = picture.size();
    let (columns, rows) = (columns.max(1) as f32, rows.max(1) as f32);
    let scale = (width / columns).min(height / rows);
    [columns * scale, rows * scale]
}

fn placed(surface: &mut Surface<'_>, picture: figures::Image, [left, top]: [f32; 2], [width, height]: [f32; 2]) {
    let Some(size) = Size::from_wh(width, height) else { return };
    surface.push_transform(&Transform::from_translate(left, top));
    surface.draw_image(picture, size);
    surface.pop();
    frame(surface, [left, top, width, height], EDGE, 0.4);
}

fn frame(surface: &mut Surface<'_>, [left, top, width, height]: [f32; 4], color: [u8; 3], thickness: f32) {
    let Some(rect) = Rect::from_xywh(left, top, width, height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    stroke(surface, path, color, thickness);
}

fn rule(surface: &mut Surface<'_>, from: f32, to: f32, base: f32) {
    let mut path = PathBuilder::new();
    path.move_to(from, base);
    path.line_to(to, base);
    stroke(surface, path, BLACK, 0.6);
}

fn stroke(surface: &mut Surface<'_>, path: PathBuilder, [red, green, blue]: [u8; 3], thickness: f32) {
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width: thickness,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
}
