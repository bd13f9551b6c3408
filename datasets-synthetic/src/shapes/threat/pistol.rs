//! Pistols: slide and frame together, and those without a slide.

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::{
    cartridge::Round,
    grip_frame::{self, Grip},
    kit::{bevelled, block, coil, hoop, panel_stuff, pin, pipe, plate, polymer, rod, soft, soft_plate, steel, trigger},
    magazine::BoxMagazine,
    slide::{self, Layout},
};

/// A pistol of any outline, unloaded or loaded.
pub(super) fn pistol(dice: &mut Dice) -> Object {
    match dice.weighted(&[0.78, 0.08, 0.09, 0.05]) {
        0 => service(dice),
        1 => target(dice),
        2 => machine(dice),
        _ => two_barrels(dice),
    }
}

/// The magazine that belongs into a grip.
pub(super) fn magazine_for(l: &Layout, grip: &Grip, dice: &mut Dice) -> BoxMagazine {
    let fitting = Round::pistol(dice);
    let round = fitting.scaled((grip.well.0 - 4.0) / fitting.length);
    let past = if dice.chance(0.15) { dice.param(15.0, 80.0) } else { dice.param(0.0, 4.0) };
    let mut magazine = BoxMagazine::around(round, grip.height + (l.bottom - l.under) + past, dice);
    magazine.rake = grip.rake;
    magazine.depth = grip.well.0 - 1.0;
    magazine.width = (grip.well.1 - 1.0).min(magazine.width.max(9.0));
    magazine.double &= magazine.width > 2.8 * round.radius;
    magazine
}

fn service(dice: &mut Dice) -> Object {
    let l = Layout::draw(dice);
    let grip = Grip::draw(&l, dice);
    let mut gun = Object::benign("pistol");
    let back = if dice.chance(0.07) { dice.param(20.0, 38.0) } else { 0.0 };
    gun.add_at(slide::slide(&l, true, dice), -back, 0.0, 0.0);
    gun.add_at(slide::barrel(&l, dice), 0.0, 0.0, 0.0);
    gun.add_at(slide::recoil(&l, dice), 0.0, 0.0, 0.0);
    gun.add_at(grip_frame::frame(&l, &grip, false, dice), 0.0, 0.0, 0.0);
    if dice.chance(0.86) {
        let magazine = magazine_for(&l, &grip, dice);
        gun.add_at(magazine.build(dice), grip.mouth(&l), l.bottom, 0.0);
        if dice.chance(0.12) {
            let place = l.breech + 1.0;
            gun.add_at(magazine.round.scaled((l.bore / magazine.round.calibre).min(1.1)).build(10), place, 0.0, 0.0);
        }
    }
    if dice.chance(0.08) {
        let x = l.front + (l.length - l.front) * 0.45;
        gun.add_at(torch(dice), x, l.under - 2.0, 0.0);
    }
    gun
}

/// A small lamp hung below the barrel; its rear end and top are at the origin.
fn torch(dice: &mut Dice) -> Object {
    let mut lamp = Object::benign("lamp");
    let (long, r) = (dice.param(50.0, 72.0), dice.param(11.0, 14.0));
    let shell = if dice.chance(0.5) { Material::Aluminium6061 } else { polymer(dice) };
    lamp.solid(shell, rod((0.0, long), -r, r));
    lamp.cavity(shell, rod((3.0, long), -r, r - 2.0));
    lamp.solid(Material::LithiumCell, rod((8.0, 40.0_f32.min(long - 10.0)), -r, 7.8));
    lamp.solid(Material::StainlessSteel, pipe((7.0, 41.0_f32.min(long - 9.0)), -r, 8.2, 7.8));
    lamp.solid(Material::CircuitBoard, block((long - 9.0, long - 7.0), (-r - 8.0, -r + 8.0), 15.0));
    lamp.solid(Material::Glass, rod((long - 2.5, long - 1.0), -r, r - 2.0));
    lamp
}

/// A raked solid grip with its top edge from `x.0` to `x.1` at height `y`.
pub(super) fn solid_grip(x: (f32, f32), y: f32, height: f32, rake: f32, depth: f32, dice: &mut Dice) -> Object {
    let mut grip = Object::benign("grip");
    let stuff = if dice.chance(0.5) { polymer(dice) } else { panel_stuff(dice) };
    let at = |px: f32, t: f32| (px - rake * height * t, y - height * t);
    let swell = dice.param(0.0, 6.0);
    let outline = soft(
        &[
            at(x.1, 0.0),
            at(x.1, 0.0),
            at(x.1 - 2.0, 0.4),
            at(x.1 + swell, 1.0),
            at(x.0 - swell, 1.0 + dice.param(-0.05, 0.08)),
            at(x.0 - swell * 0.5, 0.6),
            at(x.0 + 3.0, 0.15),
            at(x.0, 0.0),
            at(x.0, 0.0),
        ],
        2,
    );
    grip.solid(stuff, bevelled(&outline, depth, depth * 0.28));
    if dice.chance(0.7) {
        let wall = dice.param(2.5, 5.0);
        let hollow =
            [at(x.1 - wall - 2.0, 0.05), at(x.1 - wall - 2.0, 0.87), at(x.0 + wall, 0.87), at(x.0 + wall + 2.0, 0.05)];
        grip.cavity(stuff, plate(&hollow, (depth - 2.0 * wall).min(depth * 0.44)));
    }
    let (bx, by) = at((x.0 + x.1) * 0.5, 0.5);
    let bolt = rod((-height * 0.4, height * 0.35), 0.0, 2.5).turned(std::f32::consts::FRAC_PI_2 - rake.atan());
    grip.solid(Material::Steel, bolt.at(bx, by, 0.0));
    grip
}

/// A target pistol: long bare barrel, slim receiver with a bolt, large grip.
fn target(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("pistol");
    let metal = steel(dice);
    let long = dice.param(95.0, 145.0);
    let body = dice.param(70.0, 105.0);
    let (r, bore) = (dice.param(6.5, 10.0), dice.param(2.6, 3.2));
    let tail = r * dice.param(0.7, 1.0);
    gun.solid(metal, turned_barrel(body - 8.0, body + long, r, tail));
    gun.cavity(metal, rod((body - 8.0, body + long), 0.0, bore));
    let frame = if dice.chance(0.5) { metal } else { Material::Aluminium6061 };
    let (low, wide) = (-dice.param(20.0, 30.0), dice.param(17.0, 23.0));
    // Receiver: tube with the bolt inside, over a hollow lower.
    gun.solid(metal, pipe((0.0, body - 8.0), 0.0, wide * 0.5, wide * 0.5 - 2.0));
    gun.solid(metal, rod((8.0, body - 34.0), 0.0, wide * 0.5 - 2.2));
    gun.cavity(metal, rod((10.0, body - 38.0), 0.0, 3.2));
    gun.solid(Material::Steel, coil((12.0, body - 40.0), 0.0, 2.4, 0.5, 12.0));
    gun.solid(Material::Steel, rod((4.0, body - 36.0), 0.0, 1.2));
    gun.solid(frame, block((0.0, body + dice.param(0.0, 40.0)), (low, -wide * 0.5), wide));
    gun.cavity(frame, block((4.0, body - 4.0), (low + 3.0, -wide * 0.5), wide - 6.0));
    let front = dice.param(36.0, 46.0);
    hoop(
        &mut gun,
        frame,
        &[
            (front, low + 2.5),
            (front + 44.0, low + 2.5),
            (front + 44.0, low - 16.0),
            (front + 34.0, low - 24.0),
            (front + 8.0, low - 24.0),
            (front - 4.0, low - 18.0),
        ],
        3.0,
        9.0,
    );
    gun.solid(Material::Steel, trigger(front + 20.0, low, 17.0, 6.0));
    gun.solid(Material::Steel, block((front - 6.0, front + 8.0), (low + 4.0, -wide * 0.5 - 3.0), 5.0));
    let rake = dice.param(0.2, 0.55);
    let height = dice.param(85.0, 110.0);
    let thick = dice.param(30.0, 44.0);
    gun.add_at(solid_grip((-6.0, front), low, height, rake, thick, dice), 0.0, 0.0, 0.0);
    if dice.chance(0.6) {
        let stuff = panel_stuff(dice);
        gun.solid(
            stuff,
            block(
                (-20.0 - rake * height, front - rake * height + 8.0),
                (low - height - 8.0, low - height),
                thick + 8.0,
            ),
        );
    }
    if dice.chance(0.8) {
        let round = Round::rimfire(dice);
        let mut magazine = BoxMagazine::around(round, height * 0.9, dice);
        magazine.rake = rake;
        gun.add_at(magazine.build(dice), front * 0.5, low, 0.0);
    }
    gun.solid(Material::Steel, block((4.0, 16.0), (wide * 0.5, wide * 0.5 + 7.0), 12.0));
    gun.solid(Material::Steel, block((body + long - 12.0, body + long - 2.0), (tail, tail + 8.0), 4.0));
    gun
}

/// A tapered barrel without its bore.
pub(super) fn turned_barrel(from: f32, to: f32, rear: f32, muzzle: f32) -> Mesh {
    let long = to - from;
    super::kit::turned(
        &[(from, rear), (from + long * 0.18, rear), (from + long * 0.3, rear * 0.5 + muzzle * 0.5), (to, muzzle)],
        20,
    )
}

/// A short automatic with a box or tube receiver and its magazine before or in the grip.
fn machine(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("pistol");
    let metal = steel(dice);
    let long = dice.param(150.0, 250.0);
    let (high, wide) = (dice.param(30.0, 46.0), dice.param(26.0, 36.0));
    let wall = dice.param(1.3, 2.6);
    let h = high * 0.5;
    if dice.chance(0.5) {
        gun.solid(metal, pipe((0.0, long), 0.0, h, h - wall));
        gun.solid(metal, rod((0.0, 5.0), 0.0, h - wall));
    } else {
        gun.solid(metal, block((0.0, long), (-h, h), wide));
        gun.cavity(metal, block((wall, long - wall * 2.0), (-h + wall, h - wall), wide - 2.0 * wall));
    }
    let inside = (h.min(wide * 0.5) - wall - 0.6).max(5.0);
    let bolt = (long * dice.param(0.3, 0.42), long * dice.param(0.68, 0.78));
    gun.solid(metal, rod(bolt, 0.0, inside));
    gun.cavity(metal, rod((bolt.0, bolt.1 - 12.0), 0.0, inside * dice.param(0.35, 0.6)));
    gun.solid(Material::Steel, coil((6.0, bolt.0 + 20.0), 0.0, inside * 0.3, 0.8, 16.0));
    gun.solid(Material::Steel, pin(bolt.1 - 16.0, h * 0.3, 3.0, 14.0).at(0.0, 0.0, wide * 0.5));
    let muzzle = long + dice.param(15.0, 110.0);
    let r = dice.param(6.0, 9.0);
    gun.solid(metal, rod((bolt.1 + 2.0, muzzle), 0.0, r));
    gun.cavity(metal, rod((bolt.1 + 2.0, muzzle), 0.0, r - dice.param(1.8, 3.0)));
    if dice.chance(0.3) {
        // A ventilated jacket.
        gun.solid(metal, pipe((long, muzzle - 4.0), 0.0, r + 8.0, r + 6.6));
    }
    let lower = -h - dice.param(8.0, 16.0);
    let frame = if dice.chance(0.5) { metal } else { polymer(dice) };
    let skin = if frame == metal { 1.4 } else { 3.0 };
    gun.solid(frame, block((long * 0.1, long * 0.85), (lower, -h), wide * 0.9));
    gun.cavity(frame, block((long * 0.1 + skin, long * 0.85 - skin), (lower + skin, -h), wide * 0.9 - 2.0 * skin));
    let in_grip = dice.chance(0.4);
    let grip = if in_grip { long * 0.42 } else { long * dice.param(0.1, 0.2) };
    let rake = if in_grip { 0.0 } else { dice.param(0.05, 0.4) };
    gun.add_at(solid_grip((grip, grip + 36.0), lower, dice.param(70.0, 95.0), rake, 28.0, dice), 0.0, 0.0, 0.0);
    let x = grip + 36.0;
    hoop(
        &mut gun,
        frame,
        &[(x, lower + 2.0), (x + 44.0, lower + 2.0), (x + 42.0, lower - 24.0), (x + 2.0, lower - 24.0)],
        3.0,
        9.0,
    );
    gun.solid(Material::Steel, trigger(x + 18.0, lower, 17.0, 6.0));
    gun.solid(Material::Steel, block((x - 18.0, x + 12.0), (lower + skin + 1.0, -h - 1.0), 6.0));
    let round = Round::pistol(dice);
    let tall = dice.param(120.0, 220.0);
    let mut magazine = BoxMagazine::around(round, tall, dice);
    magazine.bend = if dice.chance(0.3) { dice.param(0.000_2, 0.000_8) } else { 0.0 };
    let place = if in_grip { grip + 18.0 } else { (x + 46.0 + magazine.depth * 0.5).min(long * 0.85) };
    if dice.chance(0.85) {
        gun.add_at(magazine.build(dice), place, -h, 0.0);
    }
    if dice.chance(0.35) {
        let reach = -dice.param(30.0, 90.0);
        let path = [(long * 0.3, -h), (reach, -h - 4.0), (reach - 8.0, -h - 50.0)]
            .map(|(x, y)| glam::Vec3::new(x, y, wide * 0.5 + 3.0));
        gun.solid(Material::Steel, Mesh::sweep(&path, 3.2, 8));
        gun.solid(Material::Steel, Mesh::sweep(&path.map(|p| glam::Vec3::new(p.x, p.y, -p.z)), 3.2, 8));
    }
    gun
}

/// A small pocket pistol of one or two barrels that tip up.
fn two_barrels(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("pistol");
    let metal = steel(dice);
    let long = dice.param(60.0, 95.0);
    let (bore, wall) = (dice.param(3.0, 5.8), dice.param(1.8, 3.0));
    let r = bore + wall;
    for y in [0.0, -2.0 * r + 0.5] {
        gun.solid(metal, rod((0.0, long), y, r));
        gun.cavity(metal, rod((0.0, long), y, bore));
        if dice.chance(0.4) {
            let round = Round::pistol(dice);
            gun.add_at(round.scaled(bore / round.radius * 0.97).build(10), 0.0, y, 0.0);
        }
    }
    let (top, low) = (r, -3.0 * r - 6.0);
    let frame = if dice.chance(0.5) { metal } else { Material::Zamak };
    let wide = dice.param(12.0, 18.0);
    gun.solid(
        frame,
        soft_plate(
            &[
                (-34.0, top - 4.0),
                (-6.0, top),
                (-0.5, top),
                (-0.5, -3.0 * r),
                (long * 0.55, -3.0 * r),
                (long * 0.5, low),
                (-30.0, low),
                (-44.0, low + 10.0),
            ],
            wide,
        ),
    );
    gun.cavity(frame, block((-26.0, -7.0), (low + 4.0, top - 8.0), wide - 6.0));
    gun.solid(
        Material::Steel,
        soft_plate(
            &[
                (-14.0, low + 8.0),
                (-8.0, low + 8.0),
                (-6.0, top - 8.0),
                (-20.0, top + 4.0),
                (-28.0, top + 3.0),
                (-16.0, top - 8.0),
            ],
            5.0,
        ),
    );
    gun.solid(Material::Steel, coil((-24.0, -10.0), low + 8.0, 2.2, 0.5, 7.0));
    gun.solid(Material::Steel, pin(2.0, top + 2.0, 3.0, wide));
    gun.solid(Material::Steel, trigger(4.0, low + 2.0, 13.0, 5.0));
    let curve = dice.param(-4.0, 8.0);
    let depth = dice.param(20.0, 28.0);
    let panel = panel_stuff(dice);
    let shape = soft(
        &[
            (-34.0, low + 10.0),
            (-8.0, low),
            (-20.0, low - 20.0),
            (-26.0 - curve, low - 48.0),
            (-56.0 - curve, low - 44.0),
            (-52.0, low - 14.0),
        ],
        2,
    );
    gun.solid(panel, bevelled(&shape, depth, 5.0));
    gun.inlay(panel, Material::Steel, block((-36.0, -28.0), (low - 36.0, low), 9.0));
    gun
}
