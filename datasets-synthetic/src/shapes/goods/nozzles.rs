//! Decoys with a nozzle, a handle or rows of small things.

use std::f32::consts::PI;

use glam::{Affine3A, Vec2, Vec3};

use super::kit::*;
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::*,
    shapes::Object,
};

pub(super) fn hose_nozzle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hose nozzle");
    let (x, r) = (dice.param(90.0, 150.0), dice.param(13.0, 22.0));
    let material = *dice.pick(&[Zamak, Brass, Abs]);
    let wall = if material == Abs { 2.5 } else { 2.0 };
    it.solid(
        material,
        Mesh::lathe_ring(&[
            (-x * 0.5, r * 0.7 - wall),
            (-x * 0.5, r * 0.7),
            (0.0, r),
            (x * 0.5, r * 0.7),
            (x * 0.5, r * 0.4),
            (0.0, r - wall),
        ]),
    );
    it.solid(Brass, Mesh::cylinder(2.5, x));
    it.solid(Steel, Mesh::spring(r * 0.45, 0.9, x * 0.3, 7.0).at(-x * 0.2, 0.0, 0.0));
    let path =
        [Vec3::new(-x * 0.35, -r * 0.6, 0.0), Vec3::new(-x * 0.5, -r * 2.4, 0.0), Vec3::new(-x * 0.62, -r * 5.0, 0.0)];
    it.solid(material, Mesh::sweep(&path, r * 0.75, 10));
    it.cavity(material, Mesh::sweep(&path, r * 0.75 - wall, 10));
    it.solid(
        *dice.pick(&[Steel, Abs]),
        Mesh::sweep(
            &[Vec3::new(-x * 0.05, -r, 0.0), Vec3::new(-x * 0.2, -r * 2.8, 0.0), Vec3::new(-x * 0.36, -r * 4.6, 0.0)],
            3.8,
            6,
        ),
    );
    it.solid(Rubber, Mesh::tube(r * 1.25, r * 0.8, r).at(x * 0.48, 0.0, 0.0));
    it
}

pub(super) fn trigger_sprayer(dice: &mut Dice) -> Object {
    let mut it = Object::benign("trigger spray");
    let (r, h) = (dice.param(26.0, 44.0), dice.param(120.0, 210.0));
    let profile = [(-h * 0.5, r), (h * 0.15, r), (h * 0.35, r * 0.45), (h * 0.5, r * 0.4)];
    let mut flask = Object::benign("flask");
    vessel(&mut flask, Polyethylene, &profile, 1.0);
    let share = dice.param(0.1, 0.85);
    flask.packed(*dice.pick(&[Water, Ethanol]), 1.0, filling(&profile, 1.0, share));
    flask.transform(&Affine3A::from_rotation_z(PI * 0.5));
    it.add_at(flask, 0.0, 0.0, 0.0);
    casing(
        &mut it,
        Polypropylene,
        &[
            (-26.0, h * 0.5),
            (-30.0, h * 0.5 + 30.0),
            (10.0, h * 0.5 + 36.0),
            (44.0, h * 0.5 + 32.0),
            (44.0, h * 0.5 + 18.0),
            (10.0, h * 0.5),
        ],
        26.0,
        1.8,
    );
    it.solid(
        Polypropylene,
        soft_plate(&[(14.0, 0.0), (24.0, 0.0), (20.0, -40.0), (12.0, -40.0)], 14.0).at(10.0, h * 0.5 + 14.0, 0.0),
    );
    it.solid(Steel, Mesh::spring(4.0, 0.6, 18.0, 6.0).at(12.0, h * 0.5 + 14.0, 0.0));
    it.solid(Polyethylene, Mesh::tube(2.5, 1.6, h).upright());
    it.solid(Steel, Mesh::ellipsoid(Vec3::splat(2.5)).at(0.0, h * 0.45, 0.0));
    it
}

pub(super) fn glue_sticks(dice: &mut Dice) -> Object {
    let mut it = Object::benign("sticks");
    let (r, x) = (dice.param(3.5, 12.0), dice.param(70.0, 200.0));
    let material = *dice.pick(&[Polyethylene, Oil, Graphite, Soap, Steel]);
    let count = dice.int(3, 14);
    for i in 0..count {
        let turn = dice.normal() * 0.04;
        it.solid(
            material,
            Mesh::cylinder(r, x * dice.uniform(0.9, 1.0)).turned(turn).at(
                dice.normal() * 2.0,
                (i % 5) as f32 * r * 2.05,
                (i / 5) as f32 * r * 2.0,
            ),
        );
    }
    it
}

pub(super) fn beads_in_box(dice: &mut Dice) -> Object {
    let mut it = Object::benign("box of beads");
    let (columns, rows, pitch) = (dice.int(2, 4), dice.int(2, 3), dice.param(24.0, 40.0));
    shell(&mut it, Polystyrene, Vec3::new(columns as f32 * pitch, rows as f32 * pitch, 26.0), 2.0, 1.4);
    for i in 0..columns * rows {
        let centre =
            Vec2::new((i / rows) as f32 - (columns as f32 - 1.0) * 0.5, (i % rows) as f32 - (rows as f32 - 1.0) * 0.5)
                * pitch;
        let material = *dice.pick(&[Glass, Steel, Lead, Ceramic, Polystyrene, Brass]);
        let r = dice.uniform(1.5, 4.0);
        for _ in 0..dice.int(4, 9) {
            let at = centre + Vec2::new(dice.uniform(-0.36, 0.36), dice.uniform(-0.36, 0.36)) * pitch;
            it.solid(
                material,
                Mesh::extrude(&regular_polygon(r, 8), r * 1.6).at(at.x, at.y, dice.uniform(-10.0, -4.0)),
            );
        }
    }
    it
}

pub(super) fn telescopic_tube(dice: &mut Dice) -> Object {
    let mut it = Object::benign("telescopic tube");
    let (r, x) = (dice.param(8.0, 22.0), dice.param(100.0, 300.0));
    let material = *dice.pick(&[Aluminium, Steel, Brass, CarbonFibre]);
    for k in 0..dice.int(2, 5) {
        let own = r * (1.0 - 0.13 * k as f32);
        let shift = k as f32 * x * dice.uniform(0.03, 0.12);
        it.solid(material, Mesh::tube(own, own - 1.1, x).at(shift, 0.0, 0.0));
        it.solid(*dice.pick(&[Nylon, Steel]), Mesh::tube(own + 1.6, own, 12.0).at(shift + x * 0.5, 0.0, 0.0));
    }
    it.packed(Rubber, 0.9, Mesh::tube(r * 1.25, r, x * 0.3).at(-x * 0.4, 0.0, 0.0));
    it
}
