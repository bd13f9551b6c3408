//! Revolvers and their cylinders. The bore lies on y = 0, the muzzle at +x.

use std::f32::consts::TAU;

use glam::Vec2;

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::{
    cartridge::Round,
    kit::{
        along_x, bevelled, block, coil, hoop, panel_stuff, pin, plate, rod, soft, soft_plate, steel, trigger, turned,
    },
};

/// Measures of a cylinder, mm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cylinder {
    chambers: usize,
    pub(super) length: f32,
    pub(super) radius: f32,
    /// Distance of the chambers from the axis.
    pub(super) pitch: f32,
    chamber: f32,
    metal: Material,
    flutes: f32,
    filled: f32,
}

impl Cylinder {
    /// Draws the measures.
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let chambers = dice.int(5, 8);
        let chamber = if chambers > 6 { dice.param(2.9, 4.4) } else { dice.param(3.4, 6.2) };
        // Neighbouring chambers keep a wall between them.
        let pitch = ((chamber + dice.param(0.7, 1.6)) / (TAU / chambers as f32 * 0.5).sin()).max(chamber + 3.2);
        Self {
            chambers,
            length: dice.param(32.0, 48.0),
            radius: pitch + chamber + dice.param(1.4, 3.0),
            pitch,
            chamber,
            metal: steel(dice),
            flutes: if dice.chance(0.85) { dice.param(0.35, 0.75) } else { 0.0 },
            filled: match dice.weighted(&[0.4, 0.4, 0.2]) {
                0 => 0.0,
                1 => 1.0,
                _ => 0.5,
            },
        }
    }

    /// The cylinder around the x axis from its rear face at x = 0; one chamber is at the top.
    pub(super) fn build(&self, dice: &mut Dice) -> Object {
        let mut object = Object::benign("cylinder");
        let Self { chambers, length, radius, pitch, chamber, metal, .. } = *self;
        let fluted = length * self.flutes;
        if fluted > 0.0 {
            // Scalloped between the chambers at the front, round at the rear.
            let steps = chambers * 8;
            let deep = (pitch * 0.16).min(3.2);
            let outline: Vec<Vec2> = (0..steps)
                .map(|i| {
                    let dip = [0.0, 0.1, 0.65, 0.95, 1.0, 0.95, 0.65, 0.1][i % 8];
                    Vec2::from_angle(TAU * i as f32 / steps as f32) * (radius - deep * dip)
                })
                .collect();
            let front = along_x(Mesh::extrude(&outline, fluted).turned(TAU * 0.25));
            object.solid(metal, front.at(length - fluted * 0.5, 0.0, 0.0));
        }
        object.solid(metal, turned(&[(0.0, radius), (length - fluted, radius)], 36));
        object.cavity(metal, rod((0.0, length), 0.0, dice.param(1.8, 3.2)));
        let held = Round::pistol(dice);
        let scale = (chamber * 0.97 / held.radius).min((length + 1.0) / held.length);
        let round = held.scaled(scale);
        let first = dice.below(chambers);
        let spent = dice.chance(0.15);
        for i in 0..chambers {
            let (sin, cos) = (TAU * i as f32 / chambers as f32).sin_cos();
            let (y, z) = (cos * pitch, sin * pitch);
            object.cavity(
                metal,
                turned(
                    &[
                        (0.0, chamber),
                        (length * 0.7, chamber),
                        (length * 0.71, chamber * 0.94),
                        (length, chamber * 0.94),
                    ],
                    12,
                )
                .at(0.0, y, z),
            );
            if (i + first) % chambers < (chambers as f32 * self.filled) as usize {
                let content = if spent { round.build_case(8) } else { round.build(8) };
                object.add_at(content, 0.2, y, z);
            }
        }
        // Ratchet, and notches of the stop.
        object.solid(metal, turned(&[(-2.5, pitch * 0.4), (0.0, pitch * 0.4)], 10));
        for i in 0..chambers {
            let (sin, cos) = (TAU * (i as f32 + 0.5) / chambers as f32).sin_cos();
            object
                .cavity(metal, block((5.0, 9.0), (-1.2, 1.2), 2.4).at(0.0, cos * (radius - 1.6), sin * (radius - 1.6)));
        }
        object
    }
}

/// A revolver of any outline.
pub(super) fn revolver(dice: &mut Dice) -> Object {
    let cylinder = Cylinder::draw(dice);
    let mut gun = Object::benign("revolver");
    let single = dice.chance(0.3);
    let frame = match dice.weighted(&[0.72, 0.18, 0.1]) {
        0 => cylinder.metal,
        1 => Material::Aluminium6061,
        _ => Material::Zamak,
    };
    let axis = -cylinder.pitch;
    let barrel = draw_barrel(&cylinder, single, frame, &mut gun, dice);
    let swung = dice.chance(0.06);
    let (dy, dz) = if swung { (axis - cylinder.radius * 1.1, cylinder.radius * 0.8) } else { (axis, 0.0) };
    gun.add_at(cylinder.build(dice), 0.0, dy, dz);
    gun.solid(
        Material::Steel,
        rod((0.0, cylinder.length + if barrel > 55.0 { 40.0 } else { 16.0 }), dy, 1.6).at(0.0, 0.0, dz),
    );
    body(&mut gun, &cylinder, frame, single, dice);
    gun
}

/// Barrel, rib, ejector shroud and front sight; gives the barrel's length.
fn draw_barrel(c: &Cylinder, single: bool, frame: Material, gun: &mut Object, dice: &mut Dice) -> f32 {
    let long = match dice.weighted(&[0.35, 0.45, 0.2]) {
        0 => dice.param(42.0, 65.0),
        1 => dice.param(80.0, 125.0),
        _ => dice.param(130.0, 205.0),
    };
    let metal = c.metal;
    let from = c.length + 1.0;
    let bore = c.chamber * 0.92;
    let r = bore + dice.param(2.0, 4.0);
    let to = from + long;
    let muzzle = r * dice.param(0.8, 1.05);
    gun.solid(metal, turned(&[(from, r), (from + 14.0, r), (to, muzzle.max(bore + 1.4))], 20));
    gun.cavity(metal, rod((from, to), 0.0, bore));
    let mut top = r;
    if !single && dice.chance(0.7) {
        let rib = dice.param(2.0, 5.0);
        gun.solid(metal, block((from + 8.0, to - 1.0), (r - 1.0, r + rib), dice.param(4.0, 8.0)));
        top += rib;
    }
    let sight = dice.param(3.0, 8.0);
    gun.solid(
        metal,
        plate(
            &[(to - 24.0, top - 1.0), (to - 3.0, top - 1.0), (to - 3.0, top + sight * 0.6), (to - 8.0, top + sight)],
            3.0,
        ),
    );
    let lug = c.pitch;
    if single {
        gun.solid(metal, rod((from + 14.0, from + long.min(110.0) * 0.85), -r - 4.0, 4.2));
        gun.cavity(metal, rod((from + 16.0, from + long.min(110.0) * 0.85), -r - 4.0, 2.8));
        gun.solid(Material::Steel, coil((from + 18.0, from + long.min(110.0) * 0.7), -r - 4.0, 2.2, 0.4, 14.0));
    } else if dice.chance(0.75) {
        // Under-lug with the ejector rod in it, half or full length.
        let end = if dice.chance(0.4) { to - 1.0 } else { from + long.min(60.0) * 0.85 };
        let thick = dice.param(9.0, 14.0);
        let stuff = if frame == Material::Aluminium6061 { frame } else { metal };
        gun.solid(stuff, block((from + 12.0, end), (-lug - 4.5, -r + 1.0), thick));
        gun.cavity(stuff, block((from + 12.0, end - 2.0), (-lug - 3.2, (-lug + 3.2).min(-r)), thick * 0.6));
    }
    long
}

fn body(gun: &mut Object, c: &Cylinder, frame: Material, single: bool, dice: &mut Dice) {
    let axis = -c.pitch;
    let r = c.radius;
    let wide = dice.param(13.0, 18.0);
    let strap = r + axis + dice.param(4.0, 7.0);
    let low = axis - r;
    let under = low - dice.param(4.0, 9.0);
    let open_top = single && dice.chance(0.15);
    let front = c.length + 16.0;
    let rear = -dice.param(38.0, 50.0);
    // The frame around the window, with the recoil plate behind it.
    let mut corners = vec![
        (front - 12.0, under + 1.0),
        (front, under + 7.0),
        (front, if open_top { axis } else { strap }),
        (front, if open_top { axis } else { strap }),
    ];
    if open_top {
        corners.extend([(c.length, axis), (c.length, axis), (c.length, low), (-2.0, low), (-2.0, low), (-2.0, strap)]);
    }
    corners.extend([
        (-14.0, strap),
        (-14.0, strap),
        (-20.0, strap - 7.0),
        (-26.0, axis),
        (rear, axis - 4.0),
        (rear - 4.0, axis - 14.0),
        (rear + 6.0, under - 8.0),
        (-8.0, under - 4.0),
    ]);
    gun.solid(frame, bevelled(&soft(&corners, 1), wide, 2.0));
    if !open_top {
        gun.cavity(frame, block((-1.0, c.length + 1.0), (low - 0.6, r + axis + 0.7), wide));
        // Where the barrel screws in.
        gun.cavity(frame, rod((c.length + 1.0, front - 1.0), 0.0, (wide * 0.5 - 1.5).min(strap - 1.0)));
    }
    // The lockwork's room with its plates and springs.
    let room = wide - dice.param(5.0, 8.0);
    gun.cavity(
        frame,
        soft_plate(
            &[
                (-6.0, under + 2.0),
                (-6.0, axis + 2.0),
                (-18.0, axis + 4.0),
                (rear + 5.0, axis - 9.0),
                (rear + 8.0, under - 3.0),
            ],
            room,
        ),
    );
    let steel = Material::Steel;
    gun.solid(steel, trigger(dice.param(2.0, 9.0), under - 1.0, 19.0, dice.param(6.0, 9.0)));
    gun.solid(
        steel,
        soft_plate(
            &[(-8.0, under), (-3.0, under + 8.0), (-16.0, axis - 2.0), (-24.0, axis - 8.0), (-18.0, under + 1.0)],
            room * 0.7,
        ),
    );
    gun.solid(steel, pin(-12.0, under + 4.0, 1.8, wide));
    let cocked = if dice.chance(0.15) { 0.6 } else { 0.0 };
    let spur = if dice.chance(0.15) { 2.0 } else { dice.param(8.0, 16.0) };
    let tall = strap - (axis - 8.0);
    let hammer = soft_plate(
        &[
            (-4.0, -2.0),
            (4.0, -2.0),
            (6.0, tall * 0.55),
            (8.0, tall * 0.8),
            (2.0, tall),
            (-spur, tall + 1.0),
            (-spur, tall - 3.0),
            (-3.0, tall * 0.6),
        ],
        room * 0.7,
    );
    gun.solid(steel, hammer.turned(cocked).at(-24.0, axis - 8.0, 0.0));
    gun.solid(steel, pin(-24.0, axis - 7.0, 2.0, wide));

    let deep = dice.param(22.0, 30.0);
    let reach = dice.param(30.0, 42.0);
    hoop(
        gun,
        frame,
        &[
            (-14.0, under - 2.0),
            (reach, under + 4.0),
            (reach - 2.0, under - deep * 0.5),
            (reach - 14.0, under - deep),
            (-4.0, under - deep),
            (-18.0, under - deep * 0.7),
        ],
        dice.param(2.6, 4.0),
        dice.param(7.0, 11.0),
    );
    grip(gun, (rear, axis - 6.0), under, frame, single, dice);
}

/// The grip behind the frame: a metal strap under panels, or a stub in a solid grip.
fn grip(gun: &mut Object, rear: (f32, f32), under: f32, frame: Material, single: bool, dice: &mut Dice) {
    let tall = dice.param(62.0, 100.0);
    let rake = if single { dice.param(0.3, 0.55) } else { dice.param(0.15, 0.5) };
    let flare = if single { dice.param(4.0, 14.0) } else { dice.param(-4.0, 6.0) };
    let depth = dice.param(22.0, 36.0);
    let (x0, x1) = (rear.0, dice.param(-14.0, 4.0));
    let top = under - 4.0;
    let at = |x: f32, t: f32| (x - rake * tall * t, top - tall * t);
    let outline = [
        ((x1 + 4.0).min(-6.0), top),
        at(x1 - 9.0, 0.2),
        at(x1 - 8.0, 0.6),
        at(x1 - 2.0 + flare, 1.0),
        at(x1 - 6.0 + flare, 1.03),
        at(x0 - flare * 0.6, 1.0 + dice.param(-0.1, 0.05)),
        at(x0 + 4.0, 0.5),
        at(x0 + 1.0, 0.15),
        (rear.0 - 3.0, rear.1 - 4.0),
        (rear.0 + 8.0, rear.1 - 10.0),
    ];
    let panel = panel_stuff(dice);
    gun.solid(panel, bevelled(&soft(&outline, 2), depth, depth * 0.25));
    // The strap: a thin metal outline inside the panels.
    let strap = soft(
        &[
            at(x1 - 9.0, 0.02),
            at(x1 - 10.0, 0.55),
            at(x1 - 8.0, 0.9),
            at(x0 + 4.0, 0.92),
            at(x0 + 7.0, 0.5),
            at(x0 + 6.0, 0.05),
        ],
        2,
    );
    let thick = dice.param(7.0, 11.0);
    gun.inlay(panel, frame, Mesh::extrude(&strap, thick));
    gun.cavity(frame, Mesh::extrude(&super::kit::inset(&strap, dice.param(2.5, 4.5)), thick));
    let slope = -(std::f32::consts::FRAC_PI_2 + rake.atan());
    if dice.chance(0.5) {
        let (x, y) = at((x0 + x1) * 0.5 - 2.0, 0.06);
        gun.solid(Material::Steel, coil((0.0, tall * 0.7), 0.0, 3.2, 0.7, 11.0).turned(slope).at(x, y, 0.0));
        gun.solid(Material::Steel, rod((0.0, tall * 0.75), 0.0, 1.2).turned(slope).at(x, y, 0.0));
    } else {
        let (a, b, e) = (at(x0 + 10.0, 0.0), at(x0 + 13.0, 0.45), at(x1 - 14.0, 0.88));
        gun.solid(Material::Steel, plate(&[a, b, e, (e.0 + 1.6, e.1), (b.0 + 1.8, b.1), (a.0 + 1.6, a.1)], 6.0));
    }
    let (x, y) = at((x0 + x1) * 0.5, 0.5);
    gun.solid(Material::Steel, pin(x, y, 2.0, depth * 0.8));
}
