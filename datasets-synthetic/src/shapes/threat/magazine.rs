//! Magazines: box, curved and drum, with what is in them.

use std::f32::consts::{FRAC_PI_2, TAU};

use glam::{Affine3A, Vec3};

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::{
    cartridge::Round,
    kit::{block, pin, plate, polymer, rod},
};

/// Measures of a box magazine, mm. Its mouth is at the origin, it hangs down -y, rounds point to +x.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxMagazine {
    pub(super) round: Round,
    /// Mouth to floor.
    pub(super) height: f32,
    /// Front to back.
    pub(super) depth: f32,
    pub(super) width: f32,
    pub(super) wall: f32,
    pub(super) material: Material,
    /// How far the floor is bent forward per mm2 of height: 0 is straight.
    pub(super) bend: f32,
    /// Backward slope of the axis (dx per dy), as in a raked grip.
    pub(super) rake: f32,
    pub(super) double: bool,
    /// Filled share, 0 to 1.
    pub(super) filled: f32,
    pub(super) floor: f32,
}

impl BoxMagazine {
    /// A magazine around `round` of the given height.
    pub(super) fn around(round: Round, height: f32, dice: &mut Dice) -> Self {
        let double = dice.chance(0.6);
        let material = match dice.weighted(&[0.6, 0.15, 0.25]) {
            0 => Material::Steel,
            1 => Material::Aluminium6061,
            _ => polymer(dice),
        };
        let wall = match material {
            Material::Steel => dice.param(0.6, 1.1),
            Material::Aluminium6061 => dice.param(0.9, 1.6),
            _ => dice.param(1.8, 3.2),
        };
        let width = round.radius * if double { dice.param(3.2, 3.7) } else { 2.15 } + 2.0 * wall;
        Self {
            round,
            height,
            depth: round.length + 2.0 * wall + dice.param(1.0, 4.0),
            width,
            wall,
            material,
            bend: 0.0,
            rake: 0.0,
            double,
            filled: if dice.chance(0.25) { 0.0 } else { dice.param(0.2, 1.0) },
            floor: dice.param(2.0, 9.0),
        }
    }

    /// Middle of the magazine at `down` mm below the mouth, and its slope angle there.
    fn spine(&self, down: f32) -> (f32, f32) {
        (-self.rake * down + self.bend * down * down, self.rake.atan() - (2.0 * self.bend * down).atan())
    }

    fn band(&self, from: f32, to: f32, inset: f32) -> Vec<(f32, f32)> {
        let steps = if self.bend == 0.0 { 1 } else { 8 };
        let half = self.depth * 0.5 - inset;
        let side = |half: f32| {
            (0..=steps).map(move |i| {
                let down = from + (to - from) * i as f32 / steps as f32;
                let (x, angle) = self.spine(down);
                (x + half * angle.cos(), -down - half * angle.sin())
            })
        };
        let mut corners: Vec<_> = side(half).collect();
        let back: Vec<_> = side(-half).collect();
        corners.extend(back.into_iter().rev());
        corners
    }

    /// All bodies.
    pub(super) fn build(&self, dice: &mut Dice) -> Object {
        let mut object = Object::benign("magazine");
        let Self { height, wall, width, material, round, .. } = *self;
        object.solid(material, plate(&self.band(0.0, height, 0.0), width));
        object.cavity(material, plate(&self.band(0.0, height - wall, wall), width - 2.0 * wall));
        let floor_stuff = if dice.chance(0.5) { Material::Steel } else { Material::GlassNylon };
        let thick = if floor_stuff == Material::Steel { self.floor.min(2.0) } else { self.floor };
        object.solid(floor_stuff, plate(&self.band(height, height + thick, -1.5), width + 2.0));

        let pitch = round.radius * if self.double { 1.15 } else { 2.05 };
        let room = height - wall - self.floor.min(4.0) - height * 0.16;
        let count = ((room / pitch) * self.filled) as usize;
        let sway = if self.double { (width * 0.5 - wall - round.radius).max(0.0) } else { 0.0 };
        let cartridge = round.build(if count > 9 { 5 } else { 6 });
        let mut down = round.radius * 0.6;
        for i in 0..count {
            let (x, angle) = self.spine(down);
            let z = if i % 2 == 0 { sway } else { -sway };
            let place = Affine3A::from_translation(Vec3::new(x, -down, z))
                * Affine3A::from_rotation_z(-angle)
                * Affine3A::from_translation(Vec3::new(-round.length * 0.5, 0.0, 0.0));
            object.add(cartridge.clone(), &place);
            down += pitch;
        }
        // Follower, then the flat-wound spring that pushes it.
        let follower = if dice.chance(0.5) { Material::GlassNylon } else { Material::Steel };
        let thick = if follower == Material::Steel { 1.5 } else { 7.0 };
        object.solid(follower, plate(&self.band(down, down + thick, wall + 1.0), width - 2.0 * wall - 1.0));
        let from = down + thick;
        let turns = dice.int(6, 11);
        let wire = dice.param(0.5, 0.85);
        let (half_x, half_z) = (self.depth * 0.5 - wall - 2.0, (width * 0.5 - wall - 1.0).max(1.0));
        let path: Vec<_> = (0..turns * 4)
            .map(|i| {
                let down = from + (height - wall - 1.0 - from).max(1.0) * i as f32 / (turns * 4) as f32;
                let (x, angle) = self.spine(down);
                let (sx, sz) = [(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0)][i % 4];
                Vec3::new(x + sx * half_x * angle.cos(), -down - sx * half_x * angle.sin(), sz * half_z)
            })
            .collect();
        object.solid(Material::Steel, Mesh::sweep(&path, wire * 1.2, 4));
        object
    }
}

/// A magazine of a pistol.
pub(super) fn pistol_magazine(dice: &mut Dice) -> BoxMagazine {
    let round = if dice.chance(0.15) { Round::rimfire(dice) } else { Round::pistol(dice) };
    let height = dice.param(80.0, 150.0) + if dice.chance(0.2) { dice.param(20.0, 90.0) } else { 0.0 };
    let mut magazine = BoxMagazine::around(round, height, dice);
    magazine.double &= round.radius > 3.5;
    magazine
}

/// A magazine of a rifle; `bend` 0 for straight ones.
pub(super) fn rifle_magazine(dice: &mut Dice) -> BoxMagazine {
    let round = Round::rifle(dice);
    let height = dice.param(60.0, 230.0);
    let mut magazine = BoxMagazine::around(round, height, dice);
    magazine.double = true;
    magazine.width = round.radius * dice.param(3.3, 3.7) + 2.0 * magazine.wall;
    if dice.chance(0.65) {
        magazine.bend = dice.param(0.000_3, 0.001_6);
    }
    magazine
}

/// A round box whose rounds lie in rings around its axis (along z), with a neck on top.
fn drum(dice: &mut Dice) -> Object {
    let mut object = Object::benign("drum");
    let round = if dice.chance(0.5) { Round::pistol(dice) } else { Round::rifle(dice) };
    let outer = dice.param(55.0, 85.0);
    let material = if dice.chance(0.6) { Material::Steel } else { polymer(dice) };
    let wall = if material == Material::Steel { dice.param(0.7, 1.2) } else { dice.param(2.0, 3.0) };
    let depth = round.length + 2.0 * wall + 3.0;
    object.solid(material, Mesh::cylinder(outer, depth).facing());
    object.cavity(material, Mesh::cylinder(outer - wall, depth - 2.0 * wall).facing());
    let hub = dice.param(9.0, 16.0);
    object.solid(material, Mesh::tube(hub, hub * 0.7, depth - 2.0 * wall).facing());
    object.solid(Material::Steel, rod((-depth * 0.3, depth * 0.3), 0.0, 3.0).facing());
    // The wound spring around the hub.
    let path: Vec<_> = (0..90)
        .map(|i| {
            let angle = i as f32 * 0.25;
            let r = hub + 1.5 + i as f32 * 0.08;
            Vec3::new(r * angle.cos(), r * angle.sin(), 0.0)
        })
        .collect();
    object.solid(Material::Steel, Mesh::sweep(&path, 0.8, 4));
    let cartridge = round.build(5);
    let filled = if dice.chance(0.2) { 0.0 } else { dice.param(0.4, 1.0) };
    let mut ring = outer - wall - round.radius - 1.0;
    let mut left = 45;
    while ring > hub + round.radius + 10.0 && left > 0 {
        let count = (TAU * ring / (round.radius * 2.15)) as usize;
        for i in 0..((count as f32 * filled) as usize).min(left) {
            let angle = FRAC_PI_2 - TAU * i as f32 / count as f32;
            let place = Affine3A::from_translation(Vec3::new(ring * angle.cos(), ring * angle.sin(), 0.0))
                * Affine3A::from_rotation_y(-FRAC_PI_2)
                * Affine3A::from_translation(Vec3::new(-round.length * 0.5, 0.0, 0.0));
            object.add(cartridge.clone(), &place);
            left -= 1;
        }
        ring -= round.radius * 2.2;
    }
    let neck = round.radius * 4.0 + 2.0 * wall;
    let height = dice.param(20.0, 60.0);
    object.solid(material, block((-neck * 0.5, neck * 0.5), (outer - wall, outer + height), depth));
    object
        .cavity(material, block((-neck * 0.5 + wall, neck * 0.5 - wall), (outer, outer + height), depth - 2.0 * wall));
    object
}

/// A magazine of any kind, lying along x.
pub(super) fn magazine(dice: &mut Dice) -> Object {
    let mut object = match dice.weighted(&[0.47, 0.43, 0.1]) {
        0 => {
            let spec = pistol_magazine(dice);
            let rake = if dice.chance(0.3) { dice.param(0.0, 0.15) } else { 0.0 };
            BoxMagazine { rake, ..spec }.build_with_details(dice)
        }
        1 => rifle_magazine(dice).build_with_details(dice),
        _ => return drum(dice),
    };
    object.transform(&Affine3A::from_rotation_z(FRAC_PI_2));
    object
}

impl BoxMagazine {
    /// As [`Self::build`], with the holes, ribs and catch that show on a loose magazine.
    fn build_with_details(&self, dice: &mut Dice) -> Object {
        let mut object = self.build(dice);
        if self.material == Material::Steel && dice.chance(0.5) {
            let count = dice.int(3, 8);
            for i in 0..count {
                let down = self.height * (0.2 + 0.65 * i as f32 / count as f32);
                let (x, angle) = self.spine(down);
                let x = x - self.depth * 0.28 * angle.cos();
                let z = (self.width - self.wall) * 0.5;
                object.cavity(self.material, pin(x, -down, 1.6, self.wall).at(0.0, 0.0, z));
                object.cavity(self.material, pin(x, -down, 1.6, self.wall).at(0.0, 0.0, -z));
            }
        } else if dice.chance(0.5) {
            // Pressed ribs.
            for share in [0.3, -0.1] {
                let corners = {
                    let narrow = Self { depth: 3.0, ..*self };
                    narrow.band(self.height * 0.25, self.height * 0.9, 0.0)
                };
                let rib = plate(&corners, 0.7).at(self.depth * share, 0.0, self.width * 0.5 + 0.35);
                object.solid(self.material, rib);
            }
        }
        if self.bend > 0.0 {
            let (front, back) = (self.depth * 0.5, -self.depth * 0.5);
            object.solid(self.material, block((front, front + 3.0), (-24.0, -14.0), self.width * 0.5));
            object.solid(self.material, block((back - 4.0, back), (-32.0, -22.0), self.width * 0.4));
        }
        object
    }
}
