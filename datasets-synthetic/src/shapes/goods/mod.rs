//! Ordinary goods and what they travel in: everything of a parcel that is no threat.
//!
//! Goods are families of parametric shapes with their insides (boards, windings, cells, springs,
//! screws), because it is the insides that real scans show and that raise false alarms.

mod appliances;
mod bag;
mod blades;
mod clothing;
mod containers;
mod decoys;
mod electronics;
mod food;
mod household;
mod kit;
mod leisure;
mod machined;
mod mechanical;
mod music;
mod nozzles;
mod personal;
mod sundries;
mod tools;
mod toys;
mod tray;
mod workbench;
mod wrapping;

use glam::Vec2;

use crate::{dice::Dice, shapes::Object};
use kit::Maker;

/// Every group of families and how often everyday parcels hold one.
const GROUPS: &[(f32, &[(f32, Maker)])] = &[
    (3.0, electronics::FAMILIES),
    (2.2, tools::FAMILIES),
    (2.0, household::FAMILIES),
    (1.4, mechanical::FAMILIES),
    (2.2, personal::FAMILIES),
    (1.2, toys::FAMILIES),
    (0.5, music::FAMILIES),
    (1.8, clothing::FAMILIES),
    (1.8, food::FAMILIES),
    (0.8, decoys::FAMILIES),
];

/// Dense or intricate goods that hide what lies under them and raise false alarms.
const CLUTTER: &[(f32, Maker)] = &[
    (3.0, electronics::laptop),
    (1.5, electronics::camera),
    (1.5, electronics::power_supply),
    (1.2, electronics::graphics_card),
    (1.5, electronics::circuit_boards),
    (1.2, electronics::iron_transformer),
    (1.2, appliances::cable_bundle),
    (1.0, appliances::batteries),
    (1.0, appliances::torch),
    (1.5, hard_disks),
    (2.5, tool_bundle),
    (1.5, tools::power_drill),
    (1.5, knives),
    (1.0, tools::socket_set),
    (1.0, tools::drill_bits),
    (1.2, household::padlock),
    (1.0, household::keys),
    (1.0, household::cutlery),
    (1.0, household::tap),
    (1.0, household::door_lock),
    (0.8, sundries::screws_in_box),
    (0.8, household::pan),
    (0.8, sundries::clock),
    (2.0, mechanical::linear_rail),
    (1.5, mechanical::rod_bundle),
    (1.5, machined::turned_parts),
    (1.2, mechanical::electric_motor),
    (1.0, mechanical::shock_absorber),
    (1.0, mechanical::gear),
    (1.0, machined::air_cylinder),
    (1.0, machined::milled_block),
    (0.8, mechanical::brake_disc),
    (0.8, mechanical::piston),
    (0.8, mechanical::bearings),
    (1.0, edge_on_electronics),
    (1.0, personal::hair_dryer),
    (0.8, personal::spray_can),
    (0.8, leisure::thermos),
    (0.6, leisure::binoculars),
    (0.8, personal::belt),
    (0.6, music::trumpet_part),
    (0.6, music::tripod),
];

/// Goods that share outline and inside with a threat.
const LOOKALIKES: &[(f32, Maker)] = &[
    (2.5, toys::toy_gun),
    (1.2, toys::water_pistol),
    (1.5, tools::power_drill),
    (1.2, workbench::caulking_gun),
    (1.2, workbench::glue_gun),
    (1.2, workbench::staple_gun),
    (1.0, workbench::spray_gun),
    (1.5, personal::hair_dryer),
    (1.2, tools::spanner),
    (1.0, tools::adjustable_wrench),
    (1.0, tools::pliers),
    (1.2, tools::socket_set),
    (1.0, tools::ratchet),
    (1.0, tools::chuck),
    (1.0, blades::folding_knife),
    (0.8, blades::multi_tool),
    (1.0, tools::g_clamp),
    (1.2, household::tap),
    (1.2, household::hinges),
    (1.0, sundries::brackets),
    (1.2, sundries::screws_in_box),
    (1.0, sundries::pipe_fittings),
    (0.8, household::candle),
    (1.0, household::door_lock),
    (1.2, mechanical::spark_plugs),
    (1.2, mechanical::coil_springs),
    (1.2, machined::air_cylinder),
    (1.0, machined::milled_block),
    (1.0, machined::turned_parts),
    (1.2, mechanical::rod_bundle),
    (0.8, mechanical::shock_absorber),
    (0.8, mechanical::chain),
    (1.2, appliances::batteries),
    (1.2, appliances::torch),
    (0.8, electronics::camera),
    (1.2, personal::lipsticks),
    (1.2, personal::pens),
    (0.8, personal::coins),
    (0.8, leisure::bicycle_pump),
    (0.8, leisure::vape),
    (0.8, leisure::walking_stick),
    (1.0, food::vials),
    (0.8, music::flute),
    (0.8, music::microphone),
];

/// A weighted random everyday object, centred; no threat class.
pub fn goods(dice: &mut Dice) -> Object {
    let weights: Vec<f32> = GROUPS.iter().map(|group| group.0).collect();
    let group = GROUPS[dice.weighted(&weights)].1;
    draw(dice, group)
}

/// A thing that hides threats and carries false alarms: laptop, tool bundle, rails, locks, motors.
pub fn clutter(dice: &mut Dice) -> Object {
    draw(dice, CLUTTER)
}

/// A hard negative: harmless, of the same primitives as a threat.
pub fn decoy(dice: &mut Dice) -> Object {
    if dice.chance(0.45) { draw(dice, decoys::FAMILIES) } else { draw(dice, LOOKALIKES) }
}

/// The walls of a container with about `inner` mm of room inside (clamped to 40 to 800), centred.
pub fn container(dice: &mut Dice, inner: Vec2) -> Object {
    containers::draw(dice, inner)
}

/// Filling of about `size` mm (clamped to 40 to 800): cloth, paper, foam, books; centred.
pub fn wrapping(dice: &mut Dice, size: Vec2) -> Object {
    wrapping::draw(dice, size)
}

/// What everything lies on, for a picture of `size` mm: a tray with its rim, centred, or a seam of the belt.
pub fn underlay(dice: &mut Dice, size: Vec2) -> Object {
    if dice.chance(0.8) {
        let share = Vec2::new(dice.uniform(0.8, 1.0), dice.uniform(0.8, 1.0));
        tray::tray(dice, size * share)
    } else {
        tray::belt_seam(dice, size)
    }
}

/// A soft bag of about `size` mm around other goods, centred.
pub fn soft_bag(dice: &mut Dice, size: Vec2) -> Object {
    bag::soft_bag(dice, size).centre()
}

fn draw(dice: &mut Dice, families: &[(f32, Maker)]) -> Object {
    let weights: Vec<f32> = families.iter().map(|family| family.0).collect();
    families[dice.weighted(&weights)].1(dice).centre()
}

/// Several tools side by side, as in a roll or a drawer.
fn tool_bundle(dice: &mut Dice) -> Object {
    let mut it = Object::benign("tool bundle");
    let mut y = 0.0;
    for _ in 0..dice.int(3, 5) {
        let mut one = draw(dice, tools::BUNDLE);
        let turn = dice.normal() * 0.12 + if dice.chance(0.4) { std::f32::consts::PI } else { 0.0 };
        one.transform(&glam::Affine3A::from_rotation_z(turn));
        let (low, high) = one.bounds();
        // They overlap a little, as in a bag.
        y += (high.y - low.y) * 0.42;
        it.add_at(one, dice.normal() * 12.0, y, dice.normal() * 10.0);
        y += (high.y - low.y) * 0.42;
    }
    it
}

fn knives(dice: &mut Dice) -> Object {
    let mut it = Object::benign("knives");
    for i in 0..dice.int(1, 4) {
        let one = if dice.chance(0.7) { blades::kitchen_knife(dice) } else { blades::folding_knife(dice) };
        let turn = dice.normal() * 0.15;
        it.add(
            one,
            &(glam::Affine3A::from_translation(glam::Vec3::new(dice.normal() * 15.0, i as f32 * 34.0, i as f32 * 6.0))
                * glam::Affine3A::from_rotation_z(turn)),
        );
    }
    it
}

fn hard_disks(dice: &mut Dice) -> Object {
    let mut it = Object::benign("hard disks");
    let mut x = 0.0;
    for _ in 0..dice.int(1, 2) {
        let one = electronics::hard_disk(dice).centre();
        let (low, high) = one.bounds();
        x += (high.x - low.x) * 0.5;
        it.add_at(one, x, dice.normal() * 5.0, 0.0);
        x += (high.x - low.x) * 0.5 + 5.0;
    }
    it
}

/// Flat electronics standing on edge: the beam passes through their whole width.
fn edge_on_electronics(dice: &mut Dice) -> Object {
    let mut one = draw(dice, electronics::FLAT);
    one.transform(&glam::Affine3A::from_rotation_x(std::f32::consts::FRAC_PI_2 + dice.normal() * 0.15));
    one.centre()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Split;

    const MAX_TRIANGLES: usize = 24_000;

    fn check(object: &Object, what: &str, kilograms: f32) {
        assert!(object.class.is_none() && !object.name.is_empty(), "{what}");
        let triangles: usize = object.bodies.iter().map(|body| body.mesh.triangles.len()).sum();
        assert!(triangles > 0 && triangles <= MAX_TRIANGLES, "{what}: {triangles} triangles");
        for body in &object.bodies {
            assert!(body.mesh.vertices.iter().all(|v| v.is_finite()), "{what}: a corner is not finite");
            assert!(body.mesh.volume() >= -1e-2, "{what}: inside out by {}", body.mesh.volume());
            assert!(body.fill.is_finite() && (-1.0..=1.2).contains(&body.fill), "{what}: fill {}", body.fill);
        }
        let (low, high) = object.bounds();
        let size = high - low;
        assert!((low + high).abs().max_element() < 0.05, "{what}: off centre by {}", low + high);
        assert!(size.max_element() <= 900.0 && size.max_element() >= 5.0, "{what}: size {size}");
        let mass = object.mass();
        assert!(mass > 0.0 && mass < kilograms * 1000.0, "{what}: {mass} g");
    }

    fn families() -> impl Iterator<Item = &'static (f32, Maker)> {
        GROUPS
            .iter()
            .flat_map(|group| group.1)
            .chain(CLUTTER)
            .chain(LOOKALIKES)
            .chain(tools::BUNDLE)
            .chain(electronics::FLAT)
    }

    #[test]
    fn every_family_is_sound_for_many_seeds_and_both_splits() {
        for (number, (weight, build)) in families().enumerate() {
            assert!(*weight > 0.0);
            for split in [Split::Train, Split::HeldOut] {
                for seed in 0..100 {
                    let object = build(&mut Dice::new(number as u64, seed, split)).centre();
                    check(&object, &format!("{} (seed {number}/{seed})", object.name), 12.0);
                }
            }
        }
    }

    #[test]
    fn containers_and_wrapping_keep_about_the_size_asked_for() {
        for seed in 0..400 {
            let mut dice = Dice::new(3, seed, if seed % 2 == 0 { Split::Train } else { Split::HeldOut });
            let size = Vec2::new(dice.uniform(100.0, 600.0), dice.uniform(80.0, 400.0));
            for (object, slack, fills) in
                [(container(&mut dice, size), 130.0, true), (wrapping(&mut dice, size), 60.0, false)]
            {
                check(&object, object.name, 40.0);
                let (low, high) = object.bounds();
                let got = (high - low).truncate();
                // A tube is as long as it likes, and filling may leave room.
                if fills && object.name != "poster tube" {
                    let differs = (got.max_element() - size.max_element()).abs();
                    assert!(differs < slack, "{}: {got} for {size}", object.name);
                }
                assert!(got.max_element() <= size.max_element() + slack, "{}: {got} for {size}", object.name);
            }
        }
    }

    #[test]
    fn a_soft_bag_is_mostly_thin_with_a_few_dark_lines() {
        for seed in 0..60 {
            let bag = soft_bag(&mut Dice::new(8, seed, Split::Train), Vec2::new(480.0, 320.0));
            check(&bag, "soft bag", 3.0);
            let grid = crate::raster::Grid { width: 560, height: 400, mm_per_pixel: [1.0, 1.0] };
            let mut patch = grid.patch(glam::Vec3::splat(-400.0), glam::Vec3::splat(400.0));
            bag.bodies.iter().for_each(|body| patch.add_thickness(&grid, &body.mesh, body.fill));
            let inside = patch.data.iter().filter(|&&t| t > 0.3).count();
            let lines = patch.data.iter().filter(|&&t| t > 2.2).count();
            assert!(inside > 60_000 && lines > 500 && lines * 3 < inside, "{lines} of {inside}");
        }
    }

    #[test]
    fn a_tray_is_a_thin_floor_in_a_thicker_rim() {
        for seed in 0..100 {
            let size = Vec2::new(600.0, 400.0);
            let tray = tray::tray(&mut Dice::new(5, seed, Split::Train), size);
            check(&tray, "tray", 6.0);
            let grid = crate::raster::Grid { width: 640, height: 440, mm_per_pixel: [1.0, 1.0] };
            let mut patch = grid.patch(glam::Vec3::splat(-400.0), glam::Vec3::splat(400.0));
            tray.bodies.iter().for_each(|body| patch.add_thickness(&grid, &body.mesh, body.fill));
            let row = &patch.data[220 * 640..221 * 640];
            let deepest = row.iter().copied().fold(0.0, f32::max);
            assert!(row[320] > 1.9 && row[320] < 4.6, "floor {}", row[320]);
            assert!(deepest > 2.0 * row[320], "rim {deepest} over {}", row[320]);
            assert!(row.iter().all(|&t| t > -0.01), "walls are nowhere thinner than nothing");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_object_and_draws_vary() {
        let draw = |seed| goods(&mut Dice::new(9, seed, Split::Train));
        assert_eq!(draw(4), draw(4));
        let names: std::collections::BTreeSet<_> = (0..2000).map(|seed| draw(seed).name).collect();
        assert!(names.len() > 120, "only {} kinds", names.len());
    }

    #[test]
    fn goods_reach_from_nearly_nothing_to_a_dense_mass_of_metal() {
        let density = |object: &Object| {
            let (low, high) = object.bounds();
            let size = (high - low).max(glam::Vec3::ONE);
            object.mass() / (size.x * size.y * size.z * 1e-3)
        };
        let mut all: Vec<f32> = (0..600).map(|seed| density(&goods(&mut Dice::new(2, seed, Split::Train)))).collect();
        all.sort_by(f32::total_cmp);
        assert!(all[30] < 0.15 && all[570] > 2.0, "{} to {}", all[30], all[570]);
    }
}
