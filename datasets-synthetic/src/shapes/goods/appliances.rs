//! Small appliances and what belongs to them: lamps, radios, drones, cables, cells.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::electronics::{optics, rotor, supply_board};
use super::kit::*;
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) fn fan(dice: &mut Dice) -> Object {
    let mut it = Object::benign("fan");
    let side = dice.param(40.0, 140.0);
    let depth = side * dice.uniform(0.18, 0.35);
    it.solid(Abs, soft_block(side, side, depth, side * 0.06));
    it.cavity(Abs, disc(side * 0.475, depth));
    it.add_at(rotor(dice, side * 0.46, depth * 0.8), 0.0, 0.0, 0.0);
    let path = bends(dice, Vec2::new(side * 0.6, side * 0.4));
    it.add_at(cable(&path, 1.2), side * 0.4, side * 0.4, 0.0);
    it
}

pub(super) fn shaver(dice: &mut Dice) -> Object {
    let mut it = Object::benign("shaver");
    let (length, width) = (dice.param(120.0, 165.0), dice.param(48.0, 62.0));
    let outline =
        [(-0.5, -0.3), (-0.5, 0.3), (0.0, 0.42), (0.3, 0.5), (0.36, 0.5), (0.36, -0.5), (0.3, -0.5), (0.0, -0.42)]
            .map(|(u, v)| (u * length, v * width));
    casing(&mut it, Abs, &outline, dice.param(30.0, 42.0), 2.2);
    it.add_at(motor(dice, 12.0, 30.0), length * 0.12, 0.0, 0.0);
    it.add_at(cell_row(dice, 7.1, 49.0, 2), -length * 0.25, 0.0, 0.0);
    it.add_at(board(dice, length * 0.6, width * 0.4), -length * 0.1, 0.0, 10.0);
    if dice.chance(0.5) {
        for i in 0..3 {
            let at = Vec2::from_angle(TAU * i as f32 / 3.0) * width * 0.26;
            it.solid(StainlessSteel, ring(11.0, 5.0, 2.0).facing().at(length * 0.44, at.x, at.y));
            it.solid(Steel, ring(8.0, 1.5, 6.0).facing().at(length * 0.42, at.x, at.y));
        }
    } else {
        it.solid(StainlessSteel, block(10.0, width * 0.85, 0.4).at(length * 0.42, 0.0, 6.0));
        it.packed(Steel, 0.35, block(9.0, width * 0.8, 8.0).at(length * 0.4, 0.0, 0.0));
    }
    it
}

pub(super) fn toothbrush(dice: &mut Dice) -> Object {
    let mut it = Object::benign("electric toothbrush");
    let (length, radius) = (dice.param(120.0, 160.0), dice.param(11.0, 15.0));
    vessel(&mut it, Abs, &[(-length * 0.5, radius), (length * 0.3, radius), (length * 0.5, radius * 0.5)], 2.0);
    it.add_at(cell(dice, 7.0, 48.0), -length * 0.1, 0.0, 0.0);
    it.add_at(motor(dice, radius * 0.62, 24.0), length * 0.24, 0.0, 0.0);
    it.packed(Copper, 0.5, Mesh::tube(radius * 0.7, radius * 0.5, 10.0).at(-length * 0.42, 0.0, 0.0));
    it.solid(StainlessSteel, Mesh::cylinder(1.8, 60.0).at(length * 0.5 + 12.0, 0.0, 0.0));
    it.solid(Polypropylene, Mesh::tube(3.8, 2.2, 70.0).at(length * 0.5 + 35.0, 0.0, 0.0));
    it.packed(Nylon, 0.5, block(16.0, 10.0, 12.0).at(length * 0.5 + 68.0, 0.0, 6.0));
    it
}

pub(super) fn torch(dice: &mut Dice) -> Object {
    let mut it = Object::benign("torch");
    let (radius, cells) = (dice.param(10.0, 19.0), dice.int(1, 4));
    let each = radius * 3.2;
    let length = each * cells as f32 + radius;
    let body = *dice.pick(&[Aluminium, Aluminium, Abs, Steel]);
    it.solid(body, Mesh::tube(radius, radius - dice.uniform(1.2, 2.4), length));
    for i in 0..cells {
        it.add_at(cell(dice, radius - 3.0, each * 0.94), (i as f32 - (cells as f32 - 1.0) * 0.5) * each, 0.0, 0.0);
    }
    it.solid(Steel, Mesh::spring(radius * 0.5, 0.6, radius * 0.9, 4.0).at(-length * 0.5 + 3.0, 0.0, 0.0));
    it.solid(body, Mesh::cylinder(radius, 4.0).at(-length * 0.5, 0.0, 0.0));
    let head = radius * dice.param(1.1, 1.8);
    it.solid(
        body,
        Mesh::lathe_ring(&[
            (length * 0.5, radius - 2.0),
            (length * 0.5, radius),
            (length * 0.5 + head, head),
            (length * 0.5 + head * 1.8, head),
            (length * 0.5 + head * 1.8, head - 2.0),
            (length * 0.5 + head, head - 2.0),
        ]),
    );
    it.solid(
        Aluminium,
        Mesh::lathe_ring(&[
            (length * 0.5 + 3.0, 3.0),
            (length * 0.5 + 3.0, 4.0),
            (length * 0.5 + head * 1.6, head - 2.0),
            (length * 0.5 + head * 1.6, head - 3.0),
        ]),
    );
    it.solid(Glass, Mesh::cylinder(head - 2.0, 1.8).at(length * 0.5 + head * 1.6, 0.0, 0.0));
    it
}

pub(super) fn lamp_bulb(dice: &mut Dice) -> Object {
    let mut it = Object::benign("lamp bulb");
    let radius = dice.param(20.0, 33.0);
    let led = dice.chance(0.5);
    let profile = [
        (-radius * 1.4, 12.5),
        (-radius * 0.6, radius * 0.62),
        (0.0, radius),
        (radius * 0.6, radius * 0.8),
        (radius, radius * 0.2),
    ];
    vessel(&mut it, if led { Polycarbonate } else { Glass }, &profile, if led { 1.5 } else { 0.8 });
    it.solid(Brass, Mesh::tube(13.0, 12.5, 24.0).at(-radius * 1.4 - 10.0, 0.0, 0.0));
    it.solid(Solder, Mesh::cylinder(4.0, 2.0).at(-radius * 1.4 - 23.0, 0.0, 0.0));
    if led {
        it.solid(Aluminium, Mesh::tube(radius * 0.62, radius * 0.55, radius).at(-radius * 0.7, 0.0, 0.0));
        it.solid(Aluminium, Mesh::cylinder(radius * 0.7, 1.6).at(-radius * 0.2, 0.0, 0.0));
        it.add_at(board(dice, radius * 1.2, radius * 0.5), -radius * 0.9, 0.0, 0.0);
    } else {
        for side in [-1.0, 1.0] {
            it.solid(Nickel, rod((-radius * 1.3, side * 3.0), (0.0, side * 8.0), 0.5));
        }
        it.solid(Tungsten, Mesh::spring(1.2, 0.15, 16.0, 12.0).upright());
    }
    it
}

pub(super) fn calculator(dice: &mut Dice) -> Object {
    let mut it = Object::benign("calculator");
    let (x, y) = (dice.param(110.0, 180.0), dice.param(65.0, 90.0));
    shell(&mut it, Abs, Vec3::new(x, y, 14.0), 5.0, 1.8);
    it.solid(CircuitBoard, block(x * 0.9, y * 0.85, 1.2));
    it.solid(Glass, block(x * 0.2, y * 0.8, 2.0).at(x * 0.34, 0.0, 4.0));
    for row in 0..6 {
        for column in 0..5 {
            it.solid(
                Abs,
                block(x * 0.075, y * 0.12, 4.0).at((row as f32 - 4.0) * x * 0.1, (column as f32 - 2.0) * y * 0.17, 6.0),
            );
        }
    }
    it.solid(Steel, disc(6.0, 2.5).at(-x * 0.35, y * 0.2, -4.0));
    it.solid(Steel, disc(6.0, 2.5).at(-x * 0.35, -y * 0.2, -4.0));
    it
}

pub(super) fn drone(dice: &mut Dice) -> Object {
    let mut it = Object::benign("drone");
    let arm = dice.param(60.0, 150.0);
    shell(&mut it, Abs, Vec3::new(arm * 1.3, arm * 0.6, arm * 0.35), arm * 0.15, 1.8);
    it.add_at(board(dice, arm * 0.9, arm * 0.4), 0.0, 0.0, arm * 0.1);
    it.solid(LithiumCell, block(arm * 0.8, arm * 0.4, arm * 0.18).at(-arm * 0.1, 0.0, -arm * 0.06));
    for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        let end = (sx * arm, sy * arm * 0.85);
        it.solid(CarbonFibre, rod((sx * arm * 0.4, sy * arm * 0.2), end, 5.0));
        it.solid(Aluminium, ring(arm * 0.12, arm * 0.09, 16.0).at(end.0, end.1, 6.0));
        it.packed(Copper, 0.45, ring(arm * 0.085, arm * 0.04, 9.0).at(end.0, end.1, 6.0));
        it.solid(Steel, disc(1.6, 24.0).at(end.0, end.1, 10.0));
        let turn = dice.uniform(0.0, PI);
        it.solid(Nylon, soft_block(arm, arm * 0.09, 1.6, 3.0).turned(turn).at(end.0, end.1, 18.0));
    }
    it
}

pub(super) fn cable_bundle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("cable");
    let radius = dice.param(1.4, 4.2);
    let (x, y) = (dice.param(80.0, 220.0), dice.param(45.0, 130.0));
    let turns = dice.int(3, 8);
    let path = loops(dice, Vec2::new(x, y), turns, radius);
    it.add_at(cable(&path, radius), 0.0, 0.0, 0.0);
    if dice.chance(0.6) {
        it.add_at(plug(dice), x * 0.3, y * 0.3, radius * 3.0);
    }
    for _ in 0..dice.int(0, 2) {
        let mut end = Object::benign("connector");
        end.solid(Pvc, block(24.0, 12.0, 8.0));
        end.solid(Steel, block(14.0, 12.0, 0.5).at(18.0, 0.0, 2.2));
        end.solid(Steel, block(14.0, 12.0, 0.5).at(18.0, 0.0, -2.2));
        let turn = dice.uniform(0.0, TAU);
        it.add(
            end,
            &(Affine3A::from_translation(Vec3::new(-x * 0.3, -y * 0.2, radius * 4.0))
                * Affine3A::from_rotation_z(turn)),
        );
    }
    it.solid(
        Steel,
        Mesh::torus(radius * 3.5, 0.6).transformed(&Affine3A::from_rotation_x(PI * 0.5)).at(x * 0.5, 0.0, 0.0),
    );
    it
}

pub(super) fn batteries(dice: &mut Dice) -> Object {
    let kinds = [(5.2, 44.0), (7.1, 50.0), (9.2, 65.0), (13.0, 50.0), (17.0, 61.0)];
    let (radius, length) = *dice.pick(&kinds);
    let stretch = dice.param(0.97, 1.03);
    let count = dice.int(1, 8);
    let mut it = cell_row(dice, radius, length * stretch, count);
    if dice.chance(0.35) {
        it.add_at(cell_row(dice, radius, length * stretch, count), length * 1.05, 0.0, 0.0);
    }
    it.name = "batteries";
    it.solid(Pet, block(length + 8.0, radius * 2.1 * count as f32 + 6.0, 0.4).at(0.0, 0.0, radius));
    it
}

pub(super) fn radio(dice: &mut Dice) -> Object {
    let mut it = Object::benign("radio");
    let (x, y, z) = (dice.param(90.0, 220.0), dice.param(55.0, 130.0), dice.param(25.0, 60.0));
    shell(&mut it, Abs, Vec3::new(x, y, z), 6.0, 2.2);
    it.add_at(loudspeaker(dice, y * 0.36), -x * 0.22, 0.0, z * 0.3);
    it.add_at(board(dice, x * 0.45, y * 0.8), x * 0.22, 0.0, -z * 0.2);
    it.solid(Ferrite, Mesh::cylinder(4.5, x * 0.5).at(x * 0.1, y * 0.42, 0.0));
    it.packed(Copper, 0.4, Mesh::tube(6.0, 4.6, x * 0.1).at(x * 0.2, y * 0.42, 0.0));
    it.solid(StainlessSteel, Mesh::tube(3.0, 2.4, x * 0.9).at(0.0, y * 0.53, -z * 0.3));
    it.add_at(cell_row(dice, 7.1, 50.0, 2), x * 0.1, -y * 0.3, -z * 0.3);
    it
}

pub(super) fn projector(dice: &mut Dice) -> Object {
    let mut it = Object::benign("projector");
    let (x, y, z) = (dice.param(150.0, 280.0), dice.param(120.0, 210.0), dice.param(60.0, 95.0));
    shell(&mut it, Abs, Vec3::new(x, y, z), 10.0, 2.5);
    let mut glass = optics(dice, 24.0, 60.0);
    glass.transform(&Affine3A::from_rotation_z(PI * 0.5));
    it.add_at(glass, x * 0.25, -y * 0.4, 0.0);
    it.add_at(board(dice, x * 0.85, y * 0.7), 0.0, y * 0.1, z * 0.3);
    it.add_at(supply_board(dice, x * 0.4, y * 0.5), -x * 0.22, 0.0, -z * 0.4);
    it.packed(Aluminium, 0.4, block(50.0, 40.0, 40.0).at(x * 0.25, y * 0.2, 0.0));
    it.add_at(rotor(dice, 28.0, 16.0), -x * 0.3, y * 0.3, 0.0);
    corner_screws(&mut it, x * 0.45, y * 0.45, 2.0, 14.0);
    it
}

pub(super) fn dvd_drive(dice: &mut Dice) -> Object {
    let mut it = Object::benign("disc drive");
    let (x, y, z) = (dice.param(128.0, 175.0), 148.0, dice.param(14.0, 42.0));
    shell(&mut it, Steel, Vec3::new(x, y, z), 1.0, 0.8);
    it.solid(Abs, ring(60.0, 20.0, 2.0));
    it.add_at(motor(dice, 12.0, 6.0), 0.0, 0.0, 0.0);
    it.solid(Steel, disc(14.0, 6.0));
    for side in [-1.0, 1.0] {
        it.solid(StainlessSteel, rod((-x * 0.1, side * 18.0), (-x * 0.45, side * 18.0), 1.5));
    }
    it.solid(Zamak, block(26.0, 40.0, 8.0).at(-x * 0.3, 0.0, 0.0));
    it.cavity(Zamak, block(16.0, 20.0, 8.0).at(-x * 0.3, 0.0, 0.0));
    it.add_at(motor(dice, 5.0, 12.0), -x * 0.42, -y * 0.3, 0.0);
    it.add_at(board(dice, x * 0.4, y * 0.8), x * 0.25, 0.0, -z * 0.3);
    it
}

pub(super) fn multi_socket(dice: &mut Dice) -> Object {
    let mut it = Object::benign("socket strip");
    let count = dice.int(3, 6);
    let pitch = dice.param(36.0, 48.0);
    let x = count as f32 * pitch + 40.0;
    shell(&mut it, Abs, Vec3::new(x, 52.0, 38.0), 6.0, 2.5);
    for i in 0..count {
        let at = (i as f32 - (count as f32 - 1.0) * 0.5) * pitch;
        it.solid(Abs, ring(20.0, 18.0, 14.0).at(at, 0.0, 10.0));
        for side in [-9.5, 9.5] {
            it.solid(Brass, ring(3.8, 2.6, 16.0).at(at, side, 0.0));
        }
    }
    for side in [-9.5, 9.5] {
        it.solid(Brass, block(x * 0.85, 4.0, 0.8).at(0.0, side, -10.0));
    }
    let path = loops(dice, Vec2::new(120.0, 70.0), 4, 3.5);
    it.add_at(cable(&path, 3.5), x * 0.2, 40.0, 0.0);
    it.add_at(plug(dice), -x * 0.2, 60.0, 0.0);
    it
}
