//! Loose fabric: a heap of wrinkled layers whose thickness changes from pixel to pixel, finer than a mesh of bearable
//! size can show. Real bags and parcels are full of it, and threats lie under it.

use glam::Vec2;

use crate::{
    dice::Dice,
    physics::material::Material,
    raster::{Grid, Patch},
};

/// A heap of fabric in the scene's frame, millimetres.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloth {
    /// What it is made of.
    pub material: Material,
    /// Its middle.
    pub middle: Vec2,
    /// Half its extent along its own axes.
    pub half: Vec2,
    /// Its turn against the picture, radians.
    pub turn: f32,
    /// Mean thickness along the beam, mm.
    pub thickness: f32,
    /// Typical distance between folds, mm.
    pub fold: f32,
    /// How strongly folds stand out, share of the thickness.
    pub relief: f32,
    /// How strongly yarn and grain stand out, share of the thickness.
    pub weave: f32,
    /// Fixes where the folds run.
    pub seed: u32,
}

impl Cloth {
    /// A heap inside a bed of half extent `half` around `middle`.
    pub fn draw(dice: &mut Dice, middle: Vec2, half: Vec2, turn: f32) -> Self {
        let share = Vec2::new(dice.uniform(0.45, 1.0), dice.uniform(0.45, 1.0));
        let room = half * (Vec2::ONE - share);
        let at = room * Vec2::new(dice.uniform(-1.0, 1.0), dice.uniform(-1.0, 1.0));
        Self {
            material: *dice.pick(&[Material::Cotton, Material::Cotton, Material::Wool, Material::Polyester]),
            middle: middle + Vec2::from_angle(turn).rotate(at),
            half: half * share,
            turn,
            thickness: dice.log_uniform(8.0, 110.0),
            fold: dice.log_uniform(12.0, 70.0),
            relief: dice.uniform(0.15, 0.7),
            weave: dice.uniform(0.02, 0.3),
            seed: dice.bits() as u32,
        }
    }

    /// The thickness in mm at every pixel that it reaches.
    pub fn thickness(&self, grid: &Grid) -> Patch {
        let reach = self.half.length();
        let mut patch = grid.patch((self.middle - reach).extend(0.0), (self.middle + reach).extend(0.0));
        let back = Vec2::from_angle(-self.turn);
        for row in 0..patch.height {
            for column in 0..patch.width {
                let pixel = Vec2::new((patch.x + column) as f32 + 0.5, (patch.y + row) as f32 + 0.5);
                let at = back.rotate(grid.to_scene(pixel) - self.middle);
                patch.data[row * patch.width + column] = self.at(at);
            }
        }
        patch
    }

    /// Thickness at a place in its own frame.
    fn at(&self, at: Vec2) -> f32 {
        let inside = (at / self.half).abs();
        if inside.max_element() >= 1.0 {
            return 0.0;
        }
        // A rounded heap whose rim wanders with the folds.
        let radius = inside.x.powi(4) + inside.y.powi(4);
        let coarse = noise(at / (self.fold * 2.2), self.seed);
        let heap = ((1.0 - radius) * 2.2 - coarse).clamp(0.0, 1.0);
        if heap == 0.0 {
            return 0.0;
        }
        let bent = at + Vec2::new(coarse, noise(at / (self.fold * 1.7), self.seed ^ 0x51)) * self.fold * 0.9;
        // Folds are ridges: where the smooth field crosses its middle, cloth lies double.
        let ridge = 1.0 - (2.0 * noise(bent / self.fold, self.seed ^ 0x9d) - 1.0).abs();
        let crease = 1.0 - (2.0 * noise(bent * (2.7 / self.fold), self.seed ^ 0x33) - 1.0).abs();
        let yarn = noise(at * 0.45, self.seed ^ 0x77) - 0.5;
        let wave = self.relief * (ridge * ridge + 0.5 * crease * crease - 0.5) + self.weave * yarn;
        self.thickness * heap * (1.0 + wave).max(0.05)
    }
}

/// Smooth noise in 0..1 with one value a unit cell (value noise, quintic interpolation after Perlin 2002).
fn noise(at: Vec2, seed: u32) -> f32 {
    let cell = at.floor();
    let part = at - cell;
    let ease = part * part * part * (part * (part * 6.0 - 15.0) + 10.0);
    let (x, y) = (cell.x as i32, cell.y as i32);
    let top = lerp(lattice(x, y, seed), lattice(x + 1, y, seed), ease.x);
    let bottom = lerp(lattice(x, y + 1, seed), lattice(x + 1, y + 1, seed), ease.x);
    lerp(top, bottom, ease.y)
}

fn lerp(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

/// A value in 0..1 for each lattice point (an integer hash of the lowbias32 kind).
fn lattice(x: i32, y: i32, seed: u32) -> f32 {
    let mut hash = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77) ^ seed;
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x7feb_352d);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x846c_a68b);
    ((hash ^ (hash >> 16)) >> 8) as f32 / 16_777_216.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Split;

    #[test]
    fn a_heap_has_about_its_thickness_and_ends_at_its_rim() {
        let grid = Grid { width: 400, height: 300, mm_per_pixel: [1.0, 1.0] };
        for seed in 0..20 {
            let mut dice = Dice::new(4, seed, Split::Train);
            let cloth = Cloth::draw(&mut dice, Vec2::new(20.0, -10.0), Vec2::new(120.0, 80.0), 0.2);
            let patch = cloth.thickness(&grid);
            let inside: Vec<f32> = patch.data.iter().copied().filter(|&t| t > 0.0).collect();
            let mean = inside.iter().sum::<f32>() / inside.len() as f32;
            assert!(mean > 0.3 * cloth.thickness && mean < 1.3 * cloth.thickness, "{mean} for {}", cloth.thickness);
            let spread = (inside.iter().map(|t| (t - mean).powi(2)).sum::<f32>() / inside.len() as f32).sqrt();
            assert!(spread > 0.05 * mean, "flat: {spread} of {mean}");
            assert!(patch.data.iter().all(|t| t.is_finite() && *t >= 0.0));
            assert_eq!(cloth.at(cloth.half * 1.01), 0.0);
        }
    }
}
