//! What may be added to a set beyond its plain scenes: trays, scanners in want of service, looks of paler consoles,
//! shapes from a folder of meshes.
//!
//! All of it is off by default and draws from a source of its own, so that a set without extras is the same to the last
//! byte whatever is added here.

use std::f32::consts::TAU;

use glam::{Affine3A, Quat, Vec2, Vec3};

use crate::{
    dice::{Dice, Split},
    look::Look,
    physics::{detector::Signal, faults::Faults},
    render::Exposure,
    scene::{Placed, Scene},
    shapes::{Object, goods},
};

/// Containers with straight walls, which a soft bag takes the place of.
const BOXES: [&str; 6] = ["carton", "crate", "toolbox", "plastic case", "steel tin", "padded bag"];

/// Extras of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// Share of scenes in a tray or over a seam of the belt.
    pub trays: f32,
    /// Share of scenes in a soft bag: piping, zips, buckles.
    pub bags: f32,
    /// Share of scans from a scanner with faults.
    pub faults: f32,
    /// Share of pictures in a pale look: thin dark outlines on nearly white goods.
    pub pale: f32,
    /// Further threats: of the drawn ones of the same class, half are exchanged for these.
    pub threats: Vec<Object>,
    /// Further goods: up to three are laid into each scene.
    pub goods: Vec<Object>,
}

/// Extras of one scene with their source of draws.
pub struct SceneExtras<'a> {
    extras: &'a Extras,
    dice: Dice,
}

impl Extras {
    /// The extras of scene number `index` of a set made from `seed`.
    pub fn of_scene(&self, seed: u64, index: u64, split: Split) -> SceneExtras<'_> {
        SceneExtras { extras: self, dice: Dice::new(!seed, index, split) }
    }
}

impl SceneExtras<'_> {
    /// Adds to the scene what belongs in it.
    pub fn furnish(&mut self, scene: &mut Scene) {
        // Each part has its own source: one that is switched on moves nothing of the others.
        let [mut tray, mut bag, mut threats, mut goods] = std::array::from_fn(|_| self.dice.fork());
        let grid = &scene.grid;
        let size = Vec2::new(grid.width as f32 * grid.mm_per_pixel[0], grid.height as f32 * grid.mm_per_pixel[1]);
        if tray.chance(self.extras.trays) {
            scene.objects.push(Placed { object: goods::underlay(&mut tray, size), tilt: 0.0 });
        }
        if bag.chance(self.extras.bags) {
            // What travels in a bag has no box around it.
            scene.objects.retain(|placed| !BOXES.contains(&placed.object.name));
            let share = Vec2::new(bag.uniform(0.55, 0.9), bag.uniform(0.55, 0.9));
            let mut object = goods::soft_bag(&mut bag, size * share);
            let room = size * (Vec2::ONE - share) * 0.5;
            let at = room * Vec2::new(bag.uniform(-1.0, 1.0), bag.uniform(-1.0, 1.0));
            let place =
                Affine3A::from_translation(at.extend(0.0)) * Affine3A::from_rotation_z(bag.uniform(-0.15, 0.15));
            object.transform(&place);
            scene.objects.push(Placed { object, tilt: 0.0 });
        }
        self.exchange_threats(scene, &mut threats);
        self.lay_goods(scene, size, &mut goods);
    }

    fn exchange_threats(&self, scene: &mut Scene, dice: &mut Dice) {
        for placed in &mut scene.objects {
            let Some(class) = placed.object.class else { continue };
            let mine: Vec<&Object> = self.extras.threats.iter().filter(|o| o.class == Some(class)).collect();
            if !mine.is_empty() && dice.chance(0.5) {
                let (low, high) = placed.object.bounds();
                let other = mine[dice.below(mine.len())].clone();
                *placed = pose(dice, other, (low + high) * 0.5);
            }
        }
    }

    fn lay_goods(&self, scene: &mut Scene, size: Vec2, dice: &mut Dice) {
        if self.extras.goods.is_empty() {
            return;
        }
        for _ in 0..dice.int(0, 3) {
            let object = dice.pick(&self.extras.goods).clone();
            let at = size * Vec2::new(dice.uniform(-0.35, 0.35), dice.uniform(-0.35, 0.35));
            scene.objects.push(pose(dice, object, at.extend(0.0)));
        }
    }

    /// Lets the scanner's faults act on the exposure.
    pub fn wear(&mut self, exposure: &mut Exposure) {
        let mut dice = self.dice.fork();
        if dice.chance(self.extras.faults) {
            let faults = Faults::draw(&mut dice);
            let width = exposure.grid.width;
            for plane in [&mut exposure.low, &mut exposure.high] {
                faults.apply(&mut Signal { width, data: plane }, &mut dice);
            }
        }
    }

    /// The look to paint in: the drawn one, or a pale one.
    pub fn look(&mut self, drawn: Look) -> Look {
        let mut dice = self.dice.fork();
        if dice.chance(self.extras.pale) { Look::draw_pale(&mut dice) } else { drawn }
    }
}

/// The object turned as it might lie, its middle at `at`, its size varied a little.
fn pose(dice: &mut Dice, mut object: Object, at: Vec3) -> Placed {
    let limit = [15f32, 50.0, 90.0][dice.weighted(&[0.7, 0.22, 0.08])].to_radians();
    let tilt = dice.uniform(0.0, limit);
    let axis = Vec2::from_angle(dice.uniform(0.0, TAU)).extend(0.0);
    let turn = Quat::from_rotation_z(dice.uniform(0.0, TAU)) * Quat::from_axis_angle(axis, tilt);
    let scale = dice.uniform(0.92, 1.08);
    object.transform(&Affine3A::from_scale_rotation_translation(Vec3::splat(scale), turn, Vec3::ZERO));
    let (low, high) = object.bounds();
    object.transform(&Affine3A::from_translation(at - (low + high) * 0.5));
    Placed { object, tilt: tilt.to_degrees() }
}

#[cfg(test)]
mod tests {
    use screening_core::taxonomy::ThreatClass;

    use super::*;
    use crate::{
        export::{Files, Scanners, SetSpec, render_scene},
        mesh::Mesh,
        physics::material::Material,
        scene::SceneOptions,
    };

    fn spec(extras: Extras) -> SetSpec {
        SetSpec {
            seed: 5,
            first: 0,
            count: 1,
            split: Split::Train,
            looks: 1,
            files: Files::Pictures,
            scene: SceneOptions { long_side: [160, 240], threat_share: 1.0, ..SceneOptions::default() },
            extras,
        }
    }

    #[test]
    fn each_extra_changes_what_it_should_and_nothing_else() {
        let scanners = Scanners::new().unwrap();
        let render = |extras| render_scene(&spec(extras), 3, &scanners);
        let plain = render(Extras::default());
        let (tray, bag, faults, pale) = (
            render(Extras { trays: 1.0, ..Extras::default() }),
            render(Extras { bags: 1.0, ..Extras::default() }),
            render(Extras { faults: 1.0, ..Extras::default() }),
            render(Extras { pale: 1.0, ..Extras::default() }),
        );
        assert_ne!(tray.exposure.low, plain.exposure.low);
        assert_eq!(tray.exposure.truth.len(), plain.exposure.truth.len());
        assert_ne!(bag.exposure.low, plain.exposure.low);
        assert_ne!(faults.exposure.low, plain.exposure.low);
        assert_eq!(faults.exposure.truth, plain.exposure.truth);
        assert_eq!(pale.exposure, plain.exposure);
        assert_ne!(pale.pictures, plain.pictures);
    }

    #[test]
    fn threats_from_meshes_stand_in_for_their_class_alone_and_goods_carry_no_truth() {
        let mut bar = Object::threat(ThreatClass::Barrel);
        bar.solid(Material::Steel, Mesh::cuboid(Vec3::new(200.0, 20.0, 20.0)));
        let mut block = Object::benign("mesh");
        block.solid(Material::Aluminium, Mesh::cuboid(Vec3::new(50.0, 40.0, 20.0)));
        let extras = Extras { threats: vec![bar.clone()], goods: vec![block], ..Extras::default() };
        let mut exchanged = 0;
        for index in 0..60 {
            let mut scene = Scene::draw(&mut Dice::new(7, index, Split::Train), &spec(Extras::default()).scene);
            let before: Vec<_> = scene.objects.iter().map(|o| o.object.class).collect();
            extras.of_scene(7, index, Split::Train).furnish(&mut scene);
            let after: Vec<_> = scene.objects.iter().map(|o| o.object.class).collect();
            assert_eq!(before, after[..before.len()], "classes stay");
            assert!(after.len() <= before.len() + 3 && after[before.len()..].iter().all(Option::is_none));
            for placed in &scene.objects {
                let one_box = placed.object.bodies.len() == 1 && placed.object.bodies[0].mesh.triangles.len() == 12;
                if placed.object.class == Some(ThreatClass::Barrel) && one_box {
                    exchanged += 1;
                }
            }
        }
        assert!(exchanged > 0, "no barrel was exchanged");
    }
}
