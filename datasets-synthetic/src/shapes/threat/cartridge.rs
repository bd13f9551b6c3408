//! One round, its case and its bullet.

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::kit::{ball, rod, turned};

/// Kinds of round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Pistol,
    Rifle,
    Rimfire,
    Shotshell,
}

/// Shape of a bullet's nose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nose {
    Round,
    Pointed,
    Hollow,
    Flat,
}

/// Measures of a round, mm; the head is at x = 0, the nose points to +x.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    pub(super) kind: Kind,
    /// Head to tip.
    pub(super) length: f32,
    /// Head to the case's mouth.
    pub(super) case: f32,
    /// Radius of the case's body.
    pub(super) radius: f32,
    /// Radius of the bullet.
    pub(super) calibre: f32,
    nose: Nose,
    metal: Material,
    wall: f32,
    jacketed: bool,
    rim: f32,
    load: f32,
}

impl Round {
    /// A round of any kind, weighted as they are met.
    pub(super) fn any(dice: &mut Dice) -> Self {
        match dice.weighted(&[0.38, 0.32, 0.12, 0.18]) {
            0 => Self::pistol(dice),
            1 => Self::rifle(dice),
            2 => Self::rimfire(dice),
            _ => Self::shotshell(dice),
        }
    }

    /// A short straight-walled round.
    pub(super) fn pistol(dice: &mut Dice) -> Self {
        let calibre = dice.param(3.0, 5.9);
        let long = dice.chance(0.25);
        let case = calibre * if long { dice.param(5.4, 7.4) } else { dice.param(3.6, 5.0) };
        Self {
            kind: Kind::Pistol,
            length: case + calibre * dice.param(1.6, 2.7),
            case,
            radius: calibre * dice.param(1.04, 1.12),
            calibre,
            nose: *dice.pick(&[Nose::Round, Nose::Round, Nose::Hollow, Nose::Flat]),
            metal: *dice.pick(&[
                Material::Brass,
                Material::Brass,
                Material::Brass,
                Material::Steel,
                Material::Aluminium,
            ]),
            wall: dice.param(0.35, 0.8),
            jacketed: dice.chance(0.8),
            rim: if long { dice.param(0.4, 0.9) } else { 0.0 },
            load: dice.param(0.5, 1.0),
        }
    }

    /// A long round whose case narrows to a neck.
    pub(super) fn rifle(dice: &mut Dice) -> Self {
        let calibre = dice.param(2.7, 4.6);
        let case = dice.param(33.0, 64.0);
        Self {
            kind: Kind::Rifle,
            length: case + calibre * dice.param(2.2, 5.4),
            case,
            radius: calibre * dice.param(1.25, 1.75),
            calibre,
            nose: *dice.pick(&[Nose::Pointed, Nose::Pointed, Nose::Pointed, Nose::Round, Nose::Hollow]),
            metal: *dice.pick(&[Material::Brass, Material::Brass, Material::Brass, Material::Steel]),
            wall: dice.param(0.4, 0.9),
            jacketed: dice.chance(0.95),
            rim: if dice.chance(0.2) { dice.param(0.5, 1.1) } else { 0.0 },
            load: dice.param(0.75, 1.0),
        }
    }

    /// A thin small round with a rim and a lead bullet.
    pub(super) fn rimfire(dice: &mut Dice) -> Self {
        let calibre = dice.param(2.2, 3.1);
        let case = dice.param(10.0, 27.0);
        Self {
            kind: Kind::Rimfire,
            length: case + calibre * dice.param(2.2, 4.2),
            case,
            radius: calibre * dice.param(1.0, 1.06),
            calibre,
            nose: *dice.pick(&[Nose::Round, Nose::Round, Nose::Hollow]),
            metal: Material::Brass,
            wall: dice.param(0.25, 0.45),
            jacketed: dice.chance(0.1),
            rim: dice.param(0.4, 0.8),
            load: dice.param(0.4, 0.9),
        }
    }

    /// A polymer hull with a metal head.
    pub(super) fn shotshell(dice: &mut Dice) -> Self {
        let radius = dice.param(5.4, 10.8);
        let length = dice.param(48.0, 78.0);
        Self {
            kind: Kind::Shotshell,
            length,
            case: length,
            radius,
            calibre: radius - dice.param(0.6, 1.1),
            nose: Nose::Flat,
            metal: *dice.pick(&[Material::Brass, Material::Brass, Material::Steel]),
            wall: dice.param(0.4, 0.8),
            jacketed: false,
            rim: dice.param(0.5, 1.2),
            load: dice.param(0.6, 1.0),
        }
    }

    /// Head to tip without overall changes, scaled by `by` in every measure.
    pub(super) fn scaled(self, by: f32) -> Self {
        Self {
            length: self.length * by,
            case: self.case * by,
            radius: self.radius * by,
            calibre: self.calibre * by,
            rim: self.rim * by,
            ..self
        }
    }

    /// The whole round with `sides` sides; few for rounds that come in numbers.
    pub(super) fn build(&self, sides: usize) -> Object {
        let mut object = Object::benign("round");
        if self.kind == Kind::Shotshell {
            self.hull(&mut object, sides);
            self.shot(&mut object, sides);
            return object;
        }
        self.shell(&mut object, sides);
        let top = self.seat();
        let bottom = self.floor();
        let room = (top - bottom).max(0.5);
        let width = (self.radius - self.wall - 0.1).max(0.4);
        let neck = self.shoulder().0.min(top) - bottom;
        let filled = (room * self.load).min(neck.max(1.0));
        object.packed(Material::Propellant, 0.9, turned(&[(bottom, width), (bottom + filled, width)], sides));
        self.bullet(&mut object, top, sides);
        object
    }

    /// The empty case.
    pub(super) fn build_case(&self, sides: usize) -> Object {
        let mut object = Object::benign("case");
        if self.kind == Kind::Shotshell {
            self.hull(&mut object, sides);
        } else {
            self.shell(&mut object, sides);
        }
        object
    }

    /// The bullet alone, base at x = 0.
    pub(super) fn build_bullet(&self, sides: usize) -> Object {
        let mut object = Object::benign("bullet");
        self.bullet(&mut object, 0.0, sides);
        object
    }

    /// Where the bullet's base sits in the case.
    fn seat(&self) -> f32 {
        self.case - (self.calibre * 1.3).min(self.case * 0.35)
    }

    fn floor(&self) -> f32 {
        (self.radius * 0.75).min(self.case * 0.3)
    }

    /// `(x, x)` where the body starts and ends to narrow.
    fn shoulder(&self) -> (f32, f32) {
        if self.kind == Kind::Rifle {
            let neck = self.case - self.calibre * 2.0;
            (neck - (self.radius - self.calibre) * 1.8, neck)
        } else {
            (self.case - 0.2, self.case - 0.1)
        }
    }

    fn shell(&self, object: &mut Object, sides: usize) {
        let Self { case, radius, calibre, wall, rim, metal, .. } = *self;
        let (start, end) = self.shoulder();
        let mouth = if self.kind == Kind::Rifle { calibre + wall * 0.7 } else { radius * 0.995 };
        let head = radius + rim;
        let groove = if rim > 0.0 { radius } else { radius * 0.88 };
        let rim_height = radius * 0.25;
        let mut profile = vec![(0.0, head)];
        if sides > 8 {
            profile.extend([(rim_height, head), (rim_height + 0.1, groove), (rim_height * 1.9, groove)]);
            profile.push((rim_height * 2.2, radius));
        } else if rim > 0.0 {
            profile.extend([(rim_height, head), (rim_height + 0.1, groove)]);
        }
        let bottle = self.kind == Kind::Rifle;
        if bottle {
            profile.extend([(start, radius * 0.97), (end, mouth)]);
        }
        profile.push((case, mouth));
        object.solid(metal, turned(&profile, sides));
        let floor = self.floor();
        let mut inside = vec![(floor, (radius - wall * 1.6).max(0.3))];
        if bottle {
            inside.extend([(start, radius * 0.97 - wall), (end, mouth - wall * 0.7)]);
        }
        inside.push((case, mouth - wall * 0.7));
        object.cavity(metal, turned(&inside, sides));
        if sides > 8 && rim < 0.3 {
            // The gap behind the primer, and its cup.
            object.cavity(metal, turned(&[(0.8, radius * 0.42), (floor * 0.7, radius * 0.42)], 8));
            object.solid(metal, turned(&[(floor * 0.45, radius * 0.25), (floor * 0.65, radius * 0.25)], 6));
        }
    }

    fn bullet(&self, object: &mut Object, base: f32, sides: usize) {
        let profile = |inset: f32| -> Vec<(f32, f32)> {
            let r = self.calibre - inset;
            let (from, to) = (base + inset, (base + self.bullet_length() - inset).max(base + inset + 1.0));
            let at = |t: f32, share: f32| (from + (to - from) * t, (r * share).max(0.05));
            match self.nose {
                Nose::Pointed if sides <= 8 => vec![at(0.0, 0.95), at(0.5, 1.0), at(0.75, 0.7), at(1.0, 0.08)],
                Nose::Round | Nose::Hollow if sides <= 8 => {
                    vec![at(0.0, 1.0), at(0.6, 1.0), at(0.86, 0.72), at(1.0, 0.2)]
                }
                Nose::Pointed => {
                    vec![at(0.0, 0.85), at(0.12, 1.0), at(0.5, 1.0), at(0.68, 0.82), at(0.85, 0.48), at(1.0, 0.06)]
                }
                Nose::Round | Nose::Hollow => {
                    vec![at(0.0, 1.0), at(0.5, 1.0), at(0.75, 0.86), at(0.92, 0.55), at(1.0, 0.15)]
                }
                Nose::Flat => vec![at(0.0, 1.0), at(0.62, 1.0), at(1.0, 0.62)],
            }
        };
        if self.jacketed {
            let jacket = (self.calibre * 0.14).max(0.3);
            object.solid(Material::Copper, turned(&profile(0.0), sides));
            let mut core = profile(jacket);
            if sides <= 8 {
                core.truncate(3);
                core.remove(0);
                core.insert(0, (base + jacket, self.calibre - jacket));
            }
            object.inlay(Material::Copper, Material::LeadAntimony, turned(&core, sides));
        } else {
            object.solid(Material::LeadAntimony, turned(&profile(0.0), sides));
        }
        if self.nose == Nose::Hollow && sides > 8 {
            let tip = base + self.bullet_length();
            let depth = self.bullet_length() * 0.25;
            let cut = self.calibre * 0.25;
            let jacket = if self.jacketed { (self.calibre * 0.14).max(0.3) } else { 0.0 };
            object.cavity(
                Material::LeadAntimony,
                turned(&[(tip - jacket - depth, cut * 0.5), (tip - jacket - depth * 0.25, cut)], 8),
            );
        }
    }

    /// Base to tip.
    pub(super) fn bullet_length(&self) -> f32 {
        (self.length - self.seat()).max(self.calibre)
    }

    fn hull(&self, object: &mut Object, sides: usize) {
        let Self { length, radius, wall, rim, metal, .. } = *self;
        let brass = (length * 0.12 + 6.0 * (wall - 0.4) * 4.0).min(length * 0.4);
        object.solid(metal, turned(&[(0.0, radius + rim), (1.4, radius + rim), (1.5, radius), (brass, radius)], sides));
        object.cavity(metal, turned(&[(1.8, radius - wall), (brass, radius - wall)], sides));
        object.solid(Material::Polyethylene, turned(&[(1.9, radius - wall), (length, radius - wall)], sides));
        // The base wad stays solid, the rest of the hull is a tube.
        object.cavity(
            Material::Polyethylene,
            turned(&[(7.0, self.calibre - wall), (length - 1.0, self.calibre - wall)], sides),
        );
        object.solid(metal, turned(&[(2.0, 2.6), (7.0, 2.6)], 8));
    }

    fn shot(&self, object: &mut Object, sides: usize) {
        let width = self.calibre - self.wall - 0.3;
        let powder = 8.0 + self.load * 7.0;
        object.packed(Material::Propellant, 0.85, turned(&[(8.0, width), (powder, width)], sides));
        let wad = powder + self.length * 0.12;
        object.packed(Material::Polyethylene, 0.6, turned(&[(powder, width), (wad, width)], sides));
        let top = self.length - 4.0;
        if self.load < 0.7 {
            // A slug.
            let nose = wad + (top - wad) * 0.7;
            object.solid(
                Material::Lead,
                turned(&[(wad, width * 0.95), (nose - width * 0.5, width * 0.95), (nose, width * 0.4)], sides),
            );
            object
                .cavity(Material::Lead, turned(&[(wad, width * 0.6), (wad + (nose - wad) * 0.4, width * 0.45)], sides));
        } else if self.load < 0.82 && sides < 14 {
            // The same balls as columns of beads: a tenth of the triangles.
            let (columns, size, out) = if sides > 8 { (3, width * 0.46, width * 0.51) } else { (1, width * 0.95, 0.0) };
            let beads = ((top - wad) / (width * 0.8)).max(1.0) as usize;
            let step = (top - wad) / beads as f32;
            let mut profile = vec![(wad, size * 0.45)];
            for i in 0..beads {
                let x = wad + step * i as f32;
                profile.extend([(x + step * 0.5, size), (x + step, size * 0.45)]);
            }
            for i in 0..columns {
                let (sin, cos) = (i as f32 * 2.094).sin_cos();
                object.packed(Material::Lead, 0.8, turned(&profile, 6).at(0.0, cos * out, sin * out));
            }
        } else if self.load < 0.82 {
            // Few large balls in layers of three.
            let size = width * 0.46;
            let layers = ((top - wad) / (size * 1.75)) as usize;
            for i in 0..layers * 3 {
                let angle = (i % 3) as f32 * 2.094 + (i / 3) as f32 * 1.047;
                let (sin, cos) = angle.sin_cos();
                let x = wad + size + (i / 3) as f32 * size * 1.75;
                object.solid(Material::Lead, ball(size).at(x, cos * size * 1.1, sin * size * 1.1));
            }
        } else if sides >= 14 {
            // Small shot: a few grains stand out of an even filling, which is what a scanner shows.
            object.packed(Material::Lead, 0.42, turned(&[(wad, width), (top, width)], sides));
            for i in 0..40u32 {
                // Three irrational steps fill the cylinder evenly without a pattern.
                let share = |step: f32| ((i as f32 + 0.5) * step).fract();
                let t = share(0.754_878);
                let (sin, cos) = (share(0.569_84) * std::f32::consts::TAU).sin_cos();
                let out = (width - 1.2) * share(0.819_173).sqrt();
                object.solid(Material::Lead, ball(1.05).at(wad + 1.0 + t * (top - wad - 2.0), cos * out, sin * out));
            }
        } else {
            object.packed(Material::Lead, 0.6, turned(&[(wad, width), (top, width)], sides));
        }
    }
}

/// A loose projectile that is no bullet of a round: a ball or a waisted pellet.
pub(super) fn pellet(dice: &mut Dice) -> Object {
    let mut object = Object::benign("pellet");
    let radius = dice.param(2.2, 9.0);
    if dice.chance(0.5) {
        object.solid(Material::Lead, Mesh::ellipsoid(glam::Vec3::splat(radius)));
    } else {
        let r = radius.min(4.0);
        let long = r * dice.param(2.2, 3.0);
        object.solid(Material::Lead, turned(&[(0.0, r), (long * 0.4, r * 0.6), (long * 0.7, r), (long, r * 0.4)], 14));
        object.cavity(Material::Lead, rod((0.0, long * 0.3), 0.0, r * 0.5));
    }
    object
}
