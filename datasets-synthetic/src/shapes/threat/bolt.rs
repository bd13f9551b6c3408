//! Bolts, carriers and breech blocks.

use std::f32::consts::PI;

use glam::{Affine3A, Vec3};

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::kit::{bevelled, block, brick, coil, pin, rod, soft, steel, turned};

/// The body of a turn bolt of radius `r`, its tail at x = 0, with lugs and handle.
pub(super) fn bolt_body(r: f32, dice: &mut Dice) -> Object {
    let mut object = Object::benign("bolt");
    let metal = steel(dice);
    let long = dice.param(95.0, 175.0);
    object.solid(metal, turned(&[(0.0, r * 0.85), (long * 0.2, r), (long, r)], 18));
    let bore = r * dice.param(0.4, 0.62);
    object.cavity(metal, rod((4.0, long - 10.0), 0.0, bore));
    object.cavity(metal, rod((long - 10.0, long), 0.0, 1.2));
    object.solid(Material::Steel, rod((-dice.param(2.0, 22.0), long - 12.0), 0.0, bore * 0.4));
    object.solid(Material::Steel, coil((10.0, long * 0.75), 0.0, bore * 0.75, 0.6, 16.0));
    let lug = r * dice.param(0.35, 0.6);
    object.solid(metal, block((long - 14.0, long - 3.0), (r * 0.8, r + lug), r));
    object.solid(metal, block((long - 14.0, long - 3.0), (-r - lug, -r * 0.8), r));
    if dice.chance(0.75) {
        let at = long * dice.param(0.08, 0.3);
        let (out, down, back) = (dice.param(28.0, 46.0), dice.param(0.0, 34.0), dice.param(-12.0, 12.0));
        let tip = Vec3::new(at + back, -down, r + out);
        object.solid(
            metal,
            Mesh::sweep(
                &[Vec3::new(at, -r * 0.3, r * 0.6), Vec3::new(at + back * 0.3, -down * 0.3, r + out * 0.4), tip],
                3.6,
                10,
            ),
        );
        object.solid(metal, Mesh::ellipsoid(Vec3::splat(dice.param(6.5, 9.5))).at(tip.x, tip.y, tip.z));
    }
    object
}

/// A bolt, a bolt carrier or a breech block.
pub(super) fn bolt(dice: &mut Dice) -> Object {
    let mut object = match dice.weighted(&[0.42, 0.22, 0.2, 0.16]) {
        0 => bolt_body(dice.param(7.5, 11.5), dice),
        1 => round_carrier(dice),
        2 => long_carrier(dice),
        _ => breech_block(dice),
    };
    if dice.chance(0.5) {
        // Seen from above as often as from the side.
        object.transform(&Affine3A::from_rotation_x(PI * 0.5));
    }
    object
}

/// A round carrier with the bolt's head in front and a key on top.
pub(super) fn round_carrier(dice: &mut Dice) -> Object {
    let mut object = Object::benign("bolt carrier");
    let metal = steel(dice);
    let (long, r) = (dice.param(140.0, 185.0), dice.param(11.0, 14.0));
    let cut = (long * 0.32, long * dice.param(0.5, 0.6));
    object.solid(metal, turned(&[(0.0, r), (long, r)], 24));
    object.cavity(metal, rod((0.0, long), 0.0, r * dice.param(0.5, 0.66)));
    object.cavity(metal, block(cut, (-r * 0.92, -r * 0.66), r * 0.6));
    object.solid(
        metal,
        turned(
            &[
                (long - 38.0, r * 0.45),
                (long, r * 0.45),
                (long + 2.0, r * 0.5),
                (long + 14.0, r * 0.72),
                (long + 22.0, r * 0.72),
            ],
            16,
        ),
    );
    object.cavity(metal, rod((long + 16.0, long + 22.0), 0.0, r * 0.45));
    object.cavity(metal, rod((long - 38.0, long + 16.0), 0.0, 1.6));
    object.solid(
        Material::Steel,
        turned(&[(long * 0.2, r * 0.42), (long * 0.24, r * 0.42), (long * 0.25, 1.5), (long + 14.0, 1.3)], 10),
    );
    object.solid(metal, block((long * 0.55, long * 0.9), (r * 0.9, r + 8.0), 9.0));
    object.cavity(metal, rod((long * 0.66, long * 0.9), r + 4.0, 2.6));
    object.solid(metal, pin(long * 0.75, 0.0, 3.2, r * 1.2));
    object
}

/// A long carrier with a piston rod, as in sheet receivers.
pub(super) fn long_carrier(dice: &mut Dice) -> Object {
    let mut object = Object::benign("bolt carrier");
    let metal = steel(dice);
    let (long, high, wide) = (dice.param(130.0, 175.0), dice.param(20.0, 27.0), dice.param(20.0, 28.0));
    object.solid(
        metal,
        bevelled(
            &soft(
                &[
                    (0.0, 0.0),
                    (0.0, high * 0.8),
                    (high * 0.3, high),
                    (long * 0.72, high),
                    (long, high * 0.95),
                    (long, high * 0.45),
                    (long * 0.55, high * 0.35),
                    (long * 0.5, 0.0),
                ],
                0,
            ),
            wide,
            2.0,
        ),
    );
    object.cavity(metal, rod((6.0, long * 0.46), high * 0.55, 5.5));
    object.cavity(metal, rod((long * 0.56, long * 0.97), high * 0.68, 4.0));
    object.solid(
        metal,
        turned(&[(long * 0.4, 6.5), (long * 0.9, 6.5), (long * 0.92, 9.5), (long * 1.05, 9.5)], 14).at(
            0.0,
            high * 0.2,
            0.0,
        ),
    );
    object.solid(
        metal,
        brick((long * 0.6, long * 0.68), (high * 0.5, high * 0.8), (wide * 0.5, wide * 0.5 + dice.param(14.0, 28.0))),
    );
    if dice.chance(0.75) {
        let rod_length = dice.param(120.0, 230.0);
        let y = high * 1.15;
        object.solid(
            metal,
            turned(
                &[
                    (long * 0.75, 5.5),
                    (long + rod_length * 0.9, 4.6),
                    (long + rod_length * 0.91, 7.5),
                    (long + rod_length, 7.5),
                ],
                14,
            )
            .at(0.0, y, 0.0),
        );
    }
    if dice.chance(0.5) {
        let from = -dice.param(60.0, 120.0);
        object.solid(Material::Steel, coil((from, long * 0.3), high * 0.55, 4.4, 0.7, 22.0));
        object.solid(Material::Steel, rod((from - 10.0, long * 0.3), high * 0.55, 1.6));
    }
    object
}

/// A heavy block with a channel for the pin and cuts for extractor and rails.
fn breech_block(dice: &mut Dice) -> Object {
    let mut object = Object::benign("breech block");
    let metal = steel(dice);
    let (long, high, wide) = (dice.param(55.0, 130.0), dice.param(18.0, 32.0), dice.param(16.0, 30.0));
    let h = high * 0.5;
    let nose = dice.param(0.0, 14.0);
    if dice.chance(0.4) {
        object.solid(metal, turned(&[(0.0, h), (long, h)], 26));
    } else {
        object.solid(
            metal,
            bevelled(
                &soft(
                    &[
                        (0.0, -h),
                        (0.0, h),
                        (long - nose, h),
                        (long, h - nose * 0.5),
                        (long, -h),
                        (long * 0.7, -h),
                        (long * 0.68, -h * 0.4),
                        (long * 0.3, -h * 0.4),
                        (long * 0.28, -h),
                    ],
                    0,
                ),
                wide,
                1.5,
            ),
        );
    }
    let bore = dice.param(2.4, 4.5);
    object.cavity(metal, rod((0.0, long - 8.0), 0.1 * h, bore));
    object.cavity(metal, rod((long - 8.0, long), 0.1 * h, 1.3));
    object.solid(Material::Steel, rod((4.0, long - 5.0), 0.1 * h, bore * 0.45));
    object.solid(Material::Steel, coil((8.0, long * 0.7), 0.1 * h, bore * 0.75, 0.5, 11.0));
    object.cavity(metal, pin(long * 0.25, h * 0.6, dice.param(2.0, 3.4), wide.min(high)));
    let z = wide.min(high) * 0.3;
    object.cavity(metal, brick((long - 28.0, long - nose.max(2.0)), (h * 0.2, h * 0.45), (z - 1.5, z + 1.5)));
    object
}
