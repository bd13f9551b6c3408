//! What people take along: sport, travel, optics.

use glam::Vec3;

use super::kit::*;
use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material::*,
    shapes::Object,
};

pub(super) fn binoculars(dice: &mut Dice) -> Object {
    let mut it = Object::benign("binoculars");
    let (r, length) = (dice.param(14.0, 30.0), dice.param(80.0, 170.0));
    let gap = r * 1.5 + dice.uniform(4.0, 14.0);
    for side in [-1.0, 1.0] {
        let y = side * gap;
        it.solid(
            Aluminium,
            Mesh::lathe_ring(&[
                (-length * 0.5, r * 0.55),
                (-length * 0.5, r * 0.65),
                (-length * 0.25, r * 0.75),
                (length * 0.2, r * 1.05),
                (length * 0.5, r * 1.05),
                (length * 0.5, r * 0.95),
                (length * 0.2, r * 0.95),
                (-length * 0.25, r * 0.65),
            ])
            .at(0.0, y, 0.0),
        );
        it.solid(
            Glass,
            Mesh::lathe(&[(-3.5, r * 0.4), (-1.0, r * 0.92), (1.0, r * 0.92), (3.0, r * 0.4)]).at(
                length * 0.42,
                y,
                0.0,
            ),
        );
        it.solid(
            Glass,
            Mesh::lathe(&[(-3.0, r * 0.3), (-1.0, r * 0.5), (1.0, r * 0.5), (4.0, r * 0.2)]).at(-length * 0.45, y, 0.0),
        );
        for k in [-1.0, 1.0] {
            it.solid(
                Glass,
                plate(&[(0.0, -r * 0.5), (r * 0.6, 0.0), (0.0, r * 0.5)], r).at(
                    -length * 0.08 + k * r * 0.3,
                    y + k * 3.0,
                    0.0,
                ),
            );
        }
        it.packed(Rubber, 0.8, Mesh::tube(r * 0.85, r * 0.66, 16.0).at(-length * 0.52, y, 0.0));
    }
    it.solid(Aluminium, Mesh::tube(9.0, 4.0, length * 0.4).at(-length * 0.05, 0.0, 0.0));
    it.solid(Steel, Mesh::cylinder(3.5, length * 0.5).at(-length * 0.05, 0.0, 0.0));
    it
}

pub(super) fn vape(dice: &mut Dice) -> Object {
    let mut it = Object::benign("vaporiser");
    let (r, length) = (dice.param(6.0, 13.0), dice.param(75.0, 125.0));
    let metal = *dice.pick(&[Aluminium, StainlessSteel, Brass]);
    it.solid(metal, Mesh::tube(r, r - 0.9, length));
    it.solid(LithiumCell, Mesh::cylinder(r - 1.2, length * 0.5).at(-length * 0.18, 0.0, 0.0));
    it.solid(Brass, Mesh::tube(r * 0.6, r * 0.3, 9.0).at(length * 0.14, 0.0, 0.0));
    it.solid(Glass, Mesh::tube(r * 0.85, r * 0.7, length * 0.25).at(length * 0.34, 0.0, 0.0));
    it.packed(Nickel, 0.7, Mesh::spring(1.6, 0.4, 7.0, 5.0).at(length * 0.24, 0.0, 0.0));
    it.solid(Abs, Mesh::tube(r * 0.6, r * 0.3, 20.0).at(length * 0.56, 0.0, 0.0));
    it
}

pub(super) fn dumbbell(dice: &mut Dice) -> Object {
    let mut it = Object::benign("dumbbell");
    let (length, r) = (dice.param(130.0, 220.0), dice.param(28.0, 55.0));
    it.solid(Steel, Mesh::cylinder(r * 0.36, length));
    for side in [-1.0, 1.0] {
        it.solid(
            CastIron,
            Mesh::extrude(&regular_polygon(r, *dice.pick(&[6, 24])), r).facing().at(side * length * 0.5, 0.0, 0.0),
        );
    }
    it
}

pub(super) fn bicycle_pump(dice: &mut Dice) -> Object {
    let mut it = Object::benign("pump");
    let (length, r) = (dice.param(160.0, 420.0), dice.param(9.0, 18.0));
    let metal = *dice.pick(&[Aluminium, Abs, Steel]);
    it.solid(metal, Mesh::tube(r, r - 1.5, length));
    it.solid(Steel, Mesh::cylinder(r * 0.28, length * 0.9).at(-length * 0.3, 0.0, 0.0));
    it.solid(Rubber, Mesh::tube(r - 1.5, r * 0.28, 9.0).at(length * dice.uniform(-0.1, 0.4), 0.0, 0.0));
    it.solid(Abs, Mesh::tube(r * 1.3, r, length * 0.3).at(-length * 0.6, 0.0, 0.0));
    it.solid(Aluminium, Mesh::tube(r * 0.9, r * 0.3, r * 3.0).upright().at(length * 0.5 + r * 0.6, 0.0, 0.0));
    it.solid(Steel, Mesh::spring(r * 0.6, 0.8, length * 0.12, 5.0).at(-length * 0.36, 0.0, 0.0));
    it
}

pub(super) fn fishing_reel(dice: &mut Dice) -> Object {
    let mut it = Object::benign("fishing reel");
    let r = dice.param(20.0, 36.0);
    it.solid(
        Aluminium,
        Mesh::lathe_ring(&[
            (-r * 0.7, r * 0.4),
            (-r * 0.7, r),
            (-r * 0.55, r),
            (-r * 0.5, r * 0.7),
            (r * 0.5, r * 0.7),
            (r * 0.6, r),
            (r * 0.7, r),
            (r * 0.7, r * 0.4),
        ]),
    );
    it.packed(Nylon, 0.7, Mesh::tube(r * 0.92, r * 0.7, r));
    it.solid(Steel, Mesh::cylinder(r * 0.12, r * 3.4));
    shell(&mut it, GlassNylon, Vec3::new(r * 1.8, r * 1.7, r * 1.3), r * 0.4, 2.5);
    it.solid(Brass, Mesh::extrude(&toothed(r * 0.55, 2.0, 22), 6.0).at(-r * 1.6, 0.0, 0.0));
    it.solid(Steel, Mesh::torus(r * 1.15, 1.2).facing().at(r * 0.9, 0.0, 0.0));
    it.solid(
        Aluminium,
        Mesh::sweep(
            &[
                Vec3::new(-r * 1.6, 0.0, r * 0.5),
                Vec3::new(-r * 1.6, 0.0, r * 1.2),
                Vec3::new(-r * 1.6, r * 2.0, r * 1.4),
            ],
            3.5,
            6,
        ),
    );
    it.solid(
        GlassNylon,
        plate(
            &[(-r * 1.8, 0.0), (-r * 1.2, 0.0), (-r * 0.7, -r * 2.0), (r * 0.2, -r * 2.2), (-r * 1.8, -r * 2.2)],
            8.0,
        ),
    );
    it
}

pub(super) fn skates(dice: &mut Dice) -> Object {
    let mut it = Object::benign("skate");
    let length = dice.param(200.0, 290.0);
    it.packed(
        Leather,
        0.35,
        soft_plate(
            &[
                (-length * 0.5, 0.0),
                (length * 0.5, 0.0),
                (length * 0.45, 60.0),
                (length * 0.05, 80.0),
                (0.0, 190.0),
                (-length * 0.5, 190.0),
            ],
            85.0,
        ),
    );
    if dice.chance(0.5) {
        it.solid(
            Steel,
            soft_plate(
                &[
                    (-length * 0.52, -50.0),
                    (length * 0.55, -50.0),
                    (length * 0.6, -20.0),
                    (length * 0.5, -30.0),
                    (-length * 0.5, -30.0),
                ],
                3.5,
            ),
        );
        for x in [-0.35, 0.25] {
            it.solid(
                Abs,
                plate(&[(-30.0, 0.0), (30.0, 0.0), (18.0, -34.0), (-18.0, -34.0)], 24.0).at(x * length, 0.0, 0.0),
            );
        }
    } else {
        it.solid(Aluminium, block(length * 1.05, 26.0, 3.0).at(0.0, -26.0, 14.0));
        it.solid(Aluminium, block(length * 1.05, 26.0, 3.0).at(0.0, -26.0, -14.0));
        for i in 0..4 {
            let x = (i as f32 - 1.5) * length * 0.28;
            it.packed(Rubber, 0.95, ring(36.0, 12.0, 22.0).at(x, -44.0, 0.0));
            it.add_at(bearing(11.0, 4.0, 20.0), x, -44.0, 0.0);
            it.solid(Steel, disc(4.0, 34.0).at(x, -44.0, 0.0));
        }
    }
    it
}

pub(super) fn thermos(dice: &mut Dice) -> Object {
    let mut it = Object::benign("vacuum flask");
    let (r, length) = (dice.param(30.0, 48.0), dice.param(170.0, 310.0));
    let profile = [(-length * 0.5, r), (length * 0.34, r), (length * 0.42, r * 0.65), (length * 0.5, r * 0.65)];
    vessel(&mut it, StainlessSteel, &profile, 0.6);
    let inner = profile.map(|(x, y)| (x * 0.96, y - 5.0));
    let glass = dice.chance(0.3);
    vessel(&mut it, if glass { Glass } else { StainlessSteel }, &inner, if glass { 1.5 } else { 0.6 });
    if dice.chance(0.5) {
        let share = dice.uniform(0.2, 0.9);
        it.packed(Water, 0.95, filling(&inner, 1.0, share));
    }
    it.solid(Polypropylene, Mesh::tube(r * 0.6, r * 0.3, 30.0).at(length * 0.48, 0.0, 0.0));
    it.solid(StainlessSteel, Mesh::tube(r, r - 0.7, 60.0).at(length * 0.56, 0.0, 0.0));
    it
}

pub(super) fn walking_stick(dice: &mut Dice) -> Object {
    let mut it = Object::benign("walking stick");
    let (length, r) = (dice.param(300.0, 480.0), dice.param(8.0, 12.0));
    for i in 0..dice.int(1, 4) {
        let y = i as f32 * r * 2.4;
        it.solid(Aluminium, Mesh::tube(r, r - 1.3, length).at(0.0, y, 0.0));
        it.solid(Steel, Mesh::spring(r * 0.6, 0.6, 26.0, 6.0).at(length * 0.4, y, 0.0));
        it.solid(Brass, Mesh::cylinder(2.5, 14.0).facing().at(length * 0.38, y, r));
    }
    it.solid(*dice.pick(&[Wood, Abs]), soft_block(26.0, 110.0, 24.0, 10.0).at(-length * 0.5, 20.0, 0.0));
    it.solid(Rubber, Mesh::lathe(&[(0.0, r * 1.1), (24.0, r * 1.5)]).at(length * 0.5, 0.0, 0.0));
    it
}

pub(super) fn nail_set(dice: &mut Dice) -> Object {
    let mut it = Object::benign("manicure set");
    let length = dice.param(85.0, 125.0);
    it.solid(Leather, soft_block(length * 1.15, 100.0, 2.0, 8.0).at(0.0, 0.0, -6.0));
    for i in 0..dice.int(3, 6) {
        let y = (i as f32 - 2.0) * 17.0;
        match dice.below(3) {
            0 => {
                it.solid(
                    StainlessSteel,
                    soft_plate(
                        &[(-length * 0.5, -3.0), (length * 0.5, -2.0), (length * 0.5, 2.0), (-length * 0.5, 3.0)],
                        1.4,
                    )
                    .at(0.0, y, 0.0),
                );
            }
            1 => {
                for side in [-1.0, 1.0] {
                    it.solid(
                        StainlessSteel,
                        Mesh::sweep(
                            &[
                                Vec3::new(-length * 0.4, y + side * 5.0, 0.0),
                                Vec3::new(0.0, y + side * 2.0, 0.0),
                                Vec3::new(length * 0.4, y + side * 0.8, 0.0),
                            ],
                            1.5,
                            6,
                        ),
                    );
                    it.solid(StainlessSteel, Mesh::torus(7.0, 1.3).at(-length * 0.45, y + side * 7.0, 0.0));
                }
            }
            _ => {
                it.solid(StainlessSteel, block(length * 0.6, 12.0, 1.6).at(0.0, y, 2.0));
                it.solid(StainlessSteel, block(length * 0.6, 10.0, 1.6).turned(0.08).at(0.0, y, 6.0));
                it.solid(StainlessSteel, disc(2.5, 12.0).at(length * 0.22, y, 3.0));
            }
        }
    }
    it
}
