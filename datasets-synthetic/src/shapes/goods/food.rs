//! Food, drink and powders in their packs.

use std::f32::consts::TAU;

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use crate::{
    dice::Dice,
    mesh::{Mesh, smooth_outline},
    physics::material::Material::*,
    shapes::Object,
};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (1.6, bottle),
    (1.4, cans),
    (1.2, powder_pack),
    (1.0, jar),
    (0.9, chocolate_box),
    (0.9, fruit),
    (0.8, biscuits),
    (0.7, loose_grains),
    (0.6, eggs),
    (0.8, sausage),
    (0.7, drink_carton),
    (0.6, tea_tin),
    (0.8, vials),
    (0.6, soap_bars),
    (0.5, sack),
];

/// The profile of a bottle along x, its foot at -x.
fn bottle_profile(dice: &mut Dice, length: f32, r: f32) -> Vec<(f32, f32)> {
    let (neck, shoulder) = (r * dice.uniform(0.3, 0.45), dice.uniform(0.1, 0.34));
    vec![
        (-length * 0.5, r * 0.92),
        (-length * 0.48, r),
        (length * (0.5 - shoulder - 0.18), r),
        (length * 0.3, neck * 1.15),
        (length * 0.5, neck),
    ]
}

pub(super) fn bottle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("bottle");
    let (length, r) = (dice.param(110.0, 330.0), dice.param(22.0, 46.0));
    let profile = bottle_profile(dice, length, r);
    let glass = dice.chance(0.45);
    let (material, wall) = if glass {
        (Glass, dice.uniform(2.2, 4.5))
    } else {
        (*dice.pick(&[Pet, Polyethylene, Aluminium]), dice.uniform(0.5, 1.2))
    };
    vessel(&mut it, material, &profile, wall);
    if glass && dice.chance(0.5) {
        it.solid(Glass, Mesh::lathe(&[(-length * 0.5 + wall, r * 0.7), (-length * 0.5 + wall * 4.0, r * 0.2)]));
    }
    let share = dice.param(0.15, 0.95);
    it.packed(*dice.pick(&[Water, Water, Oil, Ethanol]), 0.99, filling(&profile, wall, share));
    let cap = *dice.pick(&[Polyethylene, Aluminium, Steel, Wood]);
    it.solid(cap, Mesh::tube(r * 0.46, r * 0.3, 18.0).at(length * 0.5 - 4.0, 0.0, 0.0));
    it
}

pub(super) fn cans(dice: &mut Dice) -> Object {
    let mut it = Object::benign("cans");
    let (r, length) = (dice.param(24.0, 50.0), dice.param(35.0, 125.0));
    let drink = dice.chance(0.5);
    let (metal, wall) = if drink { (Aluminium, 0.15) } else { (Steel, 0.22) };
    let inside = *dice.pick(&[Water, Food, Meat, Water]);
    for i in 0..dice.int(1, 4) {
        let mut one = Object::benign("can");
        one.solid(metal, Mesh::tube(r, r - wall, length));
        for side in [-1.0, 1.0] {
            one.solid(metal, Mesh::cylinder(r, wall * 2.0).at(side * length * 0.49, 0.0, 0.0));
            one.solid(metal, Mesh::tube(r + 0.6, r - 1.0, 2.5).at(side * length * 0.5, 0.0, 0.0));
        }
        if !drink {
            for k in 0..6 {
                one.solid(metal, Mesh::tube(r + 0.4, r, 2.0).at(length * (0.1 * k as f32 - 0.25), 0.0, 0.0));
            }
        }
        let share = dice.uniform(0.85, 0.97);
        one.packed(inside, 0.97, Mesh::cylinder(r - wall, length * share).at(-length * (1.0 - share) * 0.5, 0.0, 0.0));
        if inside == Food {
            for _ in 0..8 {
                one.packed(
                    Food,
                    0.4,
                    Mesh::ellipsoid(Vec3::splat(r * 0.25)).at(
                        dice.uniform(-0.3, 0.3) * length,
                        dice.uniform(-0.5, 0.5) * r,
                        dice.uniform(-0.5, 0.5) * r,
                    ),
                );
            }
        }
        if dice.chance(0.3) {
            one.transform(&Affine3A::from_rotation_y(TAU * 0.25));
        }
        it.add_at(one, (i / 2) as f32 * (length.max(2.0 * r) + 4.0), (i % 2) as f32 * r * 2.1, 0.0);
    }
    it
}

/// A soft outline: a rectangle whose sides bulge and sag.
fn pillow(dice: &mut Dice, x: f32, y: f32) -> Vec<Vec2> {
    let count = 14;
    let outline: Vec<Vec2> = (0..count)
        .map(|i| {
            let angle = TAU * i as f32 / count as f32;
            let (sin, cos) = angle.sin_cos();
            let square = 1.0 / cos.abs().max(sin.abs()).max(0.1);
            let radius = 0.5 * (0.45 + 0.55 * square) * (1.0 + 0.05 * dice.normal().clamp(-2.0, 2.0));
            Vec2::new(cos * radius * x, sin * radius * y)
        })
        .collect();
    smooth_outline(&outline, 2)
}

pub(super) fn powder_pack(dice: &mut Dice) -> Object {
    let mut it = Object::benign("powder");
    let (x, y, z) = (dice.param(80.0, 220.0), dice.param(60.0, 150.0), dice.param(25.0, 80.0));
    let powder = *dice.pick(&[Flour, Sugar, Salt, Quartz, Flour]);
    if dice.chance(0.5) {
        // A bag: thicker in the middle, built of stacked soft layers.
        for (share, thick) in [(1.0, 0.3), (0.9, 0.4), (0.72, 0.3)] {
            it.packed(powder, 0.9, Mesh::extrude(&pillow(dice, x * share, y * share), z * thick));
        }
        it.solid(*dice.pick(&[Polyethylene, Paper]), block(x * 1.06, y * 0.8, 0.4));
    } else {
        shell(&mut it, Cardboard, Vec3::new(x, y, z), 1.0, 1.0);
        let full = dice.uniform(0.6, 0.95);
        it.packed(powder, 0.9, block(x * full - 4.0, y - 4.0, z - 4.0).at(-x * (1.0 - full) * 0.5, 0.0, 0.0));
        it.packed(
            powder,
            0.9,
            plate(&[(0.0, -y * 0.46), (x * (1.0 - full) * 0.7, -y * 0.46), (0.0, y * 0.46)], z - 4.0).at(
                x * (full - 0.5) - 2.0,
                0.0,
                0.0,
            ),
        );
    }
    it
}

fn jar(dice: &mut Dice) -> Object {
    let mut it = Object::benign("jar");
    let (r, h) = (dice.param(26.0, 55.0), dice.param(55.0, 160.0));
    let profile = [(-h * 0.5, r * 0.95), (-h * 0.45, r), (h * 0.34, r), (h * 0.42, r * 0.82), (h * 0.5, r * 0.82)];
    let (material, wall) = *dice.pick(&[(Glass, 3.0), (Glass, 2.4), (Polypropylene, 1.4)]);
    vessel(&mut it, material, &profile, wall);
    let share = dice.param(0.4, 0.9);
    it.packed(*dice.pick(&[Food, Water, Oil, Sugar, Salt, Soap]), 0.97, filling(&profile, wall, share));
    it.solid(
        *dice.pick(&[Steel, Polypropylene, Aluminium]),
        Mesh::tube(r * 0.88, r * 0.86, 14.0).at(h * 0.5, 0.0, 0.0),
    );
    it.solid(Steel, Mesh::cylinder(r * 0.88, 0.3).at(h * 0.53, 0.0, 0.0));
    it
}

fn chocolate_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("chocolates");
    let (columns, rows) = (dice.int(3, 7), dice.int(2, 5));
    let pitch = dice.param(28.0, 42.0);
    let (x, y) = (columns as f32 * pitch, rows as f32 * pitch);
    shell(&mut it, Cardboard, Vec3::new(x + 14.0, y + 14.0, 34.0), 2.0, 1.5);
    it.solid(Polystyrene, block(x, y, 0.6).at(0.0, 0.0, -10.0));
    for i in 0..columns * rows {
        let at = ((i / rows) as f32 - (columns as f32 - 1.0) * 0.5, (i % rows) as f32 - (rows as f32 - 1.0) * 0.5);
        let r = pitch * dice.uniform(0.3, 0.42);
        let one = if dice.chance(0.5) {
            Mesh::ellipsoid(Vec3::new(r, r, r * 0.7))
        } else {
            soft_block(r * 1.8, r * 1.6, r, r * 0.4)
        };
        it.solid(Sugar, one.at(at.0 * pitch, at.1 * pitch, 0.0));
    }
    it
}

fn fruit(dice: &mut Dice) -> Object {
    let mut it = Object::benign("fruit");
    let r = dice.param(22.0, 48.0);
    let long = dice.uniform(1.0, 1.6);
    for i in 0..dice.int(1, 6) {
        let at = Vec2::new((i % 3) as f32, (i / 3) as f32) * r * 2.0 + Vec2::new(dice.normal(), dice.normal()) * 3.0;
        it.packed(Water, 0.88, Mesh::ellipsoid(Vec3::new(r * long, r, r)).at(at.x * long, at.y, 0.0));
        it.packed(Water, -0.35, Mesh::ellipsoid(Vec3::new(r * 0.3, r * 0.22, r * 0.22)).at(at.x * long, at.y, 0.0));
        if dice.chance(0.4) {
            it.solid(Wood, Mesh::ellipsoid(Vec3::new(r * 0.22, r * 0.16, r * 0.16)).at(at.x * long, at.y, 0.0));
        }
    }
    it
}

fn biscuits(dice: &mut Dice) -> Object {
    let mut it = Object::benign("biscuits");
    let (r, length) = (dice.param(22.0, 38.0), dice.param(90.0, 240.0));
    let count = (length / 9.0) as usize;
    for row in 0..dice.int(1, 3) {
        for i in 0..count {
            let one = Mesh::cylinder(r, 6.0).turned(dice.normal() * 0.05);
            it.packed(Flour, 1.0, one.at(i as f32 * 8.5, row as f32 * r * 2.1 + dice.normal(), 0.0));
        }
    }
    let (low, high) = it.bounds();
    let (size, middle) = (high - low, (high + low) * 0.5);
    it.solid(Polypropylene, block(size.x, size.y, 0.4).at(middle.x, middle.y, high.z));
    it
}

fn loose_grains(dice: &mut Dice) -> Object {
    let mut it = Object::benign("grains");
    let (x, y, z) = (dice.param(80.0, 190.0), dice.param(60.0, 130.0), dice.param(20.0, 60.0));
    it.packed(*dice.pick(&[Food, Flour, Sugar]), 0.75, Mesh::extrude(&pillow(dice, x, y), z));
    let r = dice.param(2.5, 9.0);
    for _ in 0..dice.int(25, 60) {
        let one = Mesh::lathe(&[(-r, r * 0.3), (-r * 0.4, r * 0.8), (r * 0.4, r * 0.8), (r, r * 0.3)]);
        it.packed(
            Food,
            0.6,
            one.turned(dice.uniform(0.0, TAU)).at(
                dice.uniform(-0.42, 0.42) * x,
                dice.uniform(-0.42, 0.42) * y,
                dice.uniform(-0.4, 0.4) * z,
            ),
        );
    }
    it
}

fn eggs(dice: &mut Dice) -> Object {
    let mut it = Object::benign("eggs");
    let r = dice.param(20.0, 24.0);
    for i in 0..dice.int(4, 10) {
        let at = ((i / 2) as f32 * r * 2.2, (i % 2) as f32 * r * 2.2);
        it.packed(Water, 1.0, Mesh::ellipsoid(Vec3::new(r, r, r * 1.3)).at(at.0, at.1, 0.0));
        it.packed(Concrete, 0.6, Mesh::ellipsoid(Vec3::new(r, r, r * 1.3) + 0.5).at(at.0, at.1, 0.0));
        it.packed(Concrete, -0.6, Mesh::ellipsoid(Vec3::new(r, r, r * 1.3)).at(at.0, at.1, 0.0));
        it.solid(
            Cardboard,
            Mesh::lathe_ring(&[(-r * 1.3, r * 0.6), (-r * 1.3, r * 0.8), (0.0, r * 1.08), (0.0, r * 1.03)])
                .facing()
                .at(at.0, at.1, -2.0),
        );
    }
    it
}

fn sausage(dice: &mut Dice) -> Object {
    let mut it = Object::benign("meat");
    let (r, length) = (dice.param(11.0, 36.0), dice.param(100.0, 260.0));
    let bend = dice.uniform(-0.2, 0.2) * length;
    for i in 0..if r < 18.0 { dice.int(1, 4) } else { 1 } {
        let y = i as f32 * r * 2.1;
        let path: Vec<Vec3> = (0..=8)
            .map(|k| {
                let t = k as f32 / 8.0;
                Vec3::new((t - 0.5) * length, y + bend * (t - 0.5) * (t - 0.5) * 4.0, 0.0)
            })
            .collect();
        it.packed(Meat, 0.97, Mesh::sweep(&path, r, 12));
        for end in [path[0], path[8]] {
            it.solid(Aluminium, Mesh::torus(2.5, 0.9).at(end.x + if end.x > 0.0 { 4.0 } else { -4.0 }, end.y, 0.0));
        }
    }
    it
}

fn drink_carton(dice: &mut Dice) -> Object {
    let mut it = Object::benign("drink carton");
    let (x, y) = (dice.param(100.0, 240.0), dice.param(45.0, 95.0));
    for i in 0..dice.int(1, 3) {
        let mut one = Object::benign("carton");
        shell(&mut one, Cardboard, Vec3::new(x, y, y * 0.8), 1.0, 0.8);
        one.solid(Aluminium, block(x, y, 0.03).at(0.0, 0.0, y * 0.4));
        let full = dice.uniform(0.7, 0.98);
        one.packed(Water, 1.0, block(x * full - 2.0, y - 2.0, y * 0.8 - 2.0).at(-x * (1.0 - full) * 0.5, 0.0, 0.0));
        one.solid(Polyethylene, Mesh::tube(13.0, 10.0, 12.0).at(x * 0.5 + 4.0, 0.0, 0.0));
        it.add_at(one, 0.0, i as f32 * (y + 2.0), 0.0);
    }
    it
}

fn tea_tin(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tin");
    let (x, y, z) = (dice.param(70.0, 180.0), dice.param(55.0, 130.0), dice.param(40.0, 100.0));
    let corner = *dice.pick(&[3.0, 20.0]);
    shell(&mut it, Steel, Vec3::new(x, y, z), corner, 0.3);
    it.packed(Steel, 1.0, block(1.0, y, z).at(x * 0.36, 0.0, 0.0));
    it.packed(
        *dice.pick(&[Food, Flour, Sugar]),
        dice.uniform(0.3, 0.8),
        block(x * 0.7, y * 0.94, z * 0.94).at(-x * 0.12, 0.0, 0.0),
    );
    it
}

pub(super) fn vials(dice: &mut Dice) -> Object {
    let mut it = Object::benign("vials");
    let (r, length) = (dice.param(4.5, 14.0), dice.param(30.0, 95.0));
    let (columns, rows) = (dice.int(2, 7), dice.int(1, 2));
    let liquid = *dice.pick(&[Water, Ethanol, Oil, Sugar]);
    for i in 0..columns * rows {
        let profile = [(-length * 0.5, r), (length * 0.3, r), (length * 0.36, r * 0.6), (length * 0.5, r * 0.6)];
        let mut one = Object::benign("vial");
        vessel(&mut one, Glass, &profile, 1.0);
        let share = dice.uniform(0.3, 0.8);
        one.packed(liquid, 1.0, filling(&profile, 1.0, share));
        one.solid(
            *dice.pick(&[Aluminium, Rubber]),
            Mesh::tube(r * 0.75, r * 0.5, length * 0.1).at(length * 0.5, 0.0, 0.0),
        );
        it.add_at(one, (i / columns) as f32 * length * 1.15, (i % columns) as f32 * r * 2.25, 0.0);
    }
    it
}

fn soap_bars(dice: &mut Dice) -> Object {
    let mut it = Object::benign("soap");
    let (x, y) = (dice.param(65.0, 100.0), dice.param(45.0, 65.0));
    for i in 0..dice.int(1, 5) {
        let z = dice.uniform(20.0, 32.0);
        it.solid(Soap, soft_block(x, y, z, 12.0).at((i / 2) as f32 * (x + 3.0), (i % 2) as f32 * (y + 3.0), 0.0));
        it.packed(
            Soap,
            -1.0,
            soft_block(x * 0.6, y * 0.4, 2.0, 5.0).at(
                (i / 2) as f32 * (x + 3.0),
                (i % 2) as f32 * (y + 3.0),
                z * 0.5 - 1.0,
            ),
        );
    }
    it
}

fn sack(dice: &mut Dice) -> Object {
    let mut it = Object::benign("sack");
    let (x, y) = (dice.param(180.0, 340.0), dice.param(130.0, 240.0));
    let z = dice.param(50.0, 110.0);
    let inside = *dice.pick(&[Food, Flour, Sugar, Salt]);
    for (share, thick) in [(1.0, 0.25), (0.93, 0.25), (0.82, 0.25), (0.66, 0.25)] {
        it.packed(inside, 0.85, Mesh::extrude(&pillow(dice, x * share, y * share), z * thick));
    }
    it
}
