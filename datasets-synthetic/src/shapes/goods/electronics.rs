//! Electronic goods: casings around boards, cells, windings, discs and screens.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Vec2, Vec3};

use super::appliances::{
    batteries, cable_bundle, calculator, drone, dvd_drive, fan, lamp_bulb, multi_socket, projector, radio, shaver,
    toothbrush, torch,
};
use super::kit::*;
use crate::{dice::Dice, mesh::Mesh, physics::material::Material::*, shapes::Object};

pub(super) const FAMILIES: &[(f32, Maker)] = &[
    (2.5, laptop),
    (2.0, phone),
    (1.0, tablet),
    (1.5, hard_disk),
    (1.5, charger_brick),
    (1.2, plug_charger),
    (1.0, power_bank),
    (1.2, remote_control),
    (1.0, game_pad),
    (1.0, speaker),
    (1.0, router),
    (0.8, keyboard),
    (0.8, mouse),
    (0.8, headphones),
    (1.2, camera),
    (1.0, lens),
    (0.8, circuit_boards),
    (0.6, iron_transformer),
    (0.8, power_supply),
    (0.7, graphics_card),
    (0.6, amplifier),
    (0.7, fan),
    (0.8, shaver),
    (0.8, toothbrush),
    (1.0, torch),
    (0.8, lamp_bulb),
    (0.6, calculator),
    (0.5, drone),
    (1.2, cable_bundle),
    (0.8, batteries),
    (0.6, radio),
    (0.4, projector),
    (0.5, dvd_drive),
    (0.4, multi_socket),
];

/// Flat things that are hard to read when they stand on edge.
pub(super) const FLAT: &[(f32, Maker)] = &[
    (2.0, laptop),
    (1.0, phone),
    (1.0, tablet),
    (1.0, hard_disk),
    (0.8, router),
    (1.0, circuit_boards),
    (0.8, graphics_card),
    (0.6, dvd_drive),
    (0.5, keyboard),
];

pub(super) fn laptop(dice: &mut Dice) -> Object {
    let mut it = Object::benign("laptop");
    let (x, y) = (dice.param(270.0, 380.0), dice.param(185.0, 260.0));
    let z = dice.param(14.0, 28.0);
    let case = *dice.pick(&[Abs, Aluminium, Magnesium, Polycarbonate]);
    shell(&mut it, case, Vec3::new(x, y, z), 8.0, 1.2);
    // The lid: shell, back light, two sheets of glass.
    let lid = z * 0.5 + 4.0;
    it.solid(case, soft_block(x, y, 1.2, 8.0).at(0.0, 0.0, lid + 3.0));
    it.solid(Glass, block(x * 0.93, y * 0.88, dice.uniform(0.8, 1.4)).at(0.0, y * 0.02, lid));
    it.solid(Acrylic, block(x * 0.93, y * 0.88, 1.5).at(0.0, y * 0.02, lid + 1.5));
    // Hinges and the rails that stiffen them.
    for side in [-1.0, 1.0] {
        it.solid(
            Steel,
            Mesh::cylinder(dice.uniform(2.5, 4.0), dice.uniform(18.0, 45.0)).at(side * x * 0.36, y * 0.49, z * 0.4),
        );
        it.solid(Steel, block(6.0, y * 0.5, 0.8).at(side * x * 0.46, y * 0.2, lid));
    }
    let (main_x, main_y) = (x * dice.param(0.45, 0.75), y * dice.param(0.35, 0.5));
    let main = board(dice, main_x, main_y);
    it.add_at(main, dice.uniform(-0.1, 0.1) * x, y * 0.2, -1.0);
    if dice.chance(0.7) {
        let side = board(dice, x * 0.2, y * 0.3);
        it.add_at(side, x * 0.36, 0.0, -1.0);
    }
    if dice.chance(0.45) {
        let count = dice.int(3, 4) * 2;
        let cells = cell_row(dice, (z * 0.34).min(9.0), 62.0, 2);
        for i in 0..count / 2 {
            it.add_at(cells.clone(), (i as f32 - (count as f32 / 4.0 - 0.5)) * 66.0, -y * 0.34, 0.0);
        }
    } else {
        let count = dice.int(2, 5);
        let each = x * 0.8 / count as f32;
        for i in 0..count {
            let cx = (i as f32 - (count as f32 - 1.0) * 0.5) * each;
            it.solid(LithiumCell, block(each - 3.0, y * 0.32, z * dice.uniform(0.25, 0.35)).at(cx, -y * 0.28, -1.0));
        }
    }
    // Heat pipe with fins and fan.
    let fan_x = x * dice.uniform(-0.42, -0.3);
    it.solid(Copper, rod((0.0, y * 0.18), (fan_x, y * 0.38), 2.5).at(0.0, 0.0, 2.0));
    it.solid(Copper, block(24.0, 24.0, 1.5).at(0.0, y * 0.18, 2.0));
    it.packed(Copper, 0.35, block(46.0, 9.0, 6.0).at(fan_x, y * 0.44, 1.0));
    it.add_at(rotor(dice, 22.0, z * 0.4), fan_x, y * 0.28, 0.0);
    // Keyboard: steel plate and keys in rows; touch pad.
    it.solid(Steel, block(x * 0.85, y * 0.38, 0.4).at(0.0, y * 0.16, z * 0.5 - 3.0));
    for row in 0..5 {
        for key in 0..8 {
            let at = ((key as f32 - 3.5) * x * 0.104, y * (0.31 - row as f32 * 0.075));
            it.solid(Abs, block(x * 0.09, y * 0.062, 1.6).at(at.0, at.1, z * 0.5));
        }
    }
    it.solid(CircuitBoard, block(x * 0.28, y * 0.27, 0.8).at(0.0, -y * 0.28, z * 0.5 - 2.0));
    if dice.chance(0.5) {
        let mut disk = small_disk(dice);
        disk.transform(&Affine3A::from_rotation_z(if dice.chance(0.5) { 0.0 } else { PI * 0.5 }));
        it.add_at(disk, x * 0.3, -y * 0.22, -2.0);
    }
    for side in [-1.0, 1.0] {
        it.add_at(loudspeaker(dice, 9.0), side * x * 0.44, -y * 0.4, 0.0);
    }
    corner_screws(&mut it, x * 0.47, y * 0.46, 1.4, 9.0);
    it
}

/// A fan's rotor: hub with windings and magnets, blades.
pub(super) fn rotor(dice: &mut Dice, radius: f32, width: f32) -> Object {
    let mut it = Object::benign("rotor");
    it.solid(Abs, ring(radius * 0.4, radius * 0.36, width));
    it.solid(Ferrite, ring(radius * 0.35, radius * 0.3, width * 0.6));
    it.packed(Copper, 0.4, ring(radius * 0.26, radius * 0.1, width * 0.4));
    it.solid(Steel, disc(radius * 0.06, width));
    let blades = dice.int(5, 9);
    for i in 0..blades {
        let angle = TAU * i as f32 / blades as f32;
        it.solid(Abs, bar((radius * 0.4, 0.0), (radius * 0.95, radius * 0.2), 1.5, width * 0.9).turned(angle));
    }
    it
}

pub(super) fn phone(dice: &mut Dice) -> Object {
    let mut it = Object::benign("mobile phone");
    let (x, y, z) = (dice.param(105.0, 165.0), dice.param(48.0, 80.0), dice.param(7.0, 13.0));
    let case = *dice.pick(&[Aluminium, Abs, Polycarbonate, StainlessSteel]);
    shell(&mut it, case, Vec3::new(x, y, z), dice.uniform(4.0, 12.0), if case == StainlessSteel { 0.5 } else { 1.0 });
    it.solid(Glass, soft_block(x * 0.95, y * 0.92, 0.7, 5.0).at(0.0, 0.0, z * 0.5));
    it.solid(
        LithiumCell,
        block(x * dice.param(0.45, 0.62), y * dice.param(0.5, 0.8), z * 0.5).at(-x * 0.1, y * 0.05, 0.0),
    );
    it.add_at(board(dice, x * 0.28, y * 0.8), x * 0.32, 0.0, 0.0);
    it.solid(Steel, block(x * 0.24, y * 0.4, 0.3).at(x * 0.32, 0.0, 2.0));
    for i in 0..dice.int(1, 3) {
        let at = (x * 0.42, y * (0.3 - 0.2 * i as f32));
        it.solid(StainlessSteel, ring(5.0, 4.0, z * 0.6).at(at.0, at.1, 0.0));
        it.solid(Glass, disc(3.5, 2.0).at(at.0, at.1, -1.0));
        it.packed(Copper, 0.6, ring(3.9, 3.0, 2.0).at(at.0, at.1, 0.0));
    }
    it.solid(Neodymium, disc(4.0, 2.0).at(x * 0.4, -y * 0.25, 0.0));
    it.solid(Tungsten, block(7.0, 4.0, 2.0).at(-x * 0.42, y * 0.25, 0.0));
    it.add_at(board(dice, x * 0.08, y * 0.6), -x * 0.43, 0.0, 0.0);
    it
}

fn tablet(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tablet");
    let (x, y, z) = (dice.param(180.0, 270.0), dice.param(120.0, 190.0), dice.param(7.0, 11.0));
    shell(&mut it, *dice.pick(&[Aluminium, Abs]), Vec3::new(x, y, z), 10.0, 1.0);
    it.solid(Glass, soft_block(x * 0.97, y * 0.96, 1.2, 8.0).at(0.0, 0.0, z * 0.5));
    for side in [-1.0, 1.0] {
        it.solid(LithiumCell, block(x * 0.3, y * 0.75, z * 0.4).at(side * x * 0.16 - x * 0.06, 0.0, 0.0));
    }
    it.add_at(board(dice, x * 0.18, y * 0.85), x * 0.38, 0.0, 0.0);
    for side in [-1.0, 1.0] {
        it.add_at(loudspeaker(dice, 7.0), -x * 0.45, side * y * 0.4, 1.0);
        for i in 0..4 {
            it.solid(Neodymium, block(6.0, 2.5, 2.0).at(x * (i as f32 * 0.12 - 0.3), side * y * 0.47, 0.0));
        }
    }
    it
}

/// A 2.5-inch-like disk drive.
fn small_disk(dice: &mut Dice) -> Object {
    disk_of(dice, Vec3::new(100.0, 70.0, 9.5), 32.0)
}

pub(super) fn hard_disk(dice: &mut Dice) -> Object {
    if dice.chance(0.4) { small_disk(dice) } else { disk_of(dice, Vec3::new(147.0, 102.0, 26.0), 47.0) }
}

fn disk_of(dice: &mut Dice, size: Vec3, platter: f32) -> Object {
    let mut it = Object::benign("hard disk");
    let at = size.x * 0.5 - platter - 4.0;
    it.solid(Aluminium, soft_block(size.x, size.y, size.z * 0.8, 3.0));
    it.cavity(Aluminium, disc(platter + 2.0, size.z * 0.6).at(at, 0.0, size.z * 0.06));
    it.cavity(Aluminium, block(size.x * 0.36, size.y * 0.75, size.z * 0.6).at(-size.x * 0.28, 0.0, size.z * 0.06));
    it.solid(StainlessSteel, soft_block(size.x * 0.98, size.y * 0.97, 0.6, 3.0).at(0.0, 0.0, size.z * 0.42));
    for i in 0..dice.int(1, 3) {
        it.solid(Aluminium, ring(platter, platter * 0.27, 1.2).at(at, 0.0, (i as f32 - 1.0) * size.z * 0.16));
    }
    it.solid(Steel, disc(platter * 0.27, size.z * 0.55).at(at, 0.0, 0.0));
    it.packed(Copper, 0.5, ring(platter * 0.22, platter * 0.1, size.z * 0.2).at(at, 0.0, 0.0));
    it.packed(Steel, -0.6, ring(platter * 0.22, platter * 0.1, size.z * 0.2).at(at, 0.0, 0.0));
    // Actuator: pivot, arms, coil between magnet plates.
    let pivot = (-size.x * 0.2, -size.y * 0.24);
    it.solid(Steel, disc(platter * 0.16, size.z * 0.6).at(pivot.0, pivot.1, 0.0));
    let angle = dice.uniform(0.05, 0.5);
    it.solid(
        Aluminium,
        plate(&[(0.0, -6.0), (platter * 1.1, -1.5), (platter * 1.1, 1.5), (0.0, 7.0)], 3.0)
            .turned(angle)
            .at(pivot.0, pivot.1, 0.0),
    );
    let magnet: Vec<(f32, f32)> = (0..=6)
        .map(|i| (platter * 0.75, 2.0 + i as f32 * 0.2))
        .chain((0..=6).map(|i| (platter * 0.4, 3.2 - i as f32 * 0.2)))
        .map(|(r, a)| (r * a.cos(), r * a.sin()))
        .collect();
    it.solid(Neodymium, plate(&magnet, size.z * 0.12).at(pivot.0, pivot.1, size.z * 0.15));
    it.solid(Steel, plate(&magnet, size.z * 0.25).at(pivot.0, pivot.1, -size.z * 0.1));
    let bare = board(dice, size.x * 0.55, size.y * 0.9);
    it.add(
        bare,
        &(Affine3A::from_translation(Vec3::new(-size.x * 0.2, 0.0, -size.z * 0.45)) * Affine3A::from_rotation_x(PI)),
    );
    corner_screws(&mut it, size.x * 0.47, size.y * 0.46, 1.5, 7.0);
    it
}

/// What a switched supply holds: transformer, capacitors, heat sinks, chokes on a board.
pub(super) fn supply_board(dice: &mut Dice, x: f32, y: f32) -> Object {
    let mut it = board(dice, x, y);
    let size = (y * 0.6).min(x * 0.35);
    it.add_at(transformer(dice, size.min(29.0)), dice.uniform(-0.05, 0.2) * x, 0.0, size * 0.3);
    let cap = dice.uniform(0.13, 0.2) * y;
    let mut big = Object::benign("capacitor");
    big.solid(Aluminium, Mesh::tube(cap, cap - 0.4, cap * 3.0));
    big.packed(Aluminium, 0.55, Mesh::cylinder(cap - 0.5, cap * 2.9));
    it.add_at(big, -x * 0.3, dice.uniform(-0.2, 0.2) * y, cap);
    for side in [-1.0, 1.0] {
        if dice.chance(0.7) {
            it.solid(
                Aluminium,
                block(x * dice.uniform(0.25, 0.5), 1.8, y * 0.3).at(
                    dice.uniform(-0.1, 0.1) * x,
                    side * y * 0.38,
                    y * 0.15,
                ),
            );
            it.solid(Copper, block(9.0, 2.5, 12.0).at(0.0, side * y * 0.34, y * 0.15));
        }
    }
    it.add_at(toroid(dice, y * 0.16), x * 0.36, dice.uniform(-0.2, 0.2) * y, y * 0.1);
    it
}

fn charger_brick(dice: &mut Dice) -> Object {
    let mut it = Object::benign("power adapter");
    let (x, y, z) = (dice.param(75.0, 150.0), dice.param(38.0, 70.0), dice.param(24.0, 38.0));
    shell(&mut it, Abs, Vec3::new(x, y, z), 6.0, 2.2);
    let inside = supply_board(dice, x * 0.88, y * 0.85);
    it.add_at(inside, 0.0, 0.0, -z * 0.3);
    if dice.chance(0.7) {
        let radius = dice.uniform(1.6, 2.6);
        let path = loops(dice, Vec2::new(x * 0.9, y * 1.5), 4, radius);
        it.add_at(cable(&path, radius), dice.uniform(-0.3, 0.3) * x, y * dice.uniform(0.3, 0.9), z * 0.6);
        it.solid(Ferrite, Mesh::tube(7.0, 3.0, 22.0).at(x * 0.5, y * 0.9, z * 0.5));
    }
    it
}

fn plug_charger(dice: &mut Dice) -> Object {
    let mut it = Object::benign("phone charger");
    let (x, y, z) = (dice.param(38.0, 75.0), dice.param(28.0, 52.0), dice.param(22.0, 34.0));
    shell(&mut it, Polycarbonate, Vec3::new(x, y, z), 6.0, 1.8);
    if dice.chance(0.3) {
        it.add(transformer(dice, y * 0.8), &Affine3A::IDENTITY);
    } else {
        it.add_at(supply_board(dice, x * 0.85, y * 0.8), 0.0, 0.0, -z * 0.3);
    }
    for side in [-1.0, 1.0] {
        let pin = if dice.chance(0.5) { block(20.0, 1.6, 6.3) } else { Mesh::cylinder(2.1, 20.0) };
        it.solid(Brass, pin.at(-x * 0.5 - 7.0, side * 9.0, 0.0));
    }
    if dice.chance(0.6) {
        let path = loops(dice, Vec2::new(70.0, 50.0), 5, 1.5);
        it.add_at(cable(&path, 1.5), x * 0.6, 0.0, z * 0.6);
    }
    it
}

fn power_bank(dice: &mut Dice) -> Object {
    let mut it = Object::benign("power bank");
    if dice.chance(0.5) {
        let count = dice.int(1, 5);
        let y = count as f32 * 19.0 + 6.0;
        shell(&mut it, *dice.pick(&[Aluminium, Abs]), Vec3::new(95.0, y, 23.0), 9.0, 1.5);
        it.add_at(cell_row(dice, 9.1, 65.0, count), -10.0, 0.0, 0.0);
        it.add_at(board(dice, 16.0, y * 0.8), 36.0, 0.0, 0.0);
    } else {
        let (x, y, z) = (dice.param(95.0, 155.0), dice.param(60.0, 78.0), dice.param(10.0, 24.0));
        shell(&mut it, *dice.pick(&[Aluminium, Abs]), Vec3::new(x, y, z), 6.0, 1.5);
        it.solid(LithiumCell, block(x * 0.74, y * 0.86, z * 0.6).at(-x * 0.09, 0.0, 0.0));
        it.add_at(board(dice, x * 0.14, y * 0.8), x * 0.4, 0.0, 0.0);
    }
    it
}

fn remote_control(dice: &mut Dice) -> Object {
    let mut it = Object::benign("remote control");
    let (x, y, z) = (dice.param(120.0, 230.0), dice.param(36.0, 58.0), dice.param(16.0, 28.0));
    shell(&mut it, Abs, Vec3::new(x, y, z), dice.uniform(4.0, 14.0), 2.0);
    it.add_at(board(dice, x * 0.8, y * 0.75), x * 0.05, 0.0, 0.0);
    let rows = (x / 18.0) as usize;
    for row in 0..rows {
        for column in 0..3 {
            it.solid(
                Rubber,
                disc(3.5, 4.0).at((row as f32 - rows as f32 * 0.4) * 13.0, (column as f32 - 1.0) * y * 0.26, z * 0.4),
            );
        }
    }
    let cells = cell_row(dice, if y < 45.0 { 5.2 } else { 7.1 }, if y < 45.0 { 44.0 } else { 50.0 }, 2);
    it.add_at(cells, -x * 0.5 + 34.0, 0.0, -z * 0.15);
    for side in [-1.0, 1.0] {
        it.solid(Steel, Mesh::spring(3.0, 0.4, 8.0, 4.0).at(-x * 0.5 + 6.0, side * 7.0, -z * 0.15));
    }
    it
}

fn game_pad(dice: &mut Dice) -> Object {
    let mut it = Object::benign("game pad");
    let (x, y) = (dice.param(135.0, 165.0), dice.param(80.0, 105.0));
    let outline = [
        (-0.32, 0.42),
        (0.32, 0.42),
        (0.46, 0.3),
        (0.52, -0.35),
        (0.42, -0.52),
        (0.33, -0.42),
        (0.2, -0.12),
        (-0.2, -0.12),
        (-0.33, -0.42),
        (-0.42, -0.52),
        (-0.52, -0.35),
        (-0.46, 0.3),
    ]
    .map(|(u, v)| (u * x, v * y));
    casing(&mut it, Abs, &outline, dice.param(34.0, 48.0), 2.2);
    it.add_at(board(dice, x * 0.62, y * 0.36), 0.0, y * 0.14, 0.0);
    for side in [-1.0, 1.0] {
        // Vibration motors with their eccentric weights.
        it.add(motor(dice, 7.0, 20.0), &Affine3A::from_translation(Vec3::new(side * x * 0.4, -y * 0.25, 0.0)));
        it.solid(
            Steel,
            plate(&[(0.0, -6.0), (8.0, -6.0), (8.0, 6.0), (0.0, 6.0)], 10.0).at(side * x * 0.4 - 22.0, -y * 0.25, 0.0),
        );
        it.solid(Abs, disc(9.0, 14.0).at(side * x * 0.17, y * 0.0, 12.0));
        it.solid(Steel, ring(10.0, 9.2, 8.0).at(side * x * 0.17, y * 0.0, 6.0));
        it.solid(Steel, Mesh::spring(4.0, 0.4, 12.0, 4.0).at(side * x * 0.36, y * 0.38, 0.0));
    }
    it.solid(LithiumCell, block(x * 0.3, y * 0.3, 9.0).at(0.0, y * 0.1, -9.0));
    for i in 0..4 {
        let at = Vec2::from_angle(TAU * i as f32 / 4.0) * 9.0;
        it.solid(Abs, disc(4.5, 8.0).at(x * 0.34 + at.x, y * 0.18 + at.y, 10.0));
    }
    it
}

fn speaker(dice: &mut Dice) -> Object {
    let mut it = Object::benign("loudspeaker box");
    if dice.chance(0.5) {
        let radius = dice.param(26.0, 45.0);
        let length = radius * dice.uniform(2.6, 5.0);
        it.solid(Abs, Mesh::cylinder(radius, length));
        it.cavity(Abs, Mesh::cylinder(radius - 2.5, length - 5.0));
        for side in [-1.0, 1.0] {
            it.add_at(loudspeaker(dice, radius * 0.75), side * length * 0.27, 0.0, radius * 0.5);
        }
        it.add_at(cell(dice, 9.2, 65.0), 0.0, -radius * 0.4, -radius * 0.3);
        it.add_at(board(dice, length * 0.4, radius), 0.0, 0.0, -radius * 0.5);
    } else {
        let (x, y, z) = (dice.param(110.0, 240.0), dice.param(80.0, 160.0), dice.param(60.0, 140.0));
        shell(&mut it, *dice.pick(&[Wood, Abs]), Vec3::new(x, y, z), 3.0, dice.uniform(3.0, 12.0));
        it.add_at(loudspeaker(dice, y * 0.4), -x * 0.18, 0.0, z * 0.4);
        it.add_at(loudspeaker(dice, y * 0.17), x * 0.3, 0.0, z * 0.45);
        it.add_at(toroid(dice, 10.0), x * 0.2, -y * 0.3, -z * 0.3);
        it.add_at(supply_board(dice, x * 0.4, y * 0.4), 0.0, 0.0, -z * 0.35);
    }
    it
}

fn router(dice: &mut Dice) -> Object {
    let mut it = Object::benign("router");
    let (x, y, z) = (dice.param(120.0, 240.0), dice.param(90.0, 160.0), dice.param(24.0, 40.0));
    shell(&mut it, *dice.pick(&[Abs, Abs, Steel]), Vec3::new(x, y, z), 5.0, dice.uniform(0.9, 2.2));
    it.add_at(board(dice, x * 0.85, y * 0.8), 0.0, 0.0, -z * 0.2);
    it.add_at(board(dice, x * 0.3, y * 0.4), x * 0.2, 0.0, 0.0);
    for i in 0..dice.int(2, 6) {
        let at = x * (i as f32 * 0.09 - 0.3);
        it.solid(Steel, block(16.0, 18.0, 0.5).at(at, y * 0.4, -4.0));
        it.solid(Steel, block(16.0, 18.0, 0.5).at(at, y * 0.4, 8.0));
        it.packed(Brass, 0.2, block(10.0, 12.0, 4.0).at(at, y * 0.4, 2.0));
    }
    it.packed(Aluminium, 0.4, block(28.0, 28.0, 10.0).at(-x * 0.1, -y * 0.1, 0.0));
    for i in 0..dice.int(0, 4) {
        let at = x * (i as f32 * 0.25 - 0.4);
        it.solid(Abs, Mesh::tube(5.0, 3.5, 150.0).upright().at(at, y * 0.9, 0.0));
        it.solid(Copper, Mesh::cylinder(1.2, 130.0).upright().at(at, y * 0.9, 0.0));
        it.solid(Brass, Mesh::cylinder(4.0, 12.0).upright().at(at, y * 0.47, 0.0));
    }
    it
}

fn keyboard(dice: &mut Dice) -> Object {
    let mut it = Object::benign("keyboard");
    let (x, y) = (dice.param(280.0, 440.0), dice.param(110.0, 160.0));
    shell(&mut it, Abs, Vec3::new(x, y, 18.0), 5.0, 2.0);
    it.solid(Steel, block(x * 0.95, y * 0.8, dice.uniform(0.5, 1.4)));
    it.solid(CircuitBoard, block(x * 0.93, y * 0.75, 1.0).at(0.0, 0.0, -4.0));
    let mechanical = dice.chance(0.4);
    for row in 0..5 {
        for key in 0..15 {
            let at = ((key as f32 - 7.0) * x * 0.063, (row as f32 - 2.0) * y * 0.16);
            it.solid(Abs, block(x * 0.052, y * 0.13, 3.0).at(at.0, at.1, 12.0));
            if mechanical {
                it.solid(Steel, block(1.6, 1.6, 9.0).at(at.0, at.1, 5.0));
            }
        }
    }
    it
}

fn mouse(dice: &mut Dice) -> Object {
    let mut it = Object::benign("mouse");
    let (x, y, z) = (dice.param(95.0, 125.0), dice.param(55.0, 70.0), dice.param(30.0, 42.0));
    it.solid(Abs, Mesh::ellipsoid(Vec3::new(x, y, z) * 0.5));
    it.cavity(Abs, Mesh::ellipsoid(Vec3::new(x, y, z) * 0.5 - 2.0));
    it.add_at(board(dice, x * 0.6, y * 0.6), 0.0, 0.0, -z * 0.25);
    it.solid(Rubber, Mesh::tube(11.0, 8.0, 6.0).upright().at(x * 0.25, 0.0, 5.0));
    it.solid(Steel, Mesh::cylinder(1.0, 20.0).upright().at(x * 0.25, 0.0, 5.0));
    if dice.chance(0.5) {
        it.add_at(cell(dice, 7.1, 49.0), -x * 0.12, 0.0, 0.0);
    } else {
        let path = loops(dice, Vec2::new(90.0, 60.0), 4, 1.6);
        it.add_at(cable(&path, 1.6), x * 0.6, 0.0, 0.0);
    }
    it
}

fn headphones(dice: &mut Dice) -> Object {
    let mut it = Object::benign("headphones");
    let (span, cup) = (dice.param(140.0, 180.0), dice.param(28.0, 44.0));
    let arc: Vec<Vec3> = (0..=20)
        .map(|i| {
            let angle = PI * i as f32 / 20.0;
            Vec3::new(span * 0.5 * angle.cos(), span * 0.62 * angle.sin(), 0.0)
        })
        .collect();
    it.solid(Abs, Mesh::sweep(&arc, 5.0, 8));
    it.solid(Steel, Mesh::sweep(&arc, 1.4, 6));
    for side in [-1.0, 1.0] {
        let mut ear = Object::benign("ear cup");
        ear.solid(Abs, ring(cup, cup - 3.0, 22.0));
        ear.packed(UrethaneFoam, 1.0, ring(cup + 3.0, cup * 0.6, 18.0).at(0.0, 0.0, 14.0));
        ear.add_at(loudspeaker(dice, cup * 0.55), 0.0, 0.0, 4.0);
        ear.add_at(board(dice, cup * 0.8, cup * 0.7), 0.0, 0.0, -7.0);
        let turn = Affine3A::from_rotation_y(side * dice.uniform(0.2, 1.4));
        it.add(ear, &(Affine3A::from_translation(Vec3::new(side * span * 0.5, -cup * 0.8, 0.0)) * turn));
    }
    it
}

/// Elements of glass in a barrel along x, with retaining rings and a focus thread.
pub(super) fn optics(dice: &mut Dice, radius: f32, length: f32) -> Object {
    let mut it = Object::benign("lens");
    let barrel = *dice.pick(&[Aluminium, Brass, Polycarbonate, Aluminium]);
    it.solid(barrel, Mesh::tube(radius, radius - dice.uniform(1.5, 3.0), length));
    it.solid(Aluminium, Mesh::tube(radius * 0.86, radius * 0.8, length * dice.param(0.5, 0.9)));
    it.packed(
        Rubber,
        0.8,
        Mesh::tube(radius + 1.5, radius, length * 0.3).at(length * dice.uniform(-0.2, 0.2), 0.0, 0.0),
    );
    let elements = dice.int(3, 7);
    for i in 0..elements {
        let (r, at) = (radius * dice.uniform(0.45, 0.78), length * ((i as f32 + 0.5) / elements as f32 - 0.5));
        let (edge, centre) = (dice.uniform(0.5, 2.0), dice.uniform(2.0, 0.1 * length + 2.5));
        it.solid(
            if dice.chance(0.3) { LeadGlass } else { Glass },
            Mesh::lathe(&[
                (at - centre, r * 0.3),
                (at - centre * 0.75, r * 0.65),
                (at - edge * 0.5, r),
                (at + edge * 0.5, r),
                (at + centre * 0.6, r * 0.6),
                (at + centre * 0.8, r * 0.3),
            ]),
        );
        it.solid(Aluminium, Mesh::tube(radius * 0.8, r, 1.5).at(at, 0.0, 0.0));
    }
    it.solid(StainlessSteel, Mesh::tube(radius * 0.8, radius * 0.62, 2.0).at(-length * 0.5, 0.0, 0.0));
    it
}

fn lens(dice: &mut Dice) -> Object {
    let (radius, length) = (dice.param(24.0, 45.0), dice.param(40.0, 190.0));
    let mut it = optics(dice, radius, length);
    if dice.chance(0.4) {
        it.solid(Abs, Mesh::tube(radius * 1.1, radius * 1.05, length * 0.3).at(length * 0.6, 0.0, 0.0));
    }
    it
}

pub(super) fn camera(dice: &mut Dice) -> Object {
    let mut it = Object::benign("camera");
    let (x, y, z) = (dice.param(95.0, 150.0), dice.param(60.0, 105.0), dice.param(30.0, 65.0));
    shell(&mut it, *dice.pick(&[Magnesium, Abs, Polycarbonate]), Vec3::new(x, y, z), 12.0, 2.0);
    if dice.chance(0.5) {
        it.solid(
            Glass,
            plate(&[(-14.0, 0.0), (14.0, 0.0), (10.0, 16.0), (-10.0, 16.0)], z * 0.4).at(0.0, y * 0.42, 0.0),
        );
        it.solid(
            Abs,
            soft_plate(&[(-22.0, 0.0), (22.0, 0.0), (14.0, 24.0), (-14.0, 24.0)], z * 0.5).at(0.0, y * 0.45, 0.0),
        );
    }
    let radius = y * dice.param(0.3, 0.42);
    let length = dice.uniform(25.0, 90.0);
    let glass = optics(dice, radius, length);
    it.add(
        glass,
        &(Affine3A::from_translation(Vec3::new(x * dice.uniform(-0.05, 0.12), 0.0, z * 0.5 + length * 0.5))
            * Affine3A::from_rotation_y(-PI * 0.5)),
    );
    it.add_at(board(dice, x * 0.8, y * 0.8), 0.0, 0.0, -z * 0.3);
    it.solid(LithiumCell, block(14.0, y * 0.6, 36.0_f32.min(z * 0.6)).at(-x * 0.4, 0.0, 0.0));
    it.solid(Glass, block(x * 0.55, y * 0.5, 1.4).at(0.0, 0.0, -z * 0.5));
    it.solid(Steel, block(x * 0.4, y * 0.5, 1.0).at(0.0, 0.0, z * 0.2));
    it.solid(Brass, disc(9.0, 8.0).upright().at(x * 0.35, y * 0.5, 0.0));
    it.solid(StainlessSteel, ring(radius, radius * 0.8, 3.0).at(0.0, 0.0, z * 0.45));
    it.add_at(motor(dice, 6.0, 18.0), x * 0.3, -y * 0.3, 0.0);
    for side in [-1.0, 1.0] {
        it.solid(Steel, Mesh::torus(5.0, 0.8).at(side * x * 0.52, y * 0.35, 0.0));
    }
    it
}

pub(super) fn circuit_boards(dice: &mut Dice) -> Object {
    let mut it = Object::benign("circuit boards");
    let (x, y) = (dice.param(60.0, 220.0), dice.param(40.0, 140.0));
    for i in 0..dice.int(1, 3) {
        let one = board(dice, x, y);
        it.add_at(one, i as f32 * 4.0, i as f32 * 3.0, i as f32 * 14.0);
    }
    if dice.chance(0.5) {
        it.packed(Aluminium, 0.45, block(x * 0.3, y * 0.4, 20.0).at(0.0, 0.0, 12.0));
    }
    it
}

pub(super) fn iron_transformer(dice: &mut Dice) -> Object {
    let size = dice.param(35.0, 100.0);
    let mut it = transformer(dice, size);
    let tab = size * 0.62;
    it.solid(Steel, block(size * 1.35, 10.0, 1.5).at(0.0, -size * 0.42, 0.0));
    for side in [-1.0, 1.0] {
        it.cavity(Steel, disc(2.2, 1.5).at(side * tab, -size * 0.42, 0.0));
        let path = bends(dice, Vec2::new(size, size * 0.5));
        it.add_at(cable(&path, 1.3), 0.0, size * 0.5, side * 6.0);
    }
    it
}

pub(super) fn power_supply(dice: &mut Dice) -> Object {
    let mut it = Object::benign("power supply");
    let (x, y, z) = (dice.param(110.0, 165.0), dice.param(85.0, 150.0), dice.param(40.0, 86.0));
    shell(&mut it, *dice.pick(&[Steel, Aluminium]), Vec3::new(x, y, z), 1.0, 0.9);
    it.add_at(supply_board(dice, x * 0.9, y * 0.9), 0.0, 0.0, -z * 0.4);
    it.packed(Aluminium, 0.35, block(x * 0.6, 14.0, z * 0.5).at(0.0, y * 0.25, 0.0));
    it.packed(Aluminium, 0.35, block(x * 0.6, 14.0, z * 0.5).at(0.0, -y * 0.2, 0.0));
    it.add_at(rotor(dice, y * 0.38, 14.0), 0.0, 0.0, z * 0.4);
    it.packed(Copper, 0.15, block(x * 0.3, y * 0.5, 12.0).at(x * 0.4, 0.0, 0.0));
    corner_screws(&mut it, x * 0.45, y * 0.45, 1.6, 6.0);
    it
}

pub(super) fn graphics_card(dice: &mut Dice) -> Object {
    let mut it = Object::benign("graphics card");
    let (x, y) = (dice.param(150.0, 290.0), dice.param(95.0, 125.0));
    it.add_at(board(dice, x, y), 0.0, 0.0, 0.0);
    it.packed(Aluminium, 0.3, block(x * 0.85, y * 0.8, 24.0).at(0.0, 0.0, 16.0));
    for i in 0..dice.int(2, 4) {
        let at = y * (i as f32 * 0.2 - 0.3);
        it.solid(Copper, rod((-x * 0.4, at), (x * 0.4, at * 0.6), 3.0).at(0.0, 0.0, 8.0));
    }
    let fans = dice.int(1, 2);
    for i in 0..fans {
        it.add_at(rotor(dice, y * 0.42, 10.0), (i as f32 - (fans as f32 - 1.0) * 0.5) * x * 0.45, 0.0, 34.0);
    }
    it.solid(Steel, block(1.0, y * 1.2, 38.0).at(-x * 0.5, 0.0, 15.0));
    it.solid(Copper, block(x * 0.35, 7.0, 0.3).at(-x * 0.1, -y * 0.52, 0.0));
    it
}

fn amplifier(dice: &mut Dice) -> Object {
    let mut it = Object::benign("amplifier");
    let (x, y, z) = (dice.param(120.0, 260.0), dice.param(90.0, 180.0), dice.param(40.0, 60.0));
    shell(&mut it, Aluminium, Vec3::new(x, y, z), 2.0, 3.0);
    let fins = dice.int(5, 9);
    for side in [-1.0, 1.0] {
        for i in 0..fins {
            it.solid(Aluminium, block(x, 2.0, 14.0).at(0.0, side * y * (0.5 - 0.03 * i as f32), z * 0.5 + 7.0));
        }
    }
    it.add_at(supply_board(dice, x * 0.9, y * 0.8), 0.0, 0.0, -z * 0.4);
    it.add_at(toroid(dice, y * 0.15), -x * 0.15, 0.0, 0.0);
    it.add_at(toroid(dice, y * 0.12), x * 0.2, 0.0, 0.0);
    it
}
