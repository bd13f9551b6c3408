//! Printed and improvised firearms: thick polymer with few metal parts, and pipe-like assemblies.

use glam::Vec2;

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::{
    cartridge::Round,
    grip_frame::{self, Grip},
    kit::{along_x, bevelled, block, coil, hoop, inset, pin, pipe, plate, rod, soft, steel, turned},
    magazine::BoxMagazine,
    pistol::{magazine_for, solid_grip},
    slide::{self, Layout},
    stock::{self, Style},
};

/// A printed or improvised firearm of any kind.
pub(super) fn printed(dice: &mut Dice) -> Object {
    match dice.weighted(&[0.26, 0.14, 0.16, 0.08, 0.16, 0.12, 0.08]) {
        0 => single(dice),
        1 => hybrid(dice),
        2 => carbine(dice),
        3 => many_barrels(dice),
        4 => pipes(dice),
        5 => box_tube(dice),
        _ => stick(dice),
    }
}

/// What printers lay down.
fn filament(dice: &mut Dice) -> Material {
    *dice.pick(&[Material::Pla, Material::Pla, Material::Abs, Material::Pet, Material::Nylon])
}

/// A printed body: solid skin around loose infill.
fn print(object: &mut Object, stuff: Material, outline: &[Vec2], depth: f32, dice: &mut Dice) {
    let skin = dice.param(1.6, 4.5);
    object.solid(stuff, bevelled(outline, depth, 1.0));
    let core = Mesh::extrude(&inset(outline, skin), depth - 2.0 * skin);
    object.cavity(stuff, core.clone());
    object.packed(stuff, dice.param(0.15, 0.9), core);
}

/// A nail-like pin with a spring around its shank.
fn striker(object: &mut Object, x: (f32, f32), y: f32, dice: &mut Dice) {
    let r = dice.param(1.2, 2.6);
    object.solid(Material::Steel, rod(x, y, r));
    object.solid(Material::Steel, rod((x.0 - 2.0, x.0), y, r * 2.4));
    if dice.chance(0.8) {
        object.solid(Material::Steel, coil((x.0 + 2.0, x.1 - 6.0), y, r + 1.6, 0.5, 10.0));
    }
}

/// A block-like pistol with a thick polymer barrel.
fn single(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("printed pistol");
    let stuff = filament(dice);
    let (long, high) = (dice.param(95.0, 150.0), dice.param(34.0, 52.0));
    let depth = dice.param(26.0, 38.0);
    let (top, low) = (high * 0.4, -high * 0.6);
    let slope = dice.param(0.0, 16.0);
    let body = soft(&[(0.0, top - slope), (slope, top), (long, top), (long, low), (4.0, low)], dice.int(0, 1));
    print(&mut gun, stuff, &body, depth, dice);
    let room = (long * dice.param(0.15, 0.25), long * dice.param(0.5, 0.62));
    // The mechanism's room: cleared of skin-free core by the infill's own cavity being small there.
    striker(&mut gun, room, 0.0, dice);
    let (r, bore) = (dice.param(10.0, 17.0), dice.param(2.9, 6.0));
    let reach = dice.param(20.0, 110.0);
    let barrel = (room.1 + 4.0, long + reach);
    gun.solid(stuff, turned(&[(long, r), (barrel.1, r * dice.param(0.8, 1.0))], 18));
    gun.cavity(stuff, rod((long, barrel.1), 0.0, bore + 1.5));
    match dice.weighted(&[0.45, 0.25, 0.3]) {
        0 => {
            gun.solid(Material::Steel, pipe(barrel, 0.0, bore + 1.5, bore));
        }
        1 => {
            gun.solid(Material::Steel, pipe((barrel.0, barrel.0 + 34.0), 0.0, bore + 1.5, bore));
            gun.solid(stuff, pipe((barrel.0 + 34.0, barrel.1), 0.0, bore + 1.5, bore));
        }
        _ => {
            gun.solid(stuff, pipe(barrel, 0.0, bore + 1.5, bore));
        }
    }
    if dice.chance(0.4) {
        let round = Round::pistol(dice);
        gun.add_at(round.scaled(bore / round.radius * 0.95).build(10), barrel.0, 0.0, 0.0);
    }
    let metal_parts = dice.int(1, 6);
    for _ in 0..metal_parts {
        let (x, y) = (dice.uniform(8.0, long - 8.0), dice.uniform(low + 4.0, top - 6.0));
        match dice.below(3) {
            0 => gun.solid(Material::Steel, pin(x, y, dice.param(1.2, 2.6), depth * 0.8)),
            1 => gun.solid(Material::Steel, coil((x - 9.0, x + 9.0), y, 3.0, 0.5, 7.0)),
            _ => gun.solid(Material::Steel, rod((x - 8.0, x + 8.0), y, 1.5)),
        };
    }
    if dice.chance(0.25) {
        // A lump of metal without a purpose, put in to be found.
        gun.solid(
            Material::Steel,
            block((long * 0.3, long * 0.3 + dice.param(15.0, 40.0)), (low + 3.0, low + 15.0), depth * 0.6),
        );
    }
    let grip = dice.param(26.0, 44.0);
    let (height, rake) = (dice.param(72.0, 100.0), dice.param(0.0, 0.4));
    let at = |x: f32, t: f32| (x - rake * height * t, low - height * t);
    let handle = soft(
        &[at(6.0 + grip, 0.0), at(6.0 + grip, 0.5), at(7.0 + grip, 1.0), at(4.0, 1.0), at(4.0, 0.5), at(6.0, 0.0)],
        dice.int(0, 1),
    );
    print(&mut gun, stuff, &handle, depth * 0.9, dice);
    let x = 6.0 + grip;
    hoop(
        &mut gun,
        stuff,
        &[(x, low + 3.0), (x + 46.0, low + 3.0), (x + 44.0, low - 26.0), (x - rake * 20.0, low - 26.0)],
        dice.param(4.0, 7.0),
        depth * 0.5,
    );
    gun.solid(stuff, super::kit::trigger(x + 16.0, low, 20.0, 8.0));
    gun
}

/// A printed frame under a metal slide.
fn hybrid(dice: &mut Dice) -> Object {
    let l = Layout::draw(dice);
    let mut grip = Grip::draw(&l, dice);
    grip.make_polymer(filament(dice), dice);
    let mut gun = Object::benign("printed pistol");
    gun.add_at(slide::slide(&l, true, dice), 0.0, 0.0, 0.0);
    gun.add_at(slide::barrel(&l, dice), 0.0, 0.0, 0.0);
    gun.add_at(slide::recoil(&l, dice), 0.0, 0.0, 0.0);
    gun.add_at(grip_frame::frame(&l, &grip, false, dice), 0.0, 0.0, 0.0);
    if dice.chance(0.7) {
        let magazine = magazine_for(&l, &grip, dice);
        gun.add_at(magazine.build(dice), grip.mouth(&l), l.bottom, 0.0);
    }
    gun
}

/// A printed long body around a steel barrel, bolt and magazine.
fn carbine(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("printed carbine");
    let stuff = filament(dice);
    let (long, high, depth) = (dice.param(190.0, 300.0), dice.param(46.0, 64.0), dice.param(32.0, 44.0));
    let (top, low) = (high * 0.5, -high * 0.5);
    let outline = soft(
        &[(0.0, low + 6.0), (0.0, top), (long, top), (long, low + dice.param(0.0, 12.0)), (long * 0.6, low)],
        dice.int(0, 1),
    );
    let wall = dice.param(4.0, 8.0);
    gun.solid(stuff, bevelled(&outline, depth, 2.0));
    gun.cavity(stuff, Mesh::extrude(&inset(&outline, wall), depth - 2.0 * wall));
    let metal = steel(dice);
    let r = dice.param(9.0, (depth * 0.5 - wall).max(9.5));
    let bolt = (long * 0.35, long * dice.param(0.55, 0.65));
    gun.solid(metal, rod(bolt, 0.0, r));
    gun.cavity(metal, rod((bolt.0, bolt.1 - 12.0), 0.0, r * 0.5));
    striker(&mut gun, (bolt.0 + 2.0, bolt.1), 0.0, dice);
    gun.solid(Material::Steel, coil((10.0, bolt.0), 0.0, r * 0.6, 0.8, 15.0));
    let (br, bore) = (dice.param(7.0, 9.5), dice.param(2.9, 5.4));
    let muzzle = long + dice.param(20.0, 190.0);
    gun.solid(metal, pipe((bolt.1 + 3.0, muzzle), 0.0, br, bore));
    if dice.chance(0.5) {
        gun.solid(stuff, pipe((long, long + (muzzle - long) * 0.8), 0.0, br + dice.param(6.0, 12.0), br + 0.4));
    }
    for _ in 0..dice.int(3, 9) {
        gun.solid(Material::Steel, pin(dice.uniform(8.0, long - 8.0), dice.uniform(low + 6.0, top - 5.0), 2.0, depth));
    }
    let x = long * dice.param(0.15, 0.35);
    gun.add_at(
        solid_grip((x, x + 38.0), low + 2.0, dice.param(80.0, 100.0), dice.param(0.1, 0.4), depth * 0.85, dice),
        0.0,
        0.0,
        0.0,
    );
    hoop(
        &mut gun,
        stuff,
        &[(x + 36.0, low + 4.0), (x + 84.0, low + 4.0), (x + 82.0, low - 28.0), (x + 32.0, low - 28.0)],
        5.5,
        16.0,
    );
    gun.solid(stuff, super::kit::trigger(x + 54.0, low + 2.0, 20.0, 8.0));
    let round = Round::pistol(dice);
    let height = dice.param(110.0, 200.0);
    let mut magazine = BoxMagazine::around(round, height, dice);
    magazine.material = stuff;
    magazine.wall = 2.6;
    magazine.width = round.radius * 3.4 + 5.2;
    if dice.chance(0.75) {
        let place = (x + 90.0 + magazine.depth * 0.5).min(long - magazine.depth * 0.3);
        gun.add_at(magazine.build(dice), place, low + 14.0, 0.0);
    }
    if dice.chance(0.55) {
        let style = *dice.pick(&[Style::Rear, Style::Rear, Style::Tube, Style::Wire]);
        gun.add_at(stock::stock(style, top - 6.0, low + 8.0, dice), 0.0, 0.0, 0.0);
    }
    gun
}

/// A printed body with several chambers around an axis.
fn many_barrels(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("printed revolver");
    let stuff = filament(dice);
    let count = dice.int(4, 8);
    let (bore, long) = (dice.param(2.8, 5.0), dice.param(45.0, 100.0));
    let pitch = (bore + dice.param(3.0, 5.0)) / (std::f32::consts::PI / count as f32).sin();
    let r = pitch + bore + dice.param(4.0, 7.0);
    gun.solid(
        stuff,
        along_x(Mesh::extrude(&crate::mesh::regular_polygon(r, if dice.chance(0.5) { 6 } else { 28 }), long)).at(
            long * 0.5,
            0.0,
            0.0,
        ),
    );
    let liner = dice.chance(0.5);
    let round = Round::rimfire(dice);
    for i in 0..count {
        let (sin, cos) = (std::f32::consts::TAU * i as f32 / count as f32).sin_cos();
        let (y, z) = (cos * pitch, sin * pitch);
        gun.cavity(stuff, rod((0.0, long), 0.0, bore + 1.0).at(0.0, y, z));
        gun.add_at(
            {
                let mut lined = Object::benign("liner");
                lined.solid(
                    if liner { Material::Steel } else { stuff },
                    Mesh::tube(bore + 1.0, bore, long).at(long * 0.5, 0.0, 0.0),
                );
                if dice.chance(0.4) {
                    lined.add_at(round.scaled(bore / round.radius * 0.95).build(8), 0.0, 0.0, 0.0);
                }
                lined
            },
            0.0,
            y,
            z,
        );
    }
    gun.cavity(stuff, rod((0.0, long), 0.0, 2.5));
    gun.solid(Material::Steel, rod((-20.0, long), 0.0, 2.3));
    let depth = dice.param(24.0, 34.0);
    let body =
        soft(&[(-2.0, pitch + 6.0), (-2.0, -r), (-30.0, -r - 8.0), (-58.0, -r), (-62.0, 4.0), (-20.0, pitch + 6.0)], 1);
    print(&mut gun, stuff, &body, depth, dice);
    striker(&mut gun, (-40.0, -4.0), pitch, dice);
    gun.solid(Material::Steel, coil((-50.0, -28.0), 0.0, 4.0, 0.7, 8.0));
    gun.add_at(
        solid_grip((-62.0, -24.0), -r - 2.0, dice.param(75.0, 95.0), dice.param(0.2, 0.5), depth, dice),
        0.0,
        0.0,
        0.0,
    );
    hoop(&mut gun, stuff, &[(-26.0, -r + 2.0), (24.0, -r + 1.0), (20.0, -r - 28.0), (-30.0, -r - 28.0)], 5.0, 13.0);
    gun
}

/// One tube in another, with a cap and a rough handle.
fn pipes(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("pipe gun");
    let metal = if dice.chance(0.85) { steel(dice) } else { Material::Brass };
    let (bore, wall) = (dice.param(4.0, 10.0), dice.param(1.2, 3.6));
    let long = dice.param(140.0, 420.0);
    let r = bore + wall;
    gun.solid(metal, pipe((0.0, long), 0.0, r, bore));
    let sleeve = (-dice.param(20.0, 90.0), long * dice.param(0.2, 0.55));
    let outer = r + dice.param(1.8, 4.0);
    gun.solid(metal, pipe(sleeve, 0.0, outer, r + 0.3));
    gun.solid(metal, rod((sleeve.0 - dice.param(6.0, 22.0), sleeve.0 + 8.0), 0.0, outer + dice.param(0.0, 4.0)));
    let nail = sleeve.0 + 8.0;
    gun.solid(Material::Steel, turned(&[(nail, 3.0), (nail + 3.0, 2.4), (nail + 7.0, 0.8)], 10));
    if dice.chance(0.6) {
        gun.solid(Material::Steel, coil((sleeve.0 + 10.0, -2.0_f32.max(sleeve.0 + 12.0)), 0.0, r * 0.7, 1.0, 6.0));
    }
    if dice.chance(0.4) {
        let round = if bore > 6.4 { Round::shotshell(dice) } else { Round::pistol(dice) };
        gun.add_at(round.scaled(bore / round.radius * 0.96).build(10), 1.0, 0.0, 0.0);
    }
    // Handle: wood with screws, or a pipe of its own on a tee.
    let x = sleeve.0 + dice.param(5.0, 40.0);
    if dice.chance(0.55) {
        let height = dice.param(75.0, 120.0);
        let rake = dice.param(0.1, 0.7);
        let thick = dice.param(22.0, 38.0);
        let at = |px: f32, t: f32| (px - rake * height * t, -outer - height * t);
        let end = x + dice.param(34.0, 46.0);
        let fore = end + dice.param(0.0, 160.0).min(long * 0.5);
        gun.solid(
            Material::Wood,
            bevelled(
                &soft(
                    &[
                        (fore, -outer),
                        (fore, -outer - 18.0),
                        (end, -outer - 20.0),
                        at(end, 1.0),
                        at(x, 1.0),
                        (x, -outer),
                    ],
                    dice.int(0, 2),
                ),
                thick,
                3.0,
            ),
        );
        for _ in 0..dice.int(2, 6) {
            let px = dice.uniform(x + 4.0, end);
            gun.solid(Material::Steel, rod((-13.0, 13.0), 0.0, 1.8).upright().at(px, -outer - 14.0, 0.0));
        }
        for _ in 0..dice.int(0, 3) {
            let px = dice.uniform(end, fore.max(end + 1.0));
            gun.solid(Material::Steel, pipe((px, px + 8.0), 0.0, outer + 1.4, outer + 0.2));
        }
        gun.solid(Material::Steel, super::kit::trigger(end + 10.0, -outer - 18.0, 22.0, 4.0));
    } else {
        let height = dice.param(80.0, 130.0);
        let slope = -std::f32::consts::FRAC_PI_2 - dice.param(0.0, 0.5);
        gun.solid(metal, pipe((outer, height), 0.0, r * 0.9 + 2.0, r * 0.9).turned(slope).at(x + 20.0, 0.0, 0.0));
        gun.solid(metal, pipe((x, x + 40.0), 0.0, outer + 4.0, outer + 0.2));
    }
    if dice.chance(0.2) {
        gun.solid(metal, pipe((0.0, long), -2.0 * r - 1.0, r, bore));
    }
    gun
}

/// A square or round tube receiver with a crude magazine and grip.
fn box_tube(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("improvised automatic");
    let metal = Material::Steel;
    let (long, h) = (dice.param(190.0, 320.0), dice.param(14.0, 20.0));
    let wall = dice.param(1.4, 2.6);
    let square = dice.chance(0.6);
    if square {
        gun.solid(metal, block((0.0, long), (-h, h), h * 2.0));
        gun.cavity(metal, block((0.0, long), (wall - h, h - wall), (h - wall) * 2.0));
    } else {
        gun.solid(metal, pipe((0.0, long), 0.0, h, h - wall));
    }
    let bolt = (long * dice.param(0.3, 0.45), long * dice.param(0.65, 0.78));
    gun.solid(metal, rod(bolt, 0.0, h - wall - 0.8));
    gun.cavity(metal, rod((bolt.0, bolt.1 - 18.0), 0.0, h * 0.35));
    gun.solid(metal, coil((4.0, bolt.0 + 30.0), 0.0, h * 0.28, 0.9, 18.0));
    gun.solid(metal, pin(bolt.0 + 14.0, 0.0, 3.4, 18.0).at(0.0, 0.0, h));
    let br = dice.param(7.0, 9.0);
    gun.solid(metal, pipe((bolt.1 + 2.0, long + dice.param(10.0, 170.0)), 0.0, br, dice.param(3.0, 5.2)));
    gun.solid(metal, block((long - 14.0, long), (-h + wall, -br), 2.0 * (h - wall)));
    let x = long * dice.param(0.1, 0.3);
    let (gr, height) = (dice.param(13.0, 17.0), dice.param(85.0, 115.0));
    if dice.chance(0.5) {
        gun.solid(metal, block((x, x + gr * 2.0), (-h - height, -h), 26.0));
        gun.cavity(metal, block((x + 1.8, x + gr * 2.0 - 1.8), (-h - height, -h), 22.4));
    } else {
        gun.solid(
            Material::Wood,
            bevelled(&soft(&[(x, -h), (x + 36.0, -h), (x + 24.0, -h - height), (x - 14.0, -h - height)], 1), 30.0, 5.0),
        );
    }
    let low = -h - dice.param(4.0, 14.0);
    gun.solid(metal, plate(&[(x + 36.0, -h), (x + 84.0, -h), (x + 84.0, low), (x + 36.0, low)], 2.0));
    hoop(&mut gun, metal, &[(x + 30.0, -h), (x + 84.0, -h), (x + 82.0, -h - 32.0), (x + 32.0, -h - 32.0)], 2.6, 12.0);
    gun.solid(metal, super::kit::trigger(x + 52.0, -h, 22.0, 4.0));
    let round = Round::pistol(dice);
    let tall = dice.param(120.0, 210.0);
    let mut magazine = BoxMagazine::around(round, tall, dice);
    magazine.rake = dice.param(-0.05, 0.05);
    let place = (x + 90.0 + magazine.depth * 0.5).max(bolt.1 - 10.0).min(long - 8.0);
    if dice.chance(0.8) {
        gun.add_at(magazine.build(dice), place, -h, 0.0);
    }
    gun.solid(
        metal,
        block(
            (place - magazine.depth * 0.5 - 2.0, place - magazine.depth * 0.5),
            (-h - 30.0, -h),
            magazine.width + 4.0,
        ),
    );
    if dice.chance(0.5) {
        let style = if dice.chance(0.6) { Style::Wire } else { Style::Tube };
        gun.add_at(stock::stock(style, h, -h, dice), 0.0, 0.0, 0.0);
    }
    gun
}

/// A plain stick-like tube with a knob at its end.
fn stick(dice: &mut Dice) -> Object {
    let mut gun = Object::benign("stick gun");
    let metal = *dice.pick(&[Material::Steel, Material::StainlessSteel, Material::Brass, Material::Aluminium6061]);
    let long = dice.param(110.0, 190.0);
    let (r, bore) = (dice.param(6.0, 10.5), dice.param(2.6, 4.2));
    let half = long * dice.param(0.4, 0.55);
    gun.solid(metal, rod((0.0, long), 0.0, r));
    gun.cavity(metal, rod((6.0, half), 0.0, r - dice.param(1.2, 2.2)));
    gun.cavity(metal, rod((half + 3.0, long), 0.0, bore));
    gun.cavity(metal, rod((half, half + 3.0), 0.0, 1.2));
    let knob = dice.param(4.0, 16.0);
    gun.solid(metal, turned(&[(-knob - 8.0, r * 0.7), (-8.0, r * 0.9), (-7.9, 2.2), (0.0, 2.2)], 16));
    gun.solid(
        Material::Steel,
        turned(
            &[
                (6.0, 2.0),
                (half * 0.6, 2.0),
                (half * 0.61, r * 0.6),
                (half * 0.85, r * 0.6),
                (half * 0.86, 1.0),
                (half + 2.0, 0.9),
            ],
            12,
        ),
    );
    gun.solid(Material::Steel, coil((7.0, half * 0.58), 0.0, r * 0.5, 0.6, 13.0));
    if dice.chance(0.6) {
        let round = Round::rimfire(dice);
        gun.add_at(round.scaled(bore / round.radius * 0.95).build(12), half + 3.0, 0.0, 0.0);
    }
    if dice.chance(0.4) {
        gun.solid(metal, block((long * 0.2, long * 0.7), (r, r + 2.0), 4.0));
    }
    gun
}
