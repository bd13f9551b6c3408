//! Clothes and shoes: low density, with shanks, eyelets, zips, buttons.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::{kit::*, wrapping::cloth_sheet};
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (2.0, shoe),
    (1.0, high_heel),
    (2.0, garment),
    (1.0, handbag),
    (0.8, gloves),
    (0.8, cap),
    (0.8, rolled_socks),
    (0.5, bra),
];

/// A zip: two rows of teeth seen as a dotted line, and its slider.
pub(super) fn zip(dice: &mut Dice, path: &[Vec2]) -> Object {
    let mut it = Object::benign("zip");
    let material = *dice.pick(&[Brass, Aluminium, Acetal, Zamak]);
    let whole: f32 = path.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let pitch = dice.uniform(3.0, 5.0).max(whole / 110.0);
    for pair in path.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let angle = (b - a).to_angle();
        let count = ((b - a).length() / pitch) as usize;
        for i in 0..count {
            let at = a.lerp(b, i as f32 / count.max(1) as f32);
            it.solid(material, block(pitch * 0.5, 5.0, 2.2).turned(angle).at(at.x, at.y, 0.0));
        }
    }
    if let Some(end) = path.last() {
        it.solid(Zamak, soft_block(12.0, 10.0, 5.0, 3.0).at(end.x, end.y, 0.0));
        it.solid(Zamak, soft_block(26.0, 7.0, 2.0, 3.0).turned(dice.uniform(0.0, TAU)).at(end.x, end.y + 8.0, 3.0));
    }
    it
}

/// One shoe seen from the side (sole below) or from above.
pub(super) fn shoe(dice: &mut Dice) -> Object {
    let mut it = Object::benign("shoe");
    let length = dice.param(190.0, 310.0);
    let (w, boot) = (length * dice.uniform(0.32, 0.4), dice.chance(0.3));
    let sole = dice.param(10.0, 32.0);
    let top = if boot { dice.uniform(110.0, 190.0) } else { dice.uniform(60.0, 85.0) };
    let outline: Vec<(f32, f32)> = [
        (-0.5, 0.1),
        (-0.45, 0.32),
        (-0.2, 0.36),
        (0.05, 0.42),
        (0.3, 0.5),
        (0.45, 0.3),
        (0.5, 0.0),
        (0.42, -0.36),
        (0.2, -0.45),
        (-0.1, -0.3),
        (-0.4, -0.34),
        (-0.5, -0.12),
    ]
    .iter()
    .map(|&(u, v)| (u * length, v * w))
    .collect();
    // Side view: y is up, z across.
    let lay = Affine3A::from_rotation_x(-PI * 0.5);
    let flat = |list: &[(f32, f32)], depth: f32| soft_plate(list, depth).transformed(&lay);
    let rubber = *dice.pick(&[Rubber, UrethaneFoam, Leather, Polypropylene]);
    it.packed(rubber, 0.8, flat(&outline, sole).at(0.0, sole * 0.5, 0.0));
    it.packed(Rubber, 0.5, flat(&outline, 5.0).at(0.0, 2.0, 0.0));
    for i in 0..9 {
        it.packed(Rubber, 0.7, block(length * 0.05, 5.0, w * 0.6).at(length * (i as f32 * 0.1 - 0.4), -3.0, 0.0));
    }
    // Upper: a thin shell, open at the top.
    let side = [(-0.48, 0.0), (-0.5, top), (-0.12, top), (0.05, top * 0.62), (0.42, 28.0), (0.49, 0.0)]
        .map(|(u, v)| (u * length, sole + v));
    let upper = *dice.pick(&[Leather, Leather, Polyester, Cotton]);
    let outer = plate(&side, w * 0.8);
    let inner = Mesh::extrude(&inset(&points(&side), 3.0), w * 0.8 - 6.0);
    it.solid(upper, outer);
    it.cavity(upper, inner);
    // Steel shank, heel block with nails, eyelets, perhaps a safety cap.
    if dice.chance(0.7) {
        let bend = dice.uniform(4.0, 12.0);
        it.solid(
            Steel,
            Mesh::sweep(
                &[
                    Vec3::new(-length * 0.3, sole * 0.7 + bend, 0.0),
                    Vec3::new(-length * 0.1, sole * 0.7 + bend * 0.6, 0.0),
                    Vec3::new(length * 0.1, sole * 0.7, 0.0),
                ],
                2.6,
                5,
            ),
        );
    }
    if dice.chance(0.6) {
        let heel = dice.uniform(8.0, 26.0);
        it.packed(
            *dice.pick(&[Rubber, Wood]),
            0.9,
            block(length * 0.24, heel, w * 0.66).at(-length * 0.36, -heel * 0.4, 0.0),
        );
        for i in 0..6 {
            let at = Vec2::from_angle(TAU * i as f32 / 6.0) * Vec2::new(length * 0.08, w * 0.22);
            it.solid(Steel, Mesh::cylinder(0.9, heel).upright().at(-length * 0.36 + at.x, -heel * 0.3, at.y));
        }
    }
    let eyelets = if boot { 8 } else { 5 };
    for i in 0..eyelets {
        let share = i as f32 / eyelets as f32;
        for z in [-1.0, 1.0] {
            it.solid(
                *dice.pick(&[Brass, Steel]),
                Mesh::torus(2.8, 0.9).at(length * (0.2 - 0.28 * share), sole + top * (0.5 + 0.45 * share), z * w * 0.3),
            );
        }
    }
    if boot && dice.chance(0.5) {
        it.solid(Steel, Mesh::ellipsoid(Vec3::new(length * 0.14, 24.0, w * 0.38)).at(length * 0.36, sole + 18.0, 0.0));
        it.cavity(
            Steel,
            Mesh::ellipsoid(Vec3::new(length * 0.14, 24.0, w * 0.38) - 1.8).at(length * 0.36, sole + 18.0, 0.0),
        );
    }
    if dice.chance(0.6) {
        it.transform(&Affine3A::from_rotation_x(PI * 0.5));
    }
    it
}

fn high_heel(dice: &mut Dice) -> Object {
    let mut it = Object::benign("high heel");
    let (length, heel) = (dice.param(170.0, 240.0), dice.param(45.0, 120.0));
    let path = [
        Vec3::new(-length * 0.45, heel, 0.0),
        Vec3::new(-length * 0.2, heel * 0.85, 0.0),
        Vec3::new(length * 0.1, heel * 0.15, 0.0),
        Vec3::new(length * 0.45, 4.0, 0.0),
    ];
    let profile: Vec<(f32, f32)> =
        path.iter().map(|p| (p.x, p.y)).chain(path.iter().rev().map(|p| (p.x, p.y + 7.0))).collect();
    it.packed(Leather, 0.8, plate(&profile, length * 0.28));
    it.solid(
        Leather,
        plate(
            &[
                (length * 0.05, heel * 0.2 + 8.0),
                (length * 0.46, 8.0),
                (length * 0.42, 40.0),
                (length * 0.1, heel * 0.2 + 34.0),
            ],
            length * 0.3,
        ),
    );
    it.packed(
        Leather,
        -1.0,
        plate(
            &[
                (length * 0.05, heel * 0.2 + 10.0),
                (length * 0.44, 11.0),
                (length * 0.41, 37.0),
                (length * 0.1, heel * 0.2 + 31.0),
            ],
            length * 0.28,
        ),
    );
    it.solid(Steel, Mesh::sweep(&[path[0] + Vec3::Y * 4.0, path[1] + Vec3::Y * 4.0, path[2] + Vec3::Y * 4.0], 2.8, 5));
    it.solid(
        Abs,
        Mesh::lathe(&[(-heel * 0.5, 4.0), (heel * 0.1, 7.0), (heel * 0.5, 18.0)]).upright().at(
            -length * 0.38,
            heel * 0.45,
            0.0,
        ),
    );
    it.solid(Steel, Mesh::cylinder(2.0, heel * 0.85).upright().at(-length * 0.38, heel * 0.42, 0.0));
    it.solid(Zamak, Mesh::torus(8.0, 1.4).at(-length * 0.1, heel + 30.0, length * 0.1));
    it
}

/// A folded garment with buttons or a zip.
pub(super) fn garment(dice: &mut Dice) -> Object {
    let mut it = Object::benign("garment");
    let (x, y) = (dice.param(160.0, 380.0), dice.param(120.0, 300.0));
    let fabric = *dice.pick(&[Cotton, Wool, Polyester, Cotton]);
    let layers = dice.int(2, 6);
    for i in 0..layers {
        let part = dice.uniform(0.6, 1.0);
        let thick = dice.uniform(3.0, 12.0);
        let size = Vec2::new(x * part, y * dice.uniform(0.75, 1.0));
        let sheet = cloth_sheet(dice, size, thick);
        let at = (x * (1.0 - part) * dice.uniform(-0.5, 0.5), y * dice.normal() * 0.02);
        it.packed(fabric, dice.uniform(0.6, 1.0), sheet.at(at.0, at.1, i as f32 * 9.0));
    }
    match dice.below(4) {
        0 => {
            for i in 0..dice.int(4, 8) {
                it.solid(
                    *dice.pick(&[Pet, Brass, Zamak]),
                    ring(dice.uniform(5.0, 9.0), 1.5, 2.5).at(
                        (i as f32 - 3.5) * 34.0_f32.min(x * 0.12),
                        dice.normal() * 3.0,
                        layers as f32 * 9.0,
                    ),
                );
            }
        }
        1 => {
            let line = [
                Vec2::new(-x * 0.4, dice.uniform(-0.2, 0.2) * y),
                Vec2::new(0.0, dice.uniform(-0.3, 0.3) * y),
                Vec2::new(x * 0.35, dice.uniform(-0.2, 0.2) * y),
            ];
            it.add_at(zip(dice, &line), 0.0, 0.0, layers as f32 * 9.0);
        }
        2 => {
            // Jeans: rivets and a button.
            for _ in 0..5 {
                it.solid(Copper, disc(4.0, 4.0).at(dice.uniform(-0.4, 0.4) * x, dice.uniform(-0.4, 0.4) * y, 20.0));
            }
            it.solid(Brass, disc(8.5, 5.0).at(x * 0.3, 0.0, 20.0));
        }
        _ => {}
    }
    it
}

fn handbag(dice: &mut Dice) -> Object {
    let mut it = Object::benign("handbag");
    let (x, y) = (dice.param(150.0, 300.0), dice.param(110.0, 220.0));
    shell(&mut it, Leather, Vec3::new(x, y, 60.0), 20.0, 2.2);
    let top = [Vec2::new(-x * 0.42, y * 0.46), Vec2::new(x * 0.42, y * 0.46)];
    it.add_at(zip(dice, &top), 0.0, 0.0, 0.0);
    let metal = *dice.pick(&[Zamak, Brass]);
    for side in [-1.0, 1.0] {
        it.solid(metal, Mesh::torus(11.0, 2.2).at(side * x * 0.4, y * 0.55, 0.0));
        it.solid(metal, disc(5.0, 3.0).at(side * x * 0.4, y * 0.4, 30.0));
    }
    if dice.chance(0.6) {
        let path = loops(dice, Vec2::new(x * 0.8, y * 0.6), 2, 3.0);
        it.packed(metal, 0.45, Mesh::sweep(&path, 3.5, 5));
    } else {
        it.packed(
            Leather,
            0.9,
            Mesh::sweep(
                &[
                    Vec3::new(-x * 0.4, y * 0.55, 0.0),
                    Vec3::new(-x * 0.2, y * 0.95, 0.0),
                    Vec3::new(x * 0.2, y * 0.95, 0.0),
                    Vec3::new(x * 0.4, y * 0.55, 0.0),
                ],
                6.0,
                6,
            ),
        );
    }
    it.solid(metal, soft_block(34.0, 22.0, 5.0, 4.0).at(0.0, y * 0.1, 32.0));
    it.solid(Neodymium, disc(7.0, 3.0).at(0.0, y * 0.2, 28.0));
    it
}

fn gloves(dice: &mut Dice) -> Object {
    let mut it = Object::benign("gloves");
    let h = dice.param(150.0, 260.0);
    let fabric = *dice.pick(&[Leather, Wool, Cotton, Rubber]);
    for k in 0..2 {
        let z = k as f32 * 14.0;
        let x = k as f32 * h * dice.uniform(0.1, 0.5);
        it.packed(
            fabric,
            0.8,
            soft_plate(&[(-h * 0.2, -h * 0.4), (h * 0.2, -h * 0.4), (h * 0.22, h * 0.12), (-h * 0.22, h * 0.12)], 9.0)
                .at(x, 0.0, z),
        );
        for finger in 0..4 {
            let at = (finger as f32 - 1.5) * h * 0.11;
            it.packed(
                fabric,
                0.8,
                Mesh::cylinder(h * 0.05, h * 0.36).upright().turned((finger as f32 - 1.5) * -0.1).at(
                    x + at,
                    h * 0.26,
                    z,
                ),
            );
        }
        it.packed(fabric, 0.8, Mesh::cylinder(h * 0.055, h * 0.28).upright().turned(0.7).at(x - h * 0.3, h * 0.02, z));
    }
    it
}

fn cap(dice: &mut Dice) -> Object {
    let mut it = Object::benign("cap");
    let r = dice.param(75.0, 100.0);
    it.solid(Cotton, Mesh::ellipsoid(Vec3::new(r, r, r * 0.5)));
    it.cavity(Cotton, Mesh::ellipsoid(Vec3::new(r, r, r * 0.5) - 3.0));
    it.packed(
        Polyethylene,
        0.9,
        soft_plate(
            &[(r * 0.8, -r * 0.6), (r * 1.4, -r * 0.55), (r * 1.7, 0.0), (r * 1.4, r * 0.55), (r * 0.8, r * 0.6)],
            2.5,
        ),
    );
    it.solid(Steel, disc(6.0, 3.0).at(0.0, 0.0, r * 0.5));
    it.solid(Brass, block(24.0, 20.0, 2.0).at(-r, 0.0, 0.0));
    for i in 0..6 {
        let at = Vec2::from_angle(TAU * i as f32 / 6.0) * r * 0.6;
        it.solid(Brass, Mesh::torus(3.0, 0.8).at(at.x, at.y, r * 0.36));
    }
    it
}

fn rolled_socks(dice: &mut Dice) -> Object {
    let mut it = Object::benign("socks");
    let r = dice.param(28.0, 50.0);
    for i in 0..dice.int(1, 4) {
        let x = i as f32 * r * 1.9;
        it.packed(*dice.pick(&[Cotton, Wool]), 1.0, Mesh::ellipsoid(Vec3::new(r, r * 0.85, r * 0.7)).at(x, 0.0, 0.0));
        it.packed(Cotton, 0.5, Mesh::torus(r * 0.55, r * 0.18).at(x, 0.0, 4.0));
        it.packed(Cotton, -0.4, Mesh::ellipsoid(Vec3::new(r * 0.3, r * 0.2, r * 0.6)).at(x, 0.0, 0.0));
    }
    it
}

fn bra(dice: &mut Dice) -> Object {
    let mut it = Object::benign("underwear");
    let r = dice.param(50.0, 75.0);
    for side in [-1.0, 1.0] {
        it.packed(UrethaneFoam, 1.0, Mesh::ellipsoid(Vec3::new(r, r, 30.0)).at(side * r * 1.05, 0.0, 0.0));
        it.packed(Polyester, 0.8, Mesh::ellipsoid(Vec3::new(r, r, 14.0)).at(side * r * 1.05, 0.0, 0.0));
        let wire: Vec<Vec3> = (0..=10)
            .map(|i| {
                let angle = -PI * i as f32 / 10.0;
                Vec3::new(side * r * 1.05 + r * 0.98 * angle.cos(), r * 0.98 * angle.sin(), 0.0)
            })
            .collect();
        it.solid(Steel, Mesh::sweep(&wire, 0.9, 5));
    }
    for i in 0..6 {
        it.solid(Steel, Mesh::torus(3.0, 0.7).at((i as f32 - 2.5) * 7.0, r * 1.2, 4.0));
    }
    it
}
