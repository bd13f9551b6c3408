//! Stocks, sights and forends of long guns.

use std::f32::consts::FRAC_PI_2;

use glam::{Affine3A, Vec3};

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::kit::{bevelled, block, coil, inset, pin, pipe, plate, polymer, rod, soft, turned};

/// A stock's outline and build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A shoulder stock whose wrist is the grip.
    Classic,
    /// A shoulder stock behind a grip of its own.
    Rear,
    /// A bare tube with a plate.
    Tube,
    /// Bent rods with a plate.
    Wire,
    /// Cut off behind the wrist.
    Sawn,
}

/// What stocks are made of.
pub(super) fn stuff(dice: &mut Dice) -> Material {
    if dice.chance(0.55) { Material::Wood } else { polymer(dice) }
}

/// A stock that runs from x = 0 to the rear, its front end between `low` and `high`.
pub(super) fn stock(style: Style, high: f32, low: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("stock");
    let long = dice.param(210.0, 340.0);
    let butt = dice.param(95.0, 130.0);
    let drop = dice.param(2.0, 45.0);
    match style {
        Style::Classic | Style::Sawn => {
            let long = if style == Style::Sawn { dice.param(70.0, 130.0) } else { long + 40.0 };
            shoulder(&mut object, (long, butt, drop), (high, low), style == Style::Sawn, dice);
        }
        Style::Rear => {
            let depth = dice.param(28.0, 40.0);
            let what = stuff(dice);
            let heel = high - drop * 0.5;
            let belly = dice.param(0.25, 0.75);
            let corners = [
                (0.0, high),
                (0.0, high),
                (-long, heel),
                (-long, heel),
                (-long + dice.param(-6.0, 8.0), heel - butt),
                (-long + 12.0, heel - butt),
                (-long * belly, low - butt * 0.25 * belly),
                (0.0, low),
                (0.0, low),
            ];
            let outline = soft(&corners, 1);
            object.solid(what, bevelled(&outline, depth, depth * 0.2));
            if what != Material::Wood {
                let wall = dice.param(2.5, 4.5);
                object.cavity(what, Mesh::extrude(&inset(&outline, wall * 1.6), (depth - 2.0 * wall).min(depth * 0.6)));
            }
            if dice.chance(0.4) {
                // A window through the stock.
                let mid = (-long * 0.72, -long * 0.35);
                if what == Material::Wood {
                    object.cavity(
                        what,
                        plate(
                            &[
                                (mid.0, heel - 22.0),
                                (mid.1, high - 18.0),
                                (mid.1, low + 8.0),
                                (mid.0, heel - butt * 0.6),
                            ],
                            depth * 0.58,
                        ),
                    );
                }
            }
            butt_plate(&mut object, -long, (heel - butt, heel), depth, dice);
        }
        Style::Tube => {
            let y = (high + low) * 0.5;
            let r = dice.param(7.0, 15.0);
            let metal = if dice.chance(0.6) { Material::Aluminium6061 } else { Material::Steel };
            object.solid(metal, pipe((-long, 0.0), y, r, r - dice.param(1.4, 2.6)));
            if dice.chance(0.6) {
                object.solid(Material::Steel, coil((-long * 0.9, -8.0), y, r * 0.7, 0.9, 18.0));
            }
            let depth = dice.param(24.0, 36.0);
            object.solid(metal, block((-long - 5.0, -long), (y - butt * 0.75, y + butt * 0.2), depth));
            object.solid(
                metal,
                plate(
                    &[(-long, y - butt * 0.7), (-long, y - butt * 0.6), (-long * 0.5, y - r), (-long * 0.4, y - r)],
                    9.0,
                ),
            );
        }
        Style::Wire => {
            let y = (high + low) * 0.5;
            let spread = dice.param(9.0, 16.0);
            for side in [-1.0, 1.0] {
                let z = side * spread;
                let path = [
                    (0.0, y + 4.0),
                    (-long * 0.93, y - drop * 0.4),
                    (-long, y - drop * 0.4 - 8.0),
                    (-long, y - butt),
                    (-long + 8.0, y - butt - 4.0),
                ]
                .map(|(x, y)| Vec3::new(x, y, z));
                object.solid(Material::Steel, Mesh::sweep(&path, dice.param(2.8, 4.4), 8));
            }
            object.solid(Material::Steel, pin(-long, y - butt, 3.2, spread * 2.0));
            object.solid(Material::Steel, block((-14.0, 2.0), (y - 12.0, y + 12.0), spread * 1.6));
        }
    }
    if matches!(style, Style::Tube | Style::Wire | Style::Rear) && dice.chance(0.2) {
        // Folded along the side.
        let side = 26.0;
        let fold =
            Affine3A::from_translation(Vec3::new(4.0, 0.0, side)) * Affine3A::from_scale(Vec3::new(-1.0, 1.0, 0.6));
        object.transform(&fold);
    }
    object
}

fn shoulder(object: &mut Object, size: (f32, f32, f32), ends: (f32, f32), sawn: bool, dice: &mut Dice) {
    let ((long, butt, drop), (high, low)) = (size, ends);
    let what = stuff(dice);
    let depth = dice.param(34.0, 46.0);
    let grip = dice.param(0.0, 34.0);
    let heel = high - drop;
    let wrist = dice.param(0.0, 10.0);
    let mut corners = vec![(0.0, high), (0.0, high), (-34.0, high - wrist - 4.0), (-66.0, high - wrist - drop * 0.2)];
    if sawn {
        corners.extend([(-long, heel - 14.0), (-long - 6.0, heel - 58.0)]);
    } else {
        let comb = dice.param(0.0, 14.0);
        corners.extend([
            (-95.0, high + comb - wrist - drop * 0.2),
            (-long, heel),
            (-long, heel),
            (-long + dice.param(-4.0, 6.0), heel - butt),
            (-long + 6.0, heel - butt),
        ]);
        corners.push((-long * 0.5, low - 22.0 - drop * 0.3));
    }
    corners.extend([
        (-80.0, low - 12.0 - grip),
        (-62.0, low - 14.0 - grip),
        (-36.0, low - 4.0 - grip * 0.5),
        (-12.0, low),
        (0.0, low),
        (0.0, low),
    ]);
    let outline = soft(&corners, 2);
    object.solid(what, bevelled(&outline, depth, depth * 0.3));
    if what != Material::Wood {
        let wall = dice.param(3.0, 5.0);
        object.cavity(what, Mesh::extrude(&inset(&outline, wall * 2.0), depth * 0.4));
    } else if !sawn {
        // The stock bolt in its hole, from the butt.
        let y = heel - butt * 0.36;
        let slope = ((high + low) * 0.5 - y).atan2(long);
        let hole = turned(&[(0.0, 7.0), (long * 0.55, 7.0)], 12);
        object.cavity(what, hole.turned(slope).at(-long, y, 0.0));
        object.solid(Material::Steel, rod((long * 0.5, long), 0.0, 3.2).turned(slope).at(-long, y, 0.0));
    }
    if !sawn {
        butt_plate(object, -long, (heel - butt, heel), depth, dice);
    }
}

fn butt_plate(object: &mut Object, x: f32, y: (f32, f32), depth: f32, dice: &mut Dice) {
    let (what, thick) = match dice.weighted(&[0.5, 0.3, 0.2]) {
        0 => (Material::Rubber, dice.param(8.0, 24.0)),
        1 => (Material::Steel, 2.0),
        _ => (Material::Aluminium6061, 3.0),
    };
    object.solid(what, block((x - thick, x - 0.5), (y.0 + 4.0, y.1 - 2.0), depth * 0.9));
    for share in [0.25, 0.75] {
        let screw = rod((-2.0, 26.0), 0.0, 2.0);
        object.solid(Material::Steel, screw.at(x, y.0 + (y.1 - y.0) * share, 0.0));
    }
}

/// A telescopic sight along x, its axis at height `y`, in two rings.
pub(super) fn scope(x: f32, y: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("scope");
    let tube = Material::Aluminium6061;
    let (long, r) = (dice.param(180.0, 330.0), dice.param(12.5, 15.5));
    let (eye, bell) = (r + dice.param(4.0, 7.0), r + dice.param(0.5, 13.0));
    let profile = |inset: f32| {
        [(0.0, eye), (long * 0.16, eye), (long * 0.24, r), (long * 0.64, r), (long * 0.8, bell), (long, bell)]
            .map(|(px, pr)| (px, pr - inset))
    };
    let y = y + eye.max(bell) + 3.0;
    object.solid(tube, Mesh::lathe(&profile(0.0)).at(x, y, 0.0));
    object.cavity(tube, Mesh::lathe(&profile(2.2)).at(x, y, 0.0));
    for (at, radius) in
        [(4.0, eye - 3.0), (12.0, eye - 3.0), (long * 0.35, r - 3.5), (long * 0.6, r - 3.5), (long - 12.0, bell - 3.0)]
    {
        object.solid(Material::Glass, rod((x + at, x + at + 4.0), y, radius));
    }
    for turn in [0.0, FRAC_PI_2] {
        let knob =
            Mesh::tube(9.0, 5.0, 20.0).upright().at(0.0, r + 9.0, 0.0).transformed(&Affine3A::from_rotation_x(turn));
        object.solid(tube, knob.at(x + long * 0.44, y, 0.0));
    }
    for share in [0.3, 0.6] {
        let at = x + long * share;
        object.solid(Material::Steel, pipe((at - 7.0, at + 7.0), y, r + 3.5, r));
        object.solid(Material::Steel, block((at - 7.0, at + 7.0), (y - eye.max(bell) - 3.0, y - r - 2.0), 14.0));
        object.solid(Material::Steel, rod((-16.0, 16.0), 0.0, 2.6).facing().at(at, y - r - 5.0, 0.0));
    }
    object
}
