//! Threat shapes: firearms, their parts, magazines and ammunition, as coarse as a scanner sees them.
//!
//! They are shadows for training a detector: outlines, walls and cavities drawn at random from wide
//! ranges. No shape follows any make, and none would work.

mod ammunition;
mod bolt;
mod carbine;
mod cartridge;
mod grip_frame;
mod kit;
mod long_gun;
mod magazine;
mod parts;
mod pistol;
mod printed;
mod revolver;
mod slide;
mod stock;

use screening_core::taxonomy::ThreatClass;

use super::Object;
use crate::dice::Dice;

/// A threat of the given class with every measure drawn from `dice`, centred, in mm: long axis x,
/// natural upright y, side view in the xy plane.
pub fn threat(class: ThreatClass, dice: &mut Dice) -> Object {
    let built = match class {
        ThreatClass::Pistol => pistol::pistol(dice),
        ThreatClass::Revolver => revolver::revolver(dice),
        ThreatClass::LongGun => long_gun::long_gun(dice),
        ThreatClass::ImprovisedOrPrinted => printed::printed(dice),
        ThreatClass::Barrel => parts::barrel(dice),
        ThreatClass::FrameOrReceiver => parts::frame_or_receiver(dice),
        ThreatClass::Slide => parts::slide(dice),
        ThreatClass::Cylinder => parts::cylinder(dice),
        ThreatClass::BoltOrBreechBlock => bolt::bolt(dice),
        ThreatClass::Suppressor => parts::suppressor(dice),
        ThreatClass::Magazine => magazine::magazine(dice),
        ThreatClass::Cartridge => ammunition::cartridge(dice),
        ThreatClass::CartridgeCase => ammunition::case(dice),
        ThreatClass::Bullet => ammunition::bullet(dice),
        ThreatClass::AmmunitionGroup => ammunition::group(dice),
    };
    Object { bodies: built.bodies, ..Object::threat(class) }.centre()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Split;

    /// Longest side in mm and mass in grams that a class stays within, and its triangles.
    fn limits(class: ThreatClass) -> ((f32, f32), (f32, f32), usize) {
        match class {
            ThreatClass::Pistol => ((95.0, 460.0), (180.0, 5200.0), 8000),
            ThreatClass::Revolver => ((130.0, 380.0), (250.0, 3200.0), 7000),
            ThreatClass::LongGun => ((230.0, 1250.0), (900.0, 9500.0), 12_000),
            ThreatClass::ImprovisedOrPrinted => ((110.0, 860.0), (25.0, 6500.0), 9000),
            ThreatClass::Barrel => ((55.0, 760.0), (20.0, 3200.0), 3000),
            ThreatClass::FrameOrReceiver => ((80.0, 470.0), (40.0, 2200.0), 6000),
            ThreatClass::Slide => ((105.0, 290.0), (120.0, 1100.0), 6000),
            ThreatClass::Cylinder => ((30.0, 110.0), (60.0, 700.0), 7000),
            ThreatClass::BoltOrBreechBlock => ((50.0, 520.0), (50.0, 1700.0), 5000),
            ThreatClass::Suppressor => ((90.0, 300.0), (45.0, 2500.0), 6000),
            ThreatClass::Magazine => ((60.0, 290.0), (30.0, 2600.0), 12_000),
            ThreatClass::Cartridge => ((12.0, 95.0), (0.8, 110.0), 5000),
            ThreatClass::CartridgeCase => ((9.0, 85.0), (0.2, 50.0), 1500),
            ThreatClass::Bullet => ((4.0, 45.0), (0.2, 40.0), 3000),
            ThreatClass::AmmunitionGroup => ((18.0, 900.0), (5.0, 6000.0), 15_000),
        }
    }

    #[test]
    fn every_class_builds_plausible_closed_matter_in_both_splits() {
        let mut wrong = Vec::new();
        for class in ThreatClass::ALL {
            let (size, mass, triangles) = limits(class);
            for split in [Split::Train, Split::HeldOut] {
                for index in 0..200 {
                    let object = threat(class, &mut Dice::new(11, index, split));
                    assert_eq!(object.class, Some(class));
                    let (low, high) = object.bounds();
                    assert!((low + high).length() < 0.1, "{class} {index} is not centred");
                    let longest = (high - low).max_element();
                    let count: usize = object.bodies.iter().map(|b| b.mesh.triangles.len()).sum();
                    let grams = object.mass();
                    let finite = object.bodies.iter().all(|b| b.mesh.vertices.iter().all(|v| v.is_finite()));
                    let flat = object.bodies.iter().position(|b| b.mesh.volume() <= 0.0 || b.fill == 0.0);
                    let fits = longest > size.0 && longest < size.1 && grams > mass.0 && grams < mass.1;
                    if !(fits && finite && flat.is_none() && count <= triangles) {
                        wrong.push(format!(
                            "{class} {split:?} {index}: {longest} mm, {grams} g, {count} triangles, flat {flat:?}"
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn a_seed_fixes_a_shape_and_seeds_differ() {
        for class in ThreatClass::ALL {
            let shape = |index| threat(class, &mut Dice::new(3, index, Split::Train));
            assert_eq!(shape(1), shape(1));
            assert_ne!(shape(1), shape(2), "{class}");
        }
    }
}
