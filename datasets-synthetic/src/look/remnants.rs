//! What consoles and cameras leave on a picture: belt lines, marks, bars, a cursor.

use super::paint::Picture;
use crate::dice::Dice;

/// How many marks of each kind are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Remnants {
    belt_lines: usize,
    marks: usize,
    bar: bool,
    cursor: bool,
    belt_shade: f32,
}

impl Remnants {
    pub(super) fn draw(dice: &mut Dice) -> Self {
        Self {
            belt_lines: if dice.chance(0.12) { dice.int(1, 4) } else { 0 },
            marks: if dice.chance(0.12) { dice.int(1, 6) } else { 0 },
            bar: dice.chance(0.05),
            cursor: dice.chance(0.04),
            belt_shade: dice.uniform(0.85, 0.98),
        }
    }

    pub(super) fn draw_on(&self, picture: &mut Picture, dice: &mut Dice) {
        let (width, height) = (picture.width, picture.height);
        for _ in 0..self.belt_lines {
            let thick = dice.int(1, 4);
            let shade = self.belt_shade;
            if dice.chance(0.5) {
                let y = dice.below(height);
                fill(picture, [0, y, width, thick], |p| p.map(|c| (f32::from(c) * shade) as u8));
            } else {
                let x = dice.below(width);
                fill(picture, [x, 0, thick, height], |p| p.map(|c| (f32::from(c) * shade) as u8));
            }
        }
        for _ in 0..self.marks {
            self.scribble(picture, dice);
        }
        if self.bar {
            let tall = dice.int(height / 40 + 1, height / 14 + 1);
            let y = if dice.chance(0.5) { 0 } else { height - tall };
            let colour = [dice.int(0, 255) as u8; 3];
            fill(picture, [0, y, width, tall], |_| colour);
        }
        if self.cursor {
            let (x, y) = (dice.below(width), dice.below(height));
            let size = dice.int(6, 14);
            for step in 0..size {
                let wide = step / 2 + 1;
                fill(picture, [x, y + step, wide, 1], |_| [255; 3]);
                fill(picture, [x + wide, y + step, 1, 1], |_| [0; 3]);
            }
        }
    }

    /// A short row of strokes, like a date or a lane number, near the picture's edge.
    fn scribble(&self, picture: &mut Picture, dice: &mut Dice) {
        let (width, height) = (picture.width, picture.height);
        let size = dice.int(6, 14);
        let mut x = dice.below(width);
        let y = if dice.chance(0.5) { dice.below(height / 12 + 1) } else { height - 1 - dice.below(height / 12 + 1) };
        let colour = *dice.pick(&[[0, 0, 0], [200, 20, 20], [20, 20, 160], [90, 90, 90]]);
        for _ in 0..dice.int(3, 14) {
            for _ in 0..3 {
                let (dx, dy) = (dice.below(size / 2), dice.below(size));
                let stroke = if dice.chance(0.5) { [x + dx, y, 1, size] } else { [x, y + dy, size / 2, 1] };
                fill(picture, stroke, |_| colour);
            }
            x += size * 3 / 4;
        }
    }
}

fn fill(picture: &mut Picture, [x, y, width, height]: [usize; 4], paint: impl Fn([u8; 3]) -> [u8; 3]) {
    let right = (x + width).min(picture.width);
    for row in y..(y + height).min(picture.height) {
        for pixel in picture.pixels[row * picture.width..][..right].iter_mut().skip(x) {
            *pixel = paint(*pixel);
        }
    }
}
