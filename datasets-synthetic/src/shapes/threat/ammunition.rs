//! Ammunition: single rounds, cases, bullets, and the many ways in which they come together.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::{
    cartridge::{Kind, Round, pellet},
    kit::{block, brick, plate, turned},
};

/// One whole round.
pub(super) fn cartridge(dice: &mut Dice) -> Object {
    Round::any(dice).build(18)
}

/// One empty case.
pub(super) fn case(dice: &mut Dice) -> Object {
    Round::any(dice).build_case(18)
}

/// One loose bullet, ball or pellet.
pub(super) fn bullet(dice: &mut Dice) -> Object {
    if dice.chance(0.15) {
        return pellet(dice);
    }
    let round = match dice.weighted(&[0.5, 0.38, 0.12]) {
        0 => Round::pistol(dice),
        1 => Round::rifle(dice),
        _ => Round::rimfire(dice),
    };
    round.build_bullet(18)
}

/// Many rounds: in a box, a pile, a row, a belt, clips, a bag, a strap or a ring.
pub(super) fn group(dice: &mut Dice) -> Object {
    let round = Round::any(dice);
    match dice.weighted(&[0.34, 0.24, 0.1, 0.08, 0.08, 0.08, 0.05, 0.03]) {
        0 => boxed(round, dice),
        1 => pile(round, dice),
        2 => row(round, dice),
        3 => belt(round, dice),
        4 => clips(round, dice),
        5 => bag(round, dice),
        6 => strap(round, dice),
        _ => ring(round, dice),
    }
}

/// A round whose middle is the origin.
fn middled(round: &Round, sides: usize) -> Object {
    let mut object = round.build(sides);
    object.transform(&Affine3A::from_translation(Vec3::new(-round.length * 0.5, 0.0, 0.0)));
    object
}

fn boxed(round: Round, dice: &mut Dice) -> Object {
    let mut object = Object::benign("box of rounds");
    let pitch = round.radius * dice.param(2.12, 2.7);
    let (columns, rows) = match round.kind {
        Kind::Shotshell => (5, dice.int(1, 5)),
        Kind::Rifle => (dice.int(5, 10), dice.int(2, 5)),
        _ => (dice.int(5, 10), dice.int(3, 6)),
    };
    let alternating = matches!(round.kind, Kind::Shotshell | Kind::Rifle) && dice.chance(0.6);
    let missing = if dice.chance(0.25) { dice.param(0.05, 0.6) } else { 0.0 };
    let up = middled(&round, 8);
    let (wide, deep) = (columns as f32 * pitch, rows as f32 * pitch);
    for i in 0..columns * rows {
        let (c, r) = (i % columns, i / columns);
        if dice.chance(missing) {
            continue;
        }
        let turn = if alternating && (c + r) % 2 == 1 { -FRAC_PI_2 } else { FRAC_PI_2 };
        let place = Vec3::new((c as f32 + 0.5) * pitch - wide * 0.5, 0.0, (r as f32 + 0.5) * pitch - deep * 0.5);
        let roll = Affine3A::from_rotation_x(dice.uniform(0.0, TAU));
        object.add(up.clone(), &(Affine3A::from_translation(place) * Affine3A::from_rotation_z(turn) * roll));
    }
    let high = round.length + 2.0;
    // The tray that keeps them apart.
    match dice.weighted(&[0.35, 0.3, 0.15, 0.2]) {
        0 => {
            let tray = brick((-wide * 0.5, wide * 0.5), (-high * 0.5, -high * 0.1), (-deep * 0.5, deep * 0.5));
            object.packed(Material::Polystyrene, 0.18, tray);
        }
        1 => {
            let thick = 0.7;
            for c in 0..=columns {
                let x = c as f32 * pitch - wide * 0.5;
                object.solid(
                    Material::Cardboard,
                    brick((x - thick * 0.5, x + thick * 0.5), (-high * 0.5, high * 0.1), (-deep * 0.5, deep * 0.5)),
                );
            }
        }
        2 => {
            object.packed(
                Material::StyreneFoam,
                1.0,
                brick((-wide * 0.5, wide * 0.5), (-high * 0.5, high * 0.3), (-deep * 0.5, deep * 0.5)),
            );
        }
        _ => {}
    }
    let (stuff, wall) = match dice.weighted(&[0.68, 0.22, 0.1]) {
        0 => (Material::Cardboard, dice.param(0.5, 1.2)),
        1 => (Material::Polypropylene, dice.param(1.2, 2.4)),
        _ => (Material::Steel, dice.param(0.3, 0.7)),
    };
    shell(&mut object, stuff, Vec3::new(wide + 2.0, high + 1.0, deep + 2.0), wall);
    if dice.chance(0.6) {
        // Seen through its lid as often as through its side.
        object.transform(&Affine3A::from_rotation_x(FRAC_PI_2));
    }
    object
}

/// A closed box of the given inner size.
fn shell(object: &mut Object, stuff: Material, inner: Vec3, wall: f32) {
    object.solid(stuff, Mesh::cuboid(inner + Vec3::splat(2.0 * wall)));
    object.cavity(stuff, Mesh::cuboid(inner));
}

/// Rounds thrown on a heap that spreads in the xy plane; layers rise along z.
fn heap(round: &Round, count: usize, spread: f32, kind: usize, dice: &mut Dice) -> Object {
    let mut object = Object::benign("pile of rounds");
    let sides = if count > 40 { 6 } else { 8 };
    let mut one = match kind {
        0 => round.build(sides),
        1 => round.build_case(sides),
        _ => round.build_bullet(sides),
    };
    let (low, high) = one.bounds();
    one.transform(&Affine3A::from_translation(Vec3::new(-(low.x + high.x) * 0.5, 0.0, 0.0)));
    let half = (high.x - low.x) * 0.5 - round.radius;
    let mut laid: Vec<(Vec2, Vec2, usize)> = Vec::with_capacity(count);
    for _ in 0..count {
        let mut placed = (Vec2::ZERO, Vec2::X, laid.len());
        'search: for attempt in 0..24 {
            let layer = attempt / 6;
            let room = spread * (1.0 - layer as f32 * 0.2);
            let middle = Vec2::from_angle(dice.uniform(0.0, TAU)) * room * dice.unit().sqrt();
            let along = Vec2::from_angle(dice.uniform(0.0, TAU));
            let (a, b) = (middle - along * half, middle + along * half);
            let free =
                laid.iter().filter(|other| other.2 == layer).all(|&(c, d, _)| apart(a, b, c, d) > round.radius * 1.9);
            if free {
                placed = (middle, along, layer);
                break 'search;
            }
            placed = (middle, along, 4);
        }
        let (middle, along, layer) = placed;
        laid.push((middle - along * half, middle + along * half, layer));
        let place = Affine3A::from_translation(middle.extend(layer as f32 * round.radius * 1.8))
            * Affine3A::from_rotation_z(along.to_angle())
            * Affine3A::from_rotation_y(dice.uniform(-0.12, 0.12));
        object.add(one.clone(), &place);
    }
    object
}

/// Smallest distance of two segments, good to a third of their length: enough to lay rounds.
fn apart(a: Vec2, b: Vec2, c: Vec2, d: Vec2) -> f32 {
    let to = |p: Vec2, from: Vec2, till: Vec2| {
        let way = till - from;
        let t = ((p - from).dot(way) / way.length_squared().max(1e-6)).clamp(0.0, 1.0);
        p.distance(from + way * t)
    };
    let crossing = {
        let (u, v) = (b - a, d - c);
        let s1 = u.perp_dot(c - a).signum() != u.perp_dot(d - a).signum();
        let s2 = v.perp_dot(a - c).signum() != v.perp_dot(b - c).signum();
        s1 && s2
    };
    if crossing { 0.0 } else { to(a, c, d).min(to(b, c, d)).min(to(c, a, b)).min(to(d, a, b)) }
}

fn spread_for(round: &Round, count: usize, dice: &mut Dice) -> f32 {
    (count as f32 * round.length * round.radius * 2.0 / PI).sqrt() * dice.param(0.55, 1.15)
}

fn pile(round: Round, dice: &mut Dice) -> Object {
    let most = if round.kind == Kind::Shotshell { 25 } else { 60 };
    let count = if dice.chance(0.6) { dice.int(8, 25.min(most)) } else { dice.int(20, most) };
    let kind = dice.weighted(&[0.84, 0.1, 0.06]);
    let spread = spread_for(&round, count, dice);
    heap(&round, count, spread, kind, dice)
}

fn bag(round: Round, dice: &mut Dice) -> Object {
    let count = dice.int(10, if round.kind == Kind::Shotshell { 20 } else { 50 });
    let spread = spread_for(&round, count, dice) * 0.7;
    let kind = dice.weighted(&[0.8, 0.12, 0.08]);
    let mut object = heap(&round, count, spread, kind, dice);
    let (low, high) = object.bounds();
    let half = (high - low) * 0.5 + Vec3::splat(2.0);
    let (stuff, wall) = match dice.weighted(&[0.5, 0.3, 0.2]) {
        0 => (Material::Polyethylene, 0.15),
        1 => (Material::Cotton, 1.2),
        _ => (Material::Leather, 1.8),
    };
    let middle = (low + high) * 0.5;
    let skin = |grow: f32| {
        Mesh::ellipsoid((half + Vec3::splat(grow)) * Vec3::new(1.2, 1.2, 1.1)).at(middle.x, middle.y, middle.z)
    };
    object.solid(stuff, skin(wall));
    object.cavity(stuff, skin(0.0));
    object
}

/// Rounds side by side, all one way or in turns.
fn row(round: Round, dice: &mut Dice) -> Object {
    let mut object = Object::benign("row of rounds");
    let count = dice.int(4, 14);
    let pitch = round.radius * dice.param(2.06, 3.2);
    let turns = dice.chance(0.3);
    let one = middled(&round, 10);
    for i in 0..count {
        let turn = if turns && i % 2 == 1 { -FRAC_PI_2 } else { FRAC_PI_2 };
        let sway = dice.uniform(-0.03, 0.03);
        let place = Vec3::new((i as f32 - count as f32 * 0.5) * pitch, dice.uniform(-1.0, 1.0), 0.0);
        object.add(one.clone(), &(Affine3A::from_translation(place) * Affine3A::from_rotation_z(turn + sway)));
    }
    if dice.chance(0.4) {
        let (low, high) = object.bounds();
        let size = high - low + Vec3::new(4.0, 4.0, 2.0);
        shell(&mut object, Material::Pet, size, 0.4);
    }
    object
}

/// Linked rounds along a winding line.
fn belt(round: Round, dice: &mut Dice) -> Object {
    let mut object = Object::benign("belt of rounds");
    let round = if round.kind == Kind::Rifle { round } else { Round::rifle(dice) };
    let count = dice.int(12, 45);
    let one = middled(&round, if count > 24 { 5 } else { 8 });
    let pitch = round.radius * dice.param(2.2, 2.7);
    let link = Mesh::sweep(
        &[(-1.0, 1.0), (1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 0.9)]
            .map(|(x, y): (f32, f32)| Vec3::new(x * pitch * 0.62, y * round.length * 0.09, round.radius * 1.1)),
        0.7,
        4,
    );
    let bend = dice.param(-0.09, 0.09);
    let wave = dice.param(0.0, 0.3);
    let folded = dice.chance(0.3);
    let per_fold = dice.int(6, 12);
    let (mut here, mut angle) = (Vec3::ZERO, 0.0f32);
    for i in 0..count {
        let place = if folded {
            let (fold, k) = (i / per_fold, i % per_fold);
            let k = if fold % 2 == 0 { k } else { per_fold - 1 - k };
            Affine3A::from_translation(Vec3::new(k as f32 * pitch, 0.0, fold as f32 * round.radius * 2.3))
        } else {
            here += Vec3::new(angle.cos(), angle.sin(), 0.0) * pitch;
            angle += bend * 0.6 + wave * 0.4 * (i as f32 * 0.4).sin();
            Affine3A::from_translation(here) * Affine3A::from_rotation_z(angle)
        };
        object.add(one.clone(), &(place * Affine3A::from_rotation_z(FRAC_PI_2)));
        object.solid(Material::Steel, link.clone().transformed(&place));
    }
    object
}

/// Rounds held at their heads by a channel, one to four clips.
fn clips(round: Round, dice: &mut Dice) -> Object {
    let mut object = Object::benign("clips of rounds");
    let round = if round.kind == Kind::Shotshell { Round::rifle(dice) } else { round };
    let (count, clips) = (dice.int(5, 10), dice.int(1, 4));
    let pitch = round.radius * 2.06;
    let one = middled(&round, 8);
    for clip in 0..clips {
        let mut strip = Object::benign("clip");
        for i in 0..count {
            let place = Vec3::new((i as f32 + 0.5 - count as f32 * 0.5) * pitch, 0.0, 0.0);
            strip.add(one.clone(), &(Affine3A::from_translation(place) * Affine3A::from_rotation_z(FRAC_PI_2)));
        }
        let half = count as f32 * pitch * 0.5;
        let low = -round.length * 0.5;
        let stuff = if dice.chance(0.8) { Material::Steel } else { Material::Brass };
        let wide = round.radius * 2.0 + 2.4;
        strip.solid(stuff, block((-half, half), (low - 1.2, low + 3.0), wide));
        strip.cavity(stuff, block((-half, half), (low - 0.2, low + 3.0), wide - 1.6));
        let place = Affine3A::from_translation(Vec3::new(0.0, clip as f32 * 3.0, clip as f32 * (wide + 1.0)));
        object.add(strip, &place);
    }
    if dice.chance(0.5) {
        object.transform(&Affine3A::from_rotation_y(dice.uniform(-0.6, 0.6)));
    }
    object
}

/// Rounds in the loops of a strap.
fn strap(round: Round, dice: &mut Dice) -> Object {
    let mut object = Object::benign("strap of rounds");
    let count = dice.int(8, 22);
    let pitch = round.radius * dice.param(2.4, 3.4);
    let stuff = *dice.pick(&[Material::Leather, Material::Nylon, Material::Polyester]);
    let one = middled(&round, 8);
    let bow = dice.param(-0.08, 0.08);
    let tall = round.length * dice.param(0.4, 0.8);
    let (mut here, mut angle) = (Vec2::ZERO, -bow * count as f32 * 0.5);
    let hold = plate(
        &[
            (-pitch * 0.5, -tall * 0.5),
            (pitch * 0.5, -tall * 0.5),
            (pitch * 0.5, tall * 0.5),
            (-pitch * 0.5, tall * 0.5),
        ],
        2.4,
    );
    for _ in 0..count {
        here += Vec2::from_angle(angle) * pitch;
        angle += bow;
        let place = Affine3A::from_translation(here.extend(0.0)) * Affine3A::from_rotation_z(angle);
        if dice.chance(0.92) {
            object.add(one.clone(), &(place * Affine3A::from_rotation_z(-FRAC_PI_2)));
        }
        object.solid(stuff, hold.clone().at(0.0, 0.0, -round.radius - 1.2).transformed(&place));
    }
    object
}

/// Rounds on a ring, as a revolver is loaded from.
fn ring(_: Round, dice: &mut Dice) -> Object {
    let mut object = Object::benign("ring of rounds");
    let round = Round::pistol(dice);
    let count = dice.int(5, 8);
    let out = (round.radius + 0.9) / (PI / count as f32).sin();
    let one = round.build(10);
    for i in 0..count {
        let (sin, cos) = (TAU * i as f32 / count as f32).sin_cos();
        object.add_at(one.clone(), 0.0, cos * out, sin * out);
    }
    let stuff = if dice.chance(0.5) { Material::GlassNylon } else { Material::Steel };
    let thick = if stuff == Material::Steel { 1.0 } else { 12.0 };
    object.solid(stuff, turned(&[(-thick, out + round.radius * 0.6), (-0.1, out + round.radius * 0.6)], 24));
    if thick > 2.0 {
        object.solid(stuff, turned(&[(-thick - 14.0, 7.0), (-thick, 7.0)], 14));
        object.solid(Material::Steel, turned(&[(-thick, 2.0), (10.0, 2.0)], 8));
    }
    object
}
