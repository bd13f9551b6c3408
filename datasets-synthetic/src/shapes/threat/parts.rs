//! Parts on their own: barrels, frames and receivers, slides, cylinders, bolts, suppressors.

use std::f32::consts::PI;

use glam::{Affine3A, Vec3};

use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material,
    shapes::Object,
};

use super::bolt::bolt_body;
use super::{
    grip_frame::{self, Grip},
    kit::{
        along_x, bevelled, block, brick, coil, hoop, pin, pipe, plate, polymer, rod, soft, soft_plate, steel, trigger,
        turned,
    },
    pistol::solid_grip,
    revolver::Cylinder,
    slide::{self, Layout},
};

/// A barrel: of a pistol with its block, or a turned tube with steps, lugs, flanges or facets.
pub(super) fn barrel(dice: &mut Dice) -> Object {
    if dice.chance(0.3) {
        let layout = Layout::draw(dice);
        let mut object = slide::barrel(&layout, dice);
        if dice.chance(0.15) {
            object.add_at(slide::recoil(&layout, dice), 0.0, -3.0, 0.0);
        }
        return object;
    }
    let mut object = Object::benign("barrel");
    let metal = steel(dice);
    let shotgun = dice.chance(0.25);
    let long = match dice.weighted(&[0.35, 0.65]) {
        0 => dice.param(60.0, 180.0),
        _ => dice.param(200.0, 680.0),
    };
    let bore = if shotgun { dice.param(6.5, 9.6) } else { dice.param(2.6, 5.5) };
    let rear = bore + if shotgun { dice.param(3.0, 5.0) } else { dice.param(4.0, 9.5) };
    let muzzle = bore + if shotgun { dice.param(0.9, 1.8) } else { dice.param(1.8, 5.0) };
    let muzzle = muzzle.min(rear);
    let chamber = (bore * if shotgun { 1.12 } else { dice.param(1.05, 1.7) }).min(rear - 1.5);
    let deep = long.min(if shotgun { 70.0 } else { 60.0 }) * 0.7;
    match dice.weighted(&[0.3, 0.3, 0.12, 0.28]) {
        0 => object.solid(
            metal,
            turned(&[(0.0, rear), (long * 0.2, rear), (long * 0.35, (rear + muzzle) * 0.5), (long, muzzle)], 24),
        ),
        1 => {
            // Steps, as of military barrels.
            let mid = (rear * 2.0 + muzzle) / 3.0;
            let low = (rear + muzzle * 2.0) / 3.0;
            object.solid(
                metal,
                turned(
                    &[
                        (0.0, rear),
                        (long * 0.12, rear),
                        (long * 0.13, mid),
                        (long * 0.45, mid),
                        (long * 0.46, low),
                        (long * 0.8, low),
                        (long * 0.81, muzzle),
                        (long, muzzle),
                    ],
                    24,
                ),
            )
        }
        2 => {
            object.solid(metal, along_x(Mesh::extrude(&regular_polygon(rear * 1.05, 8), long)).at(long * 0.5, 0.0, 0.0))
        }
        _ => object.solid(metal, turned(&[(0.0, rear), (long, muzzle)], 24)),
    };
    object.cavity(metal, turned(&[(0.0, chamber), (deep, chamber * 0.97), (deep + 4.0, bore), (long, bore)], 18));
    if dice.chance(0.35) {
        let at = dice.param(0.0, 30.0_f32.min(long * 0.3));
        object.solid(metal, pipe((at, at + dice.param(4.0, 14.0)), 0.0, rear + dice.param(2.0, 6.0), rear - 0.2));
    }
    if shotgun || dice.chance(0.3) {
        // A lug or hook below the breech.
        let (from, to) = (dice.param(2.0, 20.0), dice.param(28.0, 48.0).min(long * 0.8));
        let low = -rear - dice.param(5.0, 16.0);
        let thick = dice.param(6.0, 12.0);
        object.solid(metal, block((from, to), (low, -rear + 0.8), thick));
        object.cavity(metal, pin((from + to) * 0.5, low + 4.0, 2.5, thick));
    }
    if dice.chance(0.3) && long > 150.0 {
        // A gas or magazine ring further on.
        let at = long * dice.param(0.45, 0.75);
        let wide = dice.param(12.0, 24.0);
        let y = -rear - 6.0;
        object.solid(metal, block((at, at + wide), (y - 6.0, -muzzle * 0.9), 12.0));
        object.cavity(metal, rod((at, at + wide), y, 4.2));
    }
    if dice.chance(0.45) {
        let high = dice.param(3.0, 14.0);
        object.solid(
            metal,
            plate(
                &[
                    (long - 22.0, muzzle * 0.8),
                    (long - 4.0, muzzle * 0.8),
                    (long - 9.0, muzzle + high),
                    (long - 14.0, muzzle + high),
                ],
                4.0,
            ),
        );
    }
    if !shotgun && dice.chance(0.25) {
        muzzle_device(&mut object, long, muzzle, bore, dice);
    }
    object
}

/// A flash hider or brake on a muzzle at `x`.
pub(super) fn muzzle_device(object: &mut Object, x: f32, barrel: f32, bore: f32, dice: &mut Dice) {
    let (long, outer) = (dice.param(30.0, 62.0), barrel + dice.param(2.5, 5.0));
    let metal = Material::Steel;
    object.solid(metal, rod((x - 12.0, x + long - 12.0), 0.0, outer));
    object.cavity(metal, rod((x - 12.0, x), 0.0, barrel));
    object.cavity(metal, rod((x, x + long - 12.0), 0.0, bore * 1.3));
    let slots = dice.int(2, 5);
    let room = (long - 20.0) / slots as f32;
    for i in 0..slots {
        let from = x + 3.0 + room * i as f32;
        for side in [-1.0, 1.0] {
            let z = side * (outer * 0.75 + bore * 0.3);
            object.cavity(metal, brick((from, from + room * 0.55), (-outer * 0.45, outer * 0.45), (z - 1.6, z + 1.6)));
        }
    }
}

/// A pistol's frame or a long gun's receiver, with or without small parts.
pub(super) fn frame_or_receiver(dice: &mut Dice) -> Object {
    match dice.weighted(&[0.42, 0.2, 0.14, 0.14, 0.1]) {
        0 => {
            let layout = Layout::draw(dice);
            let grip = Grip::draw(&layout, dice);
            let stripped = dice.chance(0.3);
            grip_frame::frame(&layout, &grip, stripped, dice)
        }
        1 => {
            let mut object = lower_receiver(dice.param(170.0, 215.0), dice.param(58.0, 72.0), dice);
            if dice.chance(0.5) {
                object.add_at(solid_grip((2.0, 36.0), -30.0, 90.0, 0.42, 27.0, dice), 0.0, 0.0, 0.0);
            }
            if dice.chance(0.4) {
                buffer(&mut object, -4.0, 8.5, dice);
            }
            object
        }
        2 => {
            let long = dice.param(205.0, 270.0);
            let mut object = sheet_receiver(long, dice);
            if dice.chance(0.3) {
                let x = long * 0.32;
                object.add_at(solid_grip((x - 34.0, x - 2.0), -42.0, 95.0, 0.35, 28.0, dice), 0.0, 0.0, 0.0);
            }
            object
        }
        3 => block_receiver(dice.param(140.0, 225.0), dice.param(46.0, 66.0), dice),
        _ => upper_receiver(dice.param(170.0, 240.0), dice.param(14.5, 19.0), dice),
    }
}

/// An alloy lower: magazine well, trigger room, ring for the stock's tube.
pub(super) fn lower_receiver(long: f32, well: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("receiver");
    let stuff = if dice.chance(0.8) { Material::Aluminium6061 } else { polymer(dice) };
    let (wide, wall) = (dice.param(21.0, 26.0), dice.param(2.2, 3.6));
    let deep = dice.param(52.0, 66.0);
    let low = dice.param(26.0, 34.0);
    let front = long - well;
    object.solid(
        stuff,
        bevelled(
            &soft(
                &[
                    (0.0, 0.0),
                    (long, 0.0),
                    (long + 3.0, -deep),
                    (front - 2.0, -deep + 3.0),
                    (front - 6.0, -low - 2.0),
                    (14.0, -low),
                    (6.0, -low + 8.0),
                    (0.0, -16.0),
                ],
                0,
            ),
            wide,
            0.6,
        ),
    );
    object.cavity(
        stuff,
        plate(
            &[(front, -1.0), (long - wall, -1.0), (long + 2.5 - wall, -deep), (front, -deep + 2.5)],
            wide - 2.0 * wall,
        ),
    );
    object.cavity(stuff, block((14.0, front - wall), (-low + wall, 0.0), wide - 2.0 * wall));
    // The ring at the rear.
    let ring = dice.param(14.0, 17.0);
    object.solid(stuff, pipe((-4.0, 10.0), ring * 0.6, ring, ring - 2.6));
    hoop(
        &mut object,
        stuff,
        &[(20.0, -low + 2.0), (front, -low + 2.0), (front - 2.0, -low - 24.0), (34.0, -low - 26.0)],
        2.6,
        10.0,
    );
    for (x, y) in [(long - 8.0, -8.0), (18.0, -10.0)] {
        object.solid(Material::Steel, pin(x, y, 3.0, wide));
    }
    if dice.chance(0.75) {
        trigger_group(&mut object, (40.0, front - 6.0), -low, wide - 2.0 * wall - 2.0);
    }
    object
}

/// Hammer, trigger and springs between two x, above y.
pub(super) fn trigger_group(object: &mut Object, x: (f32, f32), y: f32, depth: f32) {
    let metal = Material::Steel;
    let (a, b) = (x.0 + (x.1 - x.0) * 0.3, x.0 + (x.1 - x.0) * 0.8);
    object.solid(metal, trigger(a, y + 4.0, 22.0, 7.0));
    object.solid(
        metal,
        soft_plate(
            &[(a - 12.0, y + 6.0), (a + 14.0, y + 5.0), (a + 16.0, y + 9.0), (a - 4.0, y + 12.0), (a - 14.0, y + 11.0)],
            depth * 0.5,
        ),
    );
    object.solid(
        metal,
        soft_plate(
            &[
                (b - 5.0, y + 4.0),
                (b + 4.0, y + 4.0),
                (b + 4.0, y + 20.0),
                (b - 12.0, y + 26.0),
                (b - 14.0, y + 20.0),
                (b - 5.0, y + 16.0),
            ],
            depth * 0.5,
        ),
    );
    for px in [a, b] {
        object.solid(metal, pin(px, y + 7.0, 2.2, depth + 4.0));
        object.solid(metal, coil((-depth * 0.4, depth * 0.4), 0.0, 4.0, 0.7, 5.0).facing().at(px, y + 7.0, 0.0));
    }
}

/// A tube with a long spring and a weight, to the rear of `x`.
pub(super) fn buffer(object: &mut Object, x: f32, y: f32, dice: &mut Dice) {
    let long = dice.param(160.0, 215.0);
    let tube = Material::Aluminium6061;
    object.solid(tube, rod((x - long, x), y, 14.5));
    object.cavity(tube, rod((x - long + 5.0, x), y, 12.6));
    object.solid(Material::Steel, coil((x - long + 8.0, x - 10.0), y, 11.2, 0.9, 20.0));
    object.solid(tube, pipe((x - 70.0, x - 6.0), y, 9.5, 7.0));
    object.solid(Material::Steel, rod((x - 62.0, x - 14.0), y, 6.8));
}

/// A folded sheet box with trunnions, rails and holes.
pub(super) fn sheet_receiver(long: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("receiver");
    let metal = Material::Steel;
    let (high, wide) = (dice.param(36.0, 52.0), dice.param(28.0, 36.0));
    let sheet = dice.param(1.0, 2.0);
    let (top, low) = (0.0, -high);
    object.solid(metal, block((0.0, long), (low, top), wide));
    object.cavity(metal, block((sheet, long - sheet), (low + sheet, top), wide - 2.0 * sheet));
    // Magazine opening, trunnions with holes, guide rails, cross pins.
    let well = (long * 0.62, long * 0.62 + dice.param(50.0, 75.0).min(long * 0.26));
    object.cavity(metal, block(well, (low, low + sheet), wide - 2.0 * sheet - 4.0));
    object.solid(metal, block((well.1 + 1.0, long - sheet), (low + sheet, top - 6.0), wide - 2.0 * sheet));
    object.cavity(metal, rod((well.1 + 1.0, long - sheet), top - 6.0 - 12.0, 9.5));
    object.solid(metal, block((sheet, 16.0), (low + sheet, top - 8.0), wide - 2.0 * sheet));
    object.cavity(metal, block((5.0, 12.0), (low + 6.0, top - 12.0), wide * 0.5));
    for side in [-1.0, 1.0] {
        let z = side * (wide * 0.5 - sheet - 1.5);
        object.solid(metal, brick((20.0, well.1), (top - 9.0, top - 7.0), (z - 1.5, z + 1.5)));
    }
    // Rivets, and dimples or lightening holes in the sides.
    for _ in 0..dice.int(2, 7) {
        let (x, y) = (dice.uniform(8.0, long - 10.0), dice.uniform(low + 6.0, top - 14.0));
        object.solid(metal, pin(x, y, dice.param(1.6, 2.8), wide));
    }
    if dice.chance(0.5) {
        let x = dice.uniform(long * 0.1, long * 0.5);
        for side in [-1.0, 1.0] {
            let z = side * (wide - sheet) * 0.5;
            let (from, to) = (dice.uniform(low + 8.0, low + 14.0), low + high * 0.6);
            object.cavity(metal, brick((x, x + 18.0), (from, to), (z - sheet * 0.5, z + sheet * 0.5)));
        }
    }
    let guard = long * dice.param(0.2, 0.42);
    hoop(
        &mut object,
        metal,
        &[(guard, low + 1.5), (guard + 64.0, low + 1.5), (guard + 60.0, low - 28.0), (guard + 4.0, low - 26.0)],
        1.8,
        12.0,
    );
    if dice.chance(0.65) {
        trigger_group(&mut object, (guard, guard + 56.0), low + sheet, wide - 8.0);
    }
    object
}

/// A machined block of a shotgun or lever gun: hollow, with lifter, hammer and springs.
pub(super) fn block_receiver(long: f32, high: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("receiver");
    let metal = if dice.chance(0.5) { Material::Aluminium6061 } else { steel(dice) };
    let wide = dice.param(30.0, 40.0);
    let wall = if metal == Material::Aluminium6061 { dice.param(3.5, 6.0) } else { dice.param(2.2, 4.0) };
    let slope = dice.param(6.0, 40.0);
    let outline = soft(
        &[
            (-2.0, -high * 0.16),
            (slope, 0.0),
            (long, 0.0),
            (long, -high),
            (4.0, -high),
            (-6.0, -high * 0.8),
            (-8.0, -high * 0.4),
        ],
        0,
    );
    object.solid(metal, bevelled(&outline, wide, dice.param(2.0, 6.0)));
    object.cavity(metal, block((slope.max(14.0), long - 6.0), (-high + wall, -wall), wide - 2.0 * wall));
    object.cavity(metal, rod((long - 6.0, long), -14.0, 11.0));
    object.cavity(metal, rod((long - 6.0, long), -high + 14.0, 11.0));
    let port = (long * 0.45, long * 0.85);
    object.cavity(metal, brick(port, (-28.0, -wall - 1.0), (wide * 0.5 - wall, wide * 0.5 - 0.1)));
    if dice.chance(0.75) {
        trigger_group(&mut object, (16.0, 80.0_f32.min(long * 0.6)), -high + wall, wide - 2.0 * wall - 2.0);
        object.solid(
            Material::Steel,
            plate(
                &[
                    (long * 0.4, -high + 10.0),
                    (long - 10.0, -high + 5.0),
                    (long - 10.0, -high + 8.0),
                    (long * 0.4, -high + 14.0),
                ],
                12.0,
            ),
        );
        hoop(
            &mut object,
            if dice.chance(0.5) { metal } else { Material::GlassNylon },
            &[(22.0, -high + 2.5), (80.0, -high + 2.5), (76.0, -high - 25.0), (26.0, -high - 25.0)],
            3.0,
            10.0,
        );
    }
    object
}

/// A tube-like upper: with a rail on top, or a bolt gun's round receiver.
pub(super) fn upper_receiver(long: f32, r: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("receiver");
    let metal = if dice.chance(0.5) { Material::Aluminium6061 } else { steel(dice) };
    let wall = dice.param(3.0, 6.5);
    object.solid(metal, rod((0.0, long), 0.0, r));
    object.cavity(metal, rod((0.0, long), 0.0, r - wall));
    let port = (long * dice.param(0.35, 0.45), long * dice.param(0.65, 0.75));
    object.cavity(metal, brick(port, (-4.0, 5.0), (r - wall + 0.5, r - 1.0)));
    if dice.chance(0.5) {
        let teeth = (long / 10.0) as usize;
        object.solid(metal, block((0.0, long), (r - 1.0, r + 5.0), 15.0));
        for i in 0..teeth {
            let x = 3.0 + 10.0 * i as f32;
            object.solid(metal, block((x, x + 5.0), (r + 5.0, r + 8.0), 21.0));
        }
    }
    if dice.chance(0.6) {
        let low = -r - dice.param(4.0, 12.0);
        object.solid(metal, block((6.0, long - 10.0), (low, -r + 2.0), r * 1.3));
        object.cavity(metal, block((20.0, long - 40.0), (low, -r + 2.0), r * 0.8));
    }
    if dice.chance(0.5) {
        object.add_at(bolt_body(r - wall - 0.4, dice), 10.0, 0.0, 0.0);
    }
    object
}

/// A slide, bare or with what belongs in it.
pub(super) fn slide(dice: &mut Dice) -> Object {
    let layout = Layout::draw(dice);
    let inside = dice.chance(0.8);
    let mut object = slide::slide(&layout, inside, dice);
    if dice.chance(0.45) {
        object.add_at(slide::barrel(&layout, dice), 0.0, 0.0, 0.0);
    }
    if dice.chance(0.4) {
        object.add_at(slide::recoil(&layout, dice), 0.0, 0.0, 0.0);
    }
    object
}

/// A revolver's cylinder, at times with its crane and ejector rod.
pub(super) fn cylinder(dice: &mut Dice) -> Object {
    let spec = Cylinder::draw(dice);
    let mut object = spec.build(dice);
    if dice.chance(0.35) {
        object.solid(Material::Steel, rod((-4.0, spec.length + dice.param(14.0, 45.0)), 0.0, 1.7));
        object.solid(Material::Steel, coil((4.0, spec.length - 4.0), 0.0, 2.6, 0.4, 10.0));
        if dice.chance(0.5) {
            let arm = plate(
                &[
                    (spec.length, -4.0),
                    (spec.length + 8.0, -4.0),
                    (spec.length + 8.0, spec.radius),
                    (spec.length, spec.radius),
                ],
                8.0,
            );
            object.solid(Material::Steel, arm);
        }
    }
    if dice.chance(0.4) {
        // Standing on its face, chambers towards the viewer.
        object.transform(&Affine3A::from_rotation_y(PI * 0.5));
    }
    object
}

/// A suppressor: tube with end caps around baffles, rings, wipes or a solid core.
pub(super) fn suppressor(dice: &mut Dice) -> Object {
    let mut object = Object::benign("suppressor");
    let (long, r) = (dice.param(95.0, 260.0), dice.param(12.0, 25.0));
    let metal = *dice.pick(&[
        Material::Steel,
        Material::StainlessSteel,
        Material::Aluminium6061,
        Material::Aluminium6061,
        Material::Titanium,
    ]);
    let inner = if dice.chance(0.5) && (metal == Material::Aluminium6061 || r < 18.0) {
        metal
    } else {
        *dice.pick(&[Material::StainlessSteel, Material::Aluminium6061, Material::Titanium])
    };
    let wall = if metal == Material::Aluminium6061 { dice.param(1.8, 3.6) } else { dice.param(1.0, 2.4) };
    let hole = dice.param(3.0, 6.0);
    let cap = dice.param(4.0, 14.0);
    object.solid(metal, rod((0.0, long), 0.0, r));
    object.cavity(metal, rod((cap, long - cap * 0.6), 0.0, r - wall));
    object.cavity(metal, rod((0.0, cap), 0.0, hole * 1.6));
    object.cavity(metal, rod((long - cap * 0.6, long), 0.0, hole));
    if dice.chance(0.3) {
        object.solid(metal, pipe((-dice.param(4.0, 20.0), 0.0), 0.0, r * 0.75, hole * 1.6));
    }
    let first = cap + (long - cap * 1.6) * if dice.chance(0.5) { dice.param(0.1, 0.35) } else { 0.02 };
    let room = (first, long - cap * 0.6 - 1.0);
    let ir = r - wall - 0.2;
    match dice.weighted(&[0.42, 0.18, 0.22, 0.1, 0.08]) {
        0 => cones(&mut object, inner, room, ir, hole, dice),
        1 => {
            // Flat rings with spacers.
            let count = dice.int(5, 11);
            let thick = dice.param(1.2, 3.0);
            for i in 0..count {
                let x = room.0 + (room.1 - room.0 - thick) * i as f32 / (count - 1) as f32;
                object.solid(inner, pipe((x, x + thick), 0.0, ir, hole));
            }
        }
        2 => {
            // One piece with cross cuts.
            object.solid(inner, rod(room, 0.0, ir));
            object.cavity(inner, rod(room, 0.0, hole));
            let count = dice.int(4, 9);
            let step = (room.1 - room.0) / count as f32;
            for i in 0..count {
                let (x, wide) = (room.0 + step * (i as f32 + 0.2), step * 0.6);
                let chord = (ir * ir - (ir * 0.55) * (ir * 0.55)).sqrt();
                for side in [-1.0, 1.0] {
                    let y = side * (hole + ir * 0.8) * 0.5;
                    let h = (ir * 0.8 - hole) * 0.5;
                    let turn = if i % 2 == 0 { 0.0 } else { PI * 0.5 };
                    let cut = plate(
                        &[(x, y - h), (x + wide * 0.7, y - h), (x + wide, y + h), (x + wide * 0.3, y + h)],
                        chord * 1.4,
                    );
                    object.cavity(inner, cut.transformed(&Affine3A::from_rotation_x(turn)));
                }
            }
        }
        3 => {
            // Wipes and packing.
            let count = dice.int(3, 6).min(((room.1 - room.0) / 14.0) as usize);
            for i in 0..count {
                let x = room.0 + (room.1 - room.0 - 9.0) * i as f32 / count as f32;
                object.solid(Material::Rubber, pipe((x, x + 5.0), 0.0, ir, hole * 0.8));
                object.packed(
                    Material::StainlessSteel,
                    0.12,
                    pipe((x + 6.0, x + (room.1 - room.0) / count as f32 - 1.0), 0.0, ir, (hole * 1.8).min(ir * 0.75)),
                );
            }
        }
        _ => {
            // A perforated inner tube in wool.
            object.solid(inner, pipe(room, 0.0, hole + 2.0, hole));
            object.packed(Material::Steel, 0.1, pipe(room, 0.0, ir, hole + 2.1));
        }
    }
    object
}

fn cones(object: &mut Object, metal: Material, room: (f32, f32), r: f32, hole: f32, dice: &mut Dice) {
    let count = dice.int(5, 11);
    let step = (room.1 - room.0) / count as f32;
    let sheet = dice.param(1.0, 2.4).min(step * 0.25);
    let deep = (step * dice.param(0.7, 1.2)).min((r - hole) * 1.3);
    let forward = dice.chance(0.5);
    let skirt = dice.chance(0.5);
    for i in 0..count {
        let base = room.0 + step * i as f32;
        let tip = (base + deep).min(room.1 - sheet).max(base + sheet);
        let cone =
            Mesh::lathe_ring(&[(base, r - 0.1 - sheet), (base, r), (tip + sheet, hole + sheet * 0.5), (tip, hole)]);
        let cone = if forward {
            cone
        } else {
            cone.transformed(&(Affine3A::from_translation(Vec3::X * (room.0 + room.1)) * Affine3A::from_rotation_y(PI)))
        };
        object.solid(metal, cone);
        if skirt && !forward {
            continue;
        }
        if skirt {
            object.solid(metal, pipe((base + sheet, base + step * 0.9), 0.0, r, r - sheet * 0.7));
        }
    }
}
