//! What goods travel in: walls only, thin, outline about the size asked for.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::{clothing::zip, kit::*};
use crate::{
    dice::Dice,
    mesh::{Mesh, rounded_rectangle},
    physics::material::Material::*,
    shapes::Object,
};

type Builder = fn(&mut Dice, Vec2) -> Object;

const FAMILIES: &[(f32, Builder)] = &[
    (4.0, carton),
    (2.0, padded_bag),
    (0.6, poster_tube),
    (2.0, suitcase),
    (1.0, plastic_case),
    (0.8, toolbox),
    (0.8, crate_of_wood),
    (0.7, tin),
    (0.9, plastic_tray),
    (1.0, backpack),
    (0.8, poly_mailer),
];

/// A container around `inner` mm of room, its face towards z.
pub(super) fn draw(dice: &mut Dice, inner: Vec2) -> Object {
    let inner = inner.clamp(Vec2::splat(40.0), Vec2::splat(800.0));
    let weights: Vec<f32> = FAMILIES.iter().map(|family| family.0).collect();
    FAMILIES[dice.weighted(&weights)].1(dice, inner).centre()
}

/// A wall's four sides seen edge-on, as a frame of the given depth.
fn frame(
    object: &mut Object,
    material: crate::physics::material::Material,
    size: Vec2,
    corner: f32,
    wall: f32,
    depth: f32,
) {
    object.solid(material, Mesh::extrude(&rounded_rectangle(size.x, size.y, corner), depth));
    object.cavity(
        material,
        Mesh::extrude(&rounded_rectangle(size.x - 2.0 * wall, size.y - 2.0 * wall, (corner - wall).max(0.1)), depth),
    );
}

fn carton(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("carton");
    let walls = dice.int(1, 2);
    let depth = dice.param(60.0, 320.0);
    for k in 0..walls {
        let grow = 6.0 * k as f32 + 4.0;
        // Side walls bow a little, as used cartons do.
        let bow = dice.uniform(-0.012, 0.02);
        let (w, h) = (inner.x * 0.5 + grow, inner.y * 0.5 + grow);
        let thick = dice.uniform(1.5, 4.0);
        for (a, b) in [((-w, -h), (w, -h)), ((w, -h), (w, h)), ((w, h), (-w, h)), ((-w, h), (-w, -h))] {
            let middle = Vec2::new(a.0 + b.0, a.1 + b.1) * 0.5;
            let out = middle.normalize_or_zero() * bow * inner.length() * 0.5;
            it.packed(Cardboard, 0.5, bar(a, (middle.x + out.x, middle.y + out.y), thick, depth));
            it.packed(Cardboard, 0.5, bar((middle.x + out.x, middle.y + out.y), b, thick, depth));
        }
    }
    // Flaps that meet in the middle, above and below; tape over the seam.
    let along = dice.chance(0.5);
    let seam = dice.uniform(-6.0, 6.0);
    for z in [-0.5, 0.5] {
        for side in [-1.0, 1.0] {
            let flap = if along {
                block(inner.x + 6.0, inner.y * 0.5 - 1.5, 3.0).at(0.0, side * inner.y * 0.25 + seam, 0.0)
            } else {
                block(inner.x * 0.5 - 1.5, inner.y + 6.0, 3.0).at(side * inner.x * 0.25 + seam, 0.0, 0.0)
            };
            it.packed(Cardboard, 0.45, flap.turned(dice.normal() * 0.006).at(0.0, 0.0, z * depth));
            let reach = dice.uniform(0.22, 0.36);
            let under = if along {
                block(inner.x * reach, inner.y, 3.0).at(side * inner.x * (0.5 - reach * 0.5), 0.0, 0.0)
            } else {
                block(inner.x, inner.y * reach, 3.0).at(0.0, side * inner.y * (0.5 - reach * 0.5), 0.0)
            };
            it.packed(Cardboard, 0.45, under.at(0.0, 0.0, z * (depth - 7.0)));
        }
        let tape = dice.uniform(44.0, 60.0);
        it.solid(
            Polypropylene,
            if along { block(inner.x + 10.0, tape, 0.12) } else { block(tape, inner.y + 10.0, 0.12) }.at(
                0.0,
                0.0,
                z * (depth + 4.0),
            ),
        );
    }
    if dice.chance(0.2) {
        // Staples.
        for i in 0..6 {
            let at = (i as f32 - 2.5) * 0.15;
            let (x, y) = if along { (at * inner.x, 8.0) } else { (8.0, at * inner.y) };
            it.solid(
                Copper,
                if along { block(1.6, 26.0, 0.8) } else { block(26.0, 1.6, 0.8) }.at(x, y, depth * 0.5 + 2.0),
            );
        }
    }
    if dice.chance(0.35) {
        it.solid(
            Paper,
            block(100.0_f32.min(inner.x * 0.7), 150.0_f32.min(inner.y * 0.7), 0.25).at(
                dice.uniform(-0.1, 0.1) * inner.x,
                dice.uniform(-0.1, 0.1) * inner.y,
                depth * 0.5 + 2.0,
            ),
        );
    }
    it
}

fn padded_bag(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("padded bag");
    let size = inner + 16.0;
    let bubble = dice.chance(0.6);
    for z in [-12.0, 12.0] {
        it.solid(Paper, Mesh::extrude(&rounded_rectangle(size.x, size.y, 4.0), 0.25).at(0.0, 0.0, z));
        if bubble {
            let pitch = (size.x / 16.0).max(10.0);
            let rows = (size.y / pitch) as i32;
            for i in 0..16 {
                for j in 0..rows.min(14) {
                    let shift = if j % 2 == 0 { 0.0 } else { pitch * 0.5 };
                    let at = ((i as f32 - 7.8) * pitch + shift, (j as f32 - rows as f32 * 0.5 + 0.5) * pitch);
                    it.solid(Polyethylene, block(pitch * 0.75, pitch * 0.75, 0.12).at(at.0, at.1, z * 0.8));
                }
            }
        } else {
            it.packed(Paper, 0.12, Mesh::extrude(&rounded_rectangle(size.x, size.y, 4.0), 6.0).at(0.0, 0.0, z * 0.7));
        }
    }
    // Seams at the sides and the folded flap.
    for side in [-1.0, 1.0] {
        it.solid(Paper, block(size.x, 9.0, 1.0).at(0.0, side * (size.y * 0.5 + 3.0), 0.0));
    }
    it.solid(Paper, block(9.0, size.y, 1.0).at(-size.x * 0.5 - 3.0, 0.0, 0.0));
    it.solid(Paper, block(dice.param(35.0, 60.0), size.y, 0.5).at(size.x * 0.5 - 18.0, 0.0, 13.0));
    it
}

fn poster_tube(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("poster tube");
    let (x, r) = (inner.x.max(inner.y), inner.x.min(inner.y) * 0.5 + 4.0);
    let r = r.min(160.0);
    it.packed(Cardboard, 1.2, Mesh::tube(r, r - dice.param(2.0, 5.0), x + 8.0));
    for side in [-1.0, 1.0] {
        it.solid(*dice.pick(&[Polyethylene, Steel]), Mesh::tube(r + 1.0, r - 1.0, 12.0).at(side * x * 0.5, 0.0, 0.0));
        it.solid(Polyethylene, Mesh::cylinder(r, 1.2).at(side * x * 0.5, 0.0, 0.0));
    }
    if inner.y > inner.x {
        it.transform(&Affine3A::from_rotation_z(PI * 0.5));
    }
    it
}

fn suitcase(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("suitcase");
    let size = inner + 24.0;
    let depth = dice.param(160.0, 300.0);
    let corner = dice.uniform(20.0, 60.0).min(size.min_element() * 0.3);
    let hard = dice.chance(0.6);
    let (material, wall) = if hard {
        (*dice.pick(&[Polycarbonate, Abs, Polypropylene]), dice.uniform(1.5, 3.0))
    } else {
        (Polyester, dice.uniform(3.0, 6.0))
    };
    shell(&mut it, material, size.extend(depth), corner, wall);
    // Frame where the halves meet, or a wire frame in soft cases.
    if hard && dice.chance(0.4) {
        frame(&mut it, Aluminium, size + 3.0, corner, 2.0, 28.0);
    } else {
        let ring = rounded_rectangle(size.x - 6.0, size.y - 6.0, corner);
        let mut path: Vec<Vec3> = ring.iter().map(|p| p.extend(depth * 0.4)).collect();
        path.push(path[0]);
        it.solid(Steel, Mesh::sweep(&path, 1.5, 5));
        let line: Vec<Vec2> = rounded_rectangle(size.x, size.y, corner).into_iter().collect();
        it.add_at(zip(dice, &line), 0.0, 0.0, depth * 0.5);
    }
    // Telescopic handle: two rails along x with their tubes, a cross grip, a base plate.
    let gap = size.y * dice.uniform(0.14, 0.24);
    let rail = dice.uniform(4.5, 7.5);
    for side in [-1.0, 1.0] {
        let y = side * gap;
        it.solid(Aluminium, block(size.x * 0.93, rail * 2.0, rail * 2.0).at(0.0, y, -depth * 0.44));
        it.cavity(Aluminium, block(size.x * 0.93, rail * 2.0 - 2.2, rail * 2.0 - 2.2).at(0.0, y, -depth * 0.44));
        it.solid(Steel, block(size.x * 0.8, rail * 1.4, rail * 1.4).at(size.x * 0.05, y, -depth * 0.44));
        it.cavity(Steel, block(size.x * 0.8, rail * 1.4 - 1.4, rail * 1.4 - 1.4).at(size.x * 0.05, y, -depth * 0.44));
        it.solid(Steel, Mesh::spring(rail * 0.5, 0.6, 22.0, 6.0).at(size.x * 0.42, y, -depth * 0.44));
    }
    it.packed(Abs, 0.6, soft_block(26.0, gap * 2.0 + 40.0, 24.0, 8.0).at(size.x * 0.5, 0.0, -depth * 0.44));
    it.solid(Abs, block(30.0, size.y * 0.7, 3.0).at(-size.x * 0.47, 0.0, -depth * 0.44));
    // Wheels with bearings, axles, forks.
    let wheel = dice.uniform(18.0, 28.0);
    for side in [-1.0, 1.0] {
        for z in [-0.42, 0.3] {
            let at = (-size.x * 0.5 - wheel * 0.5, side * size.y * 0.38, z * depth);
            let turn = dice.uniform(0.0, PI);
            let mut castor = Object::benign("castor");
            castor.packed(Rubber, 0.9, Mesh::tube(wheel, wheel * 0.35, 12.0));
            castor.solid(Steel, Mesh::cylinder(3.2, 34.0));
            castor.packed(Steel, 0.7, Mesh::tube(wheel * 0.35, 3.2, 8.0));
            castor.transform(&Affine3A::from_rotation_z(turn));
            castor.solid(Steel, Mesh::cylinder(4.0, 34.0).at(wheel, 0.0, 0.0));
            castor.solid(Abs, block(10.0, 34.0, 30.0).at(wheel * 0.8, 0.0, 0.0));
            it.add_at(castor, at.0, at.1, at.2);
        }
    }
    // Carrying handles, lock, lining screws.
    it.packed(Abs, 0.7, soft_block(120.0_f32.min(size.x * 0.5), 20.0, 26.0, 8.0).at(0.0, size.y * 0.5 + 8.0, 0.0));
    for side in [-1.0, 1.0] {
        it.solid(Steel, block(14.0, 16.0, 30.0).at(side * 58.0_f32.min(size.x * 0.25), size.y * 0.5, 0.0));
    }
    it.solid(Zamak, soft_block(46.0, 14.0, 22.0, 3.0).at(size.x * 0.2, size.y * 0.5, 0.0));
    it.packed(Zamak, -0.7, soft_block(40.0, 10.0, 18.0, 3.0).at(size.x * 0.2, size.y * 0.5, 0.0));
    for i in 0..dice.int(6, 12) {
        let angle = TAU * i as f32 / 12.0 + 0.2;
        it.solid(
            Steel,
            screw(1.8, 10.0).facing().at(size.x * 0.45 * angle.cos(), size.y * 0.45 * angle.sin(), -depth * 0.5),
        );
    }
    it
}

fn plastic_case(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("plastic case");
    let size = inner + 18.0;
    let depth = dice.param(60.0, 140.0);
    shell(&mut it, *dice.pick(&[Polypropylene, Abs]), size.extend(depth), 14.0, dice.param(2.0, 4.0));
    frame(&mut it, Polypropylene, size + 8.0, 16.0, 7.0, 12.0);
    for i in 0..6 {
        let x = (i as f32 - 2.5) * size.x * 0.16;
        it.solid(Polypropylene, block(5.0, size.y, 3.0).at(x, 0.0, depth * 0.5 + 1.0));
    }
    for side in [-1.0, 1.0] {
        it.solid(
            *dice.pick(&[Polypropylene, Steel]),
            block(34.0, 14.0, 30.0).at(side * size.x * 0.3, -size.y * 0.5 - 6.0, 0.0),
        );
        it.solid(Steel, Mesh::cylinder(2.0, 36.0).at(side * size.x * 0.3, -size.y * 0.5 - 8.0, 8.0));
        it.solid(Steel, Mesh::cylinder(1.8, 40.0).at(side * size.x * 0.3, size.y * 0.5 + 3.0, 0.0));
    }
    it.packed(
        Polypropylene,
        0.6,
        soft_block(110.0_f32.min(size.x * 0.6), 18.0, 24.0, 8.0).at(0.0, -size.y * 0.5 - 26.0, 0.0),
    );
    if dice.chance(0.6) {
        it.packed(UrethaneFoam, 1.0, block(inner.x, inner.y, depth * 0.6));
    }
    it
}

fn toolbox(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("toolbox");
    let size = inner + 10.0;
    let depth = dice.param(100.0, 220.0);
    let steel = dice.chance(0.4);
    let (material, wall) = if steel { (Steel, 0.7) } else { (Polypropylene, 3.0) };
    shell(&mut it, material, size.extend(depth), 4.0, wall);
    it.solid(material, block(size.x * 0.94, wall.max(1.0), depth * 0.9).at(0.0, size.y * 0.18, 0.0));
    for i in 0..dice.int(1, 4) {
        it.solid(
            material,
            block(wall, size.y * 0.3, depth * 0.9).at((i as f32 - 1.5) * size.x * 0.22, size.y * 0.34, 0.0),
        );
    }
    it.solid(
        if steel { Steel } else { Aluminium },
        Mesh::sweep(
            &[
                Vec3::new(-size.x * 0.36, size.y * 0.5, 0.0),
                Vec3::new(-size.x * 0.3, size.y * 0.5 + 36.0, 0.0),
                Vec3::new(size.x * 0.3, size.y * 0.5 + 36.0, 0.0),
                Vec3::new(size.x * 0.36, size.y * 0.5, 0.0),
            ],
            6.0,
            8,
        ),
    );
    for side in [-1.0, 1.0] {
        it.solid(Steel, block(26.0, 40.0, 3.0).at(side * size.x * 0.32, size.y * 0.4, depth * 0.5));
        it.solid(Steel, Mesh::cylinder(2.0, 30.0).at(side * size.x * 0.32, size.y * 0.42, depth * 0.5 + 3.0));
    }
    it
}

fn crate_of_wood(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("crate");
    let depth = dice.param(80.0, 260.0);
    let thick = dice.param(7.0, 16.0);
    let size = inner + 2.0 * thick;
    for side in [-1.0, 1.0] {
        it.solid(Wood, block(size.x, thick, depth).at(0.0, side * (inner.y + thick) * 0.5, 0.0));
        it.solid(Wood, block(thick, inner.y, depth).at(side * (inner.x + thick) * 0.5, 0.0, 0.0));
        let slats = dice.int(3, 6);
        let pitch = size.y / slats as f32;
        for i in 0..slats {
            let y = (i as f32 + 0.5) * pitch - size.y * 0.5;
            it.solid(
                Wood,
                block(size.x, pitch * dice.uniform(0.7, 0.97), thick * 0.8).at(0.0, y, side * (depth + thick) * 0.5),
            );
            for x in [-0.48, 0.48] {
                it.solid(Steel, screw(1.3, thick * 2.6).facing().at(x * size.x, y, side * depth * 0.5));
            }
        }
    }
    for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        it.solid(
            Wood,
            block(thick * 1.6, thick * 1.6, depth).at(
                sx * inner.x * 0.5 - sx * thick,
                sy * inner.y * 0.5 - sy * thick,
                0.0,
            ),
        );
    }
    if dice.chance(0.3) {
        it.solid(Steel, block(size.x + 2.0, 14.0, 0.6).at(0.0, size.y * 0.2, depth * 0.5 + thick));
    }
    it
}

fn tin(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("steel tin");
    let size = inner + 6.0;
    let depth = dice.param(40.0, 150.0);
    let corner = if dice.chance(0.3) { size.min_element() * 0.49 } else { dice.uniform(3.0, 26.0) };
    shell(&mut it, Steel, size.extend(depth), corner, dice.uniform(0.25, 0.5));
    frame(&mut it, Steel, size + 2.0, corner, 0.9, 24.0);
    frame(&mut it, Steel, size + 1.5, corner, 1.6, 2.5);
    if dice.chance(0.5) {
        it.packed(Paper, 0.3, Mesh::extrude(&rounded_rectangle(inner.x * 0.97, inner.y * 0.97, corner), 4.0));
    }
    it
}

fn plastic_tray(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("tray");
    let size = inner + 20.0;
    let wall = dice.param(2.0, 4.0);
    it.solid(Polypropylene, Mesh::extrude(&rounded_rectangle(size.x, size.y, 24.0), wall).at(0.0, 0.0, -40.0));
    frame(&mut it, Polypropylene, size, 24.0, wall, 80.0);
    frame(&mut it, Polypropylene, size + 18.0, 28.0, 10.0, 3.0);
    for i in 0..7 {
        it.solid(Polypropylene, block(4.0, size.y * 0.94, 3.0).at((i as f32 - 3.0) * size.x * 0.13, 0.0, -43.0));
    }
    it
}

fn backpack(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("backpack");
    let size = inner + 20.0;
    let depth = dice.param(120.0, 220.0);
    let corner = (size.min_element() * dice.uniform(0.15, 0.35)).min(120.0);
    shell(&mut it, Polyester, size.extend(depth), corner, dice.uniform(2.5, 5.0));
    it.packed(
        UrethaneFoam,
        1.0,
        Mesh::extrude(&rounded_rectangle(size.x * 0.9, size.y * 0.9, corner), 14.0).at(0.0, 0.0, -depth * 0.45),
    );
    let top: Vec<Vec2> = rounded_rectangle(size.x * 0.96, size.y * 0.96, corner).into_iter().take(11).collect();
    it.add_at(zip(dice, &top), 0.0, 0.0, depth * 0.2);
    let pocket = [Vec2::new(-size.x * 0.05, -size.y * 0.36), Vec2::new(-size.x * 0.05, size.y * 0.36)];
    it.add_at(zip(dice, &pocket), 0.0, 0.0, depth * 0.4);
    for side in [-1.0, 1.0] {
        let y = side * size.y * 0.2;
        let path = [
            Vec3::new(size.x * 0.42, y, -depth * 0.5),
            Vec3::new(size.x * 0.1, y * 1.6, -depth * 0.62),
            Vec3::new(-size.x * 0.42, y * 2.0, -depth * 0.5),
        ];
        it.packed(Polyester, 0.9, Mesh::sweep(&path, 13.0, 6));
        it.solid(Acetal, soft_block(30.0, 34.0, 7.0, 4.0).at(-size.x * 0.3, y * 1.9, -depth * 0.56));
        it.cavity(Acetal, soft_block(14.0, 24.0, 7.0, 3.0).at(-size.x * 0.3, y * 1.9, -depth * 0.56));
    }
    if dice.chance(0.3) {
        for side in [-1.0, 1.0] {
            it.solid(Aluminium, block(size.x * 0.85, 18.0, 2.0).at(0.0, side * size.y * 0.14, -depth * 0.46));
        }
    }
    it
}

fn poly_mailer(dice: &mut Dice, inner: Vec2) -> Object {
    let mut it = Object::benign("plastic bag");
    let size = inner + 20.0;
    for z in [-6.0, 6.0] {
        it.solid(Polyethylene, Mesh::extrude(&rounded_rectangle(size.x, size.y, 3.0), 0.1).at(0.0, 0.0, z));
    }
    // Wrinkles show as thin lines.
    for _ in 0..dice.int(6, 16) {
        let a = (dice.uniform(-0.48, 0.48) * size.x, dice.uniform(-0.48, 0.48) * size.y);
        let b = (a.0 + dice.normal() * size.x * 0.12, a.1 + dice.normal() * size.y * 0.12);
        it.solid(
            Polyethylene,
            bar((a.0, a.1), (b.0.clamp(-0.5 * size.x, 0.5 * size.x), b.1.clamp(-0.5 * size.y, 0.5 * size.y)), 2.0, 0.5),
        );
    }
    it.solid(Polyethylene, block(12.0, size.y, 0.5).at(size.x * 0.5, 0.0, 0.0));
    it
}
