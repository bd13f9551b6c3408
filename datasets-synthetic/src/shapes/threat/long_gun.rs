//! Rifles and shotguns: whole, shortened, or taken apart. The bore lies on y = 0, the receiver
//! starts at x = 0, the muzzle points to +x.

use glam::Affine3A;

use crate::{
    dice::Dice,
    mesh::{Mesh, regular_polygon},
    physics::material::Material,
    shapes::Object,
};

use super::{
    bolt,
    carbine::{bullpup, carbine, lever},
    cartridge::Round,
    kit::{
        along_x, bevelled, block, brick, coil, hoop, inset, pipe, plate, polymer, rod, soft, soft_plate, steel,
        trigger, turned,
    },
    magazine::{BoxMagazine, rifle_magazine},
    parts,
    pistol::solid_grip,
    stock::{self, Style},
};

/// A long gun in the groups it comes apart into.
pub(super) struct Groups {
    /// Barrel and what hangs on it.
    pub(super) front: Object,
    /// Receiver, trigger, stock.
    pub(super) rear: Object,
    /// A detachable magazine or a bolt.
    pub(super) loose: Object,
}

impl Groups {
    pub(super) fn new() -> Self {
        Self { front: Object::benign("front"), rear: Object::benign("rear"), loose: Object::benign("loose") }
    }
}

/// A rifle or shotgun of any kind and state.
pub(super) fn long_gun(dice: &mut Dice) -> Object {
    let Groups { front, rear, loose } = match dice.weighted(&[0.2, 0.2, 0.18, 0.12, 0.1, 0.06, 0.08, 0.06]) {
        0 => bolt_action(dice),
        1 => sheet(dice),
        2 => alloy(dice),
        3 => pump(dice),
        4 => tipping(dice),
        5 => lever(dice),
        6 => carbine(dice),
        _ => bullpup(dice),
    };
    let mut gun = Object::benign("long gun");
    if dice.chance(0.76) {
        for group in [rear, front, loose] {
            gun.add_at(group, 0.0, 0.0, 0.0);
        }
        return gun;
    }
    // Taken apart and laid side by side.
    let mut y = 0.0;
    for mut group in [rear, front, loose] {
        if group.bodies.is_empty() {
            continue;
        }
        group = group.centre();
        if dice.chance(0.4) {
            group.transform(&Affine3A::from_rotation_y(std::f32::consts::PI));
        }
        group.transform(&Affine3A::from_rotation_z(dice.uniform(-0.06, 0.06)));
        let (low, high) = group.bounds();
        gun.add_at(group, dice.uniform(-60.0, 60.0), y - high.y, 0.0);
        y -= (high.y - low.y) + dice.uniform(-8.0, 20.0);
    }
    gun
}

/// Length of a barrel: mostly whole, at times cut short.
pub(super) fn barrel_length(dice: &mut Dice) -> f32 {
    if dice.chance(0.28) { dice.param(150.0, 300.0) } else { dice.param(320.0, 640.0) }
}

/// A rifled barrel from `x` with sights; gives its muzzle.
pub(super) fn rifle_barrel(front: &mut Object, x: f32, long: f32, dice: &mut Dice) -> f32 {
    let metal = steel(dice);
    let bore = dice.param(2.7, 4.6);
    let rear = bore + dice.param(6.0, 9.5);
    let muzzle = (bore + dice.param(2.4, 6.0)).min(rear);
    let to = x + long;
    if dice.chance(0.08) {
        front.solid(metal, along_x(Mesh::extrude(&regular_polygon(rear, 8), long)).at(x + long * 0.5, 0.0, 0.0));
    } else {
        front
            .solid(metal, turned(&[(x, rear), (x + 45.0, rear), (x + 80.0, (rear + muzzle) * 0.52), (to, muzzle)], 20));
    }
    let chamber = (bore * 1.5).min(rear - 2.5);
    front.cavity(metal, turned(&[(x, chamber), (x + 36.0, chamber * 0.97), (x + 42.0, bore), (to, bore)], 14));
    if dice.chance(0.55) {
        let high = dice.param(6.0, 26.0);
        front.solid(
            Material::Steel,
            plate(
                &[
                    (to - 34.0, muzzle - 1.0),
                    (to - 12.0, muzzle - 1.0),
                    (to - 18.0, muzzle + high),
                    (to - 24.0, muzzle + high),
                ],
                5.0,
            ),
        );
        front.solid(Material::Steel, pipe((to - 34.0, to - 12.0), 0.0, muzzle + 3.0, muzzle));
    }
    if dice.chance(0.3) {
        parts::muzzle_device(front, to, muzzle, bore, dice);
    }
    to
}

fn shot_barrel(front: &mut Object, metal: Material, x: (f32, f32), at: (f32, f32), bore: f32) {
    let (y, z) = at;
    let mut one = Object::benign("barrel");
    one.solid(
        metal,
        turned(&[(x.0, bore + 4.2), (x.0 + 60.0, bore + 3.6), (x.0 + 110.0, bore + 1.8), (x.1, bore + 1.2)], 22),
    );
    one.cavity(metal, turned(&[(x.0, bore + 1.0), (x.0 + 68.0, bore + 0.9), (x.0 + 74.0, bore), (x.1, bore)], 18));
    front.add_at(one, 0.0, y, z);
}

/// Rifles with a turned bolt and a one-piece stock.
fn bolt_action(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let metal = steel(dice);
    let (long, r) = (dice.param(180.0, 235.0), dice.param(14.5, 18.0));
    let wall = dice.param(3.4, 6.0);
    gun.rear.solid(metal, rod((0.0, long), 0.0, r));
    gun.rear.cavity(metal, rod((0.0, long), 0.0, r - wall));
    let port = (long * 0.42, long * 0.8);
    gun.rear.cavity(metal, brick(port, (-3.0, 6.0), (r - wall + 0.6, r - 1.2)));
    gun.loose.add_at(bolt::bolt_body(r - wall - 0.5, dice), if dice.chance(0.15) { -70.0 } else { 12.0 }, 0.0, 0.0);
    let barrel = barrel_length(dice);
    rifle_barrel(&mut gun.front, long - 6.0, barrel, dice);
    let sawn = barrel < 260.0 && dice.chance(0.5);
    one_piece(&mut gun.rear, long, barrel, sawn, dice);
    // Inner magazine, trigger group, guard.
    let deep = dice.param(42.0, 58.0);
    if dice.chance(0.85) {
        let mut magazine = BoxMagazine::around(Round::rifle(dice), deep, dice);
        magazine.material = Material::Steel;
        magazine.wall = 0.8;
        gun.rear.add_at(magazine.build(dice), long * 0.6, -r + 2.0, 0.0);
    }
    let guard = long * 0.2;
    parts::trigger_group(&mut gun.rear, (guard, guard + 46.0), -r - 14.0, 12.0);
    hoop(
        &mut gun.rear,
        Material::Steel,
        &[
            (guard - 12.0, -44.0),
            (guard + 52.0, -44.0),
            (guard + 48.0, -66.0),
            (guard + 36.0, -73.0),
            (guard + 4.0, -72.0),
        ],
        2.4,
        13.0,
    );
    if dice.chance(0.45) {
        let at = dice.param(-70.0, -10.0);
        gun.rear.add_at(stock::scope(at, r, dice), 0.0, 0.0, 0.0);
    }
    gun
}

/// A stock in one piece with its forend.
fn one_piece(rear: &mut Object, receiver: f32, barrel: f32, sawn: bool, dice: &mut Dice) {
    let what = stock::stuff(dice);
    let fore = receiver + barrel * dice.param(0.25, 0.85);
    let pull = if sawn { dice.param(60.0, 110.0) } else { dice.param(285.0, 345.0) };
    let (butt, drop) = (dice.param(100.0, 130.0), dice.param(4.0, 42.0));
    let grip = dice.param(0.0, 40.0);
    let depth = dice.param(36.0, 48.0);
    let comb = dice.param(-2.0, 18.0);
    let mut corners = vec![(fore, -5.0), (8.0, -8.0), (-24.0, -14.0), (-58.0, -22.0)];
    if sawn {
        corners.extend([(-pull, -30.0), (-pull, -72.0)]);
    } else {
        corners.extend([
            (-92.0, -18.0 + comb),
            (-pull, -10.0 - drop),
            (-pull, -10.0 - drop),
            (-pull, -10.0 - drop - butt),
            (-pull, -10.0 - drop - butt),
            (-pull * 0.55, -70.0 - drop * 0.4),
        ]);
    }
    corners.extend([
        (-74.0, -64.0 - grip),
        (-52.0, -66.0 - grip),
        (-26.0, -54.0 - grip * 0.3),
        (0.0, -48.0),
        (receiver * 0.7, -46.0),
        (fore - 30.0, -30.0),
        (fore, -22.0),
    ]);
    let outline = soft(&corners, 2);
    rear.solid(what, bevelled(&outline, depth, depth * 0.28));
    rear.cavity(what, block((10.0, receiver - 10.0), (-40.0, -14.0), 22.0));
    if what != Material::Wood {
        // The polymer shell is hollow behind the wrist and along the forend.
        let wall = dice.param(3.0, 5.0);
        for behind in [true, false] {
            let part: Vec<_> =
                outline.iter().copied().filter(|p| if behind { p.x < -20.0 } else { p.x > receiver }).collect();
            if part.len() > 3 {
                rear.cavity(what, Mesh::extrude(&inset(&part, wall * 1.5), depth * 0.42));
            }
        }
    }
    if !sawn {
        rear.solid(
            Material::Rubber,
            block((-pull - dice.param(4.0, 22.0), -pull), (-10.0 - drop - butt, -12.0 - drop), depth * 0.8),
        );
    }
    for x in [fore - 60.0, -pull * 0.8] {
        if dice.chance(0.5) && !sawn {
            let y = if x > 0.0 { -34.0 } else { -62.0 - drop };
            rear.solid(Material::Steel, Mesh::torus(9.0, 1.6).at(x, y - 12.0, 0.0));
        }
    }
    if dice.chance(0.3) && barrel > 300.0 {
        let at = fore - dice.param(4.0, 20.0);
        rear.solid(Material::Steel, block((at - 14.0, at), (-24.0, 9.0), 24.0));
        rear.cavity(Material::Steel, block((at - 14.0, at), (-22.5, 7.5), 21.0));
    }
}

/// Rifles with a sheet receiver, gas tube above the barrel and a curved magazine.
fn sheet(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let long = dice.param(225.0, 265.0);
    gun.rear.add_at(parts::sheet_receiver(long, dice), 0.0, 18.0, 0.0);
    gun.rear.add_at(bolt::long_carrier(dice), long * 0.3, -12.0, 0.0);
    // Top cover.
    let cover = Material::Steel;
    gun.rear.solid(
        cover,
        soft_plate(
            &[(0.0, 18.0), (0.0, 18.0), (2.0, 34.0), (long * 0.75, 36.0), (long * 0.75, 18.0), (long * 0.75, 18.0)],
            30.0,
        ),
    );
    gun.rear.cavity(
        cover,
        soft_plate(
            &[(1.0, 18.0), (1.0, 18.0), (3.0, 33.0), (long * 0.75, 35.0), (long * 0.75, 18.0), (long * 0.75, 18.0)],
            28.0,
        ),
    );
    let barrel = barrel_length(dice).min(450.0);
    let to = rifle_barrel(&mut gun.front, long - 20.0, barrel, dice);
    let reach = (to - long) * dice.param(0.5, 0.72);
    let metal = Material::Steel;
    gun.front.solid(metal, pipe((long, long + reach), 22.0, 8.5, 7.2));
    gun.front.solid(metal, rod((long, long + reach * 0.95), 22.0, 4.6));
    gun.front.solid(metal, block((long + reach, long + reach + 24.0), (-9.0, 30.0), 14.0));
    gun.front.cavity(metal, rod((long + reach, long + reach + 24.0), 0.0, 6.8));
    gun.front.solid(metal, block((to - 40.0, to - 22.0), (6.0, dice.param(30.0, 48.0)), 8.0));
    let what = stock::stuff(dice);
    let guard = reach * dice.param(0.7, 0.95);
    let thick = dice.param(38.0, 50.0);
    let lower =
        soft(&[(long, -22.0), (long, 2.0), (long + guard, 4.0), (long + guard, -16.0), (long + guard * 0.5, -24.0)], 1);
    gun.front.solid(what, bevelled(&lower, thick, 7.0));
    gun.front.cavity(what, block((long + 6.0, long + guard - 6.0), (-12.0, 2.0), 24.0));
    gun.front.solid(
        what,
        bevelled(
            &soft(&[(long + 8.0, 13.0), (long + 8.0, 34.0), (long + guard, 32.0), (long + guard, 13.0)], 1),
            thick * 0.8,
            7.0,
        ),
    );
    gun.front.cavity(what, block((long + 12.0, long + guard - 4.0), (14.0, 30.5), 18.0));
    gun.rear.add_at(
        solid_grip(
            (long * 0.32 - 38.0, long * 0.32 - 4.0),
            -24.0,
            dice.param(88.0, 105.0),
            dice.param(0.3, 0.5),
            28.0,
            dice,
        ),
        0.0,
        0.0,
        0.0,
    );
    add_stock(&mut gun.rear, &[0.0, 0.5, 0.08, 0.22, 0.2], (14.0, -24.0), dice);
    let mut magazine = rifle_magazine(dice);
    if dice.chance(0.8) {
        magazine.bend = magazine.bend.max(dice.param(0.000_6, 0.001_6));
    }
    detachable(&mut gun, magazine, (long * 0.62 + 30.0, -6.0), dice);
    gun
}

/// Puts a stock on, by weights of [`Style`] in its order; the last weight may mean none at all.
pub(super) fn add_stock(rear: &mut Object, weights: &[f32; 5], ends: (f32, f32), dice: &mut Dice) {
    let style = [Style::Classic, Style::Rear, Style::Tube, Style::Wire, Style::Sawn][dice.weighted(weights)];
    if style == Style::Sawn && weights[0] == 0.0 {
        return;
    }
    rear.add_at(stock::stock(style, ends.0, ends.1, dice), 0.0, 0.0, 0.0);
}

pub(super) fn detachable(gun: &mut Groups, magazine: BoxMagazine, at: (f32, f32), dice: &mut Dice) {
    if dice.chance(0.8) {
        gun.loose.add_at(magazine.build(dice), at.0, at.1, 0.0);
    }
}

/// Rifles of two alloy halves, with a buffer tube and a round handguard.
fn alloy(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let (long, well) = (dice.param(175.0, 210.0), dice.param(60.0, 72.0));
    gun.rear.add_at(parts::lower_receiver(long, well, dice), 0.0, -14.0, 0.0);
    gun.rear.add_at(parts::upper_receiver(long, dice.param(14.5, 17.0), dice), 0.0, 0.0, 0.0);
    gun.rear.add_at(bolt::round_carrier(dice), 8.0, 0.0, 0.0);
    gun.rear.add_at(
        solid_grip((0.0, 34.0), -43.0, dice.param(85.0, 105.0), dice.param(0.3, 0.55), 27.0, dice),
        0.0,
        0.0,
        0.0,
    );
    let barrel = barrel_length(dice).min(520.0);
    let to = rifle_barrel(&mut gun.front, long - 4.0, barrel, dice);
    let reach = (barrel * dice.param(0.4, 0.92)).max(90.0);
    let (shell, r) = (if dice.chance(0.6) { Material::Aluminium6061 } else { polymer(dice) }, dice.param(19.0, 27.0));
    let wall = if shell == Material::Aluminium6061 { dice.param(1.8, 3.0) } else { dice.param(2.8, 4.5) };
    let sides = if dice.chance(0.4) { 8 } else { 20 };
    gun.front.solid(shell, turned(&[(long + 1.0, r), (long + reach, r)], sides));
    gun.front.cavity(shell, turned(&[(long + 1.0, r - wall), (long + reach, r - wall)], sides));
    let slots = (reach / dice.param(28.0, 44.0)) as usize;
    for i in 0..slots {
        let x = long + 14.0 + (reach - 20.0) * i as f32 / slots as f32;
        for side in [-1.0, 1.0] {
            let z = side * (r - wall * 0.5 - 0.6);
            gun.front.cavity(shell, brick((x, x + 16.0), (-3.4, 3.4), (z - wall * 0.4, z + wall * 0.4)));
        }
    }
    gun.front.solid(Material::StainlessSteel, pipe((long - 10.0, long + (to - long) * 0.6), 15.0, 2.4, 1.4));
    let gas = long + (to - long) * 0.6;
    gun.front.solid(Material::Steel, block((gas, gas + 20.0), (-9.0, 20.0), 15.0));
    gun.front.cavity(Material::Steel, rod((gas, gas + 20.0), 0.0, 7.0));
    if dice.chance(0.85) {
        parts::buffer(&mut gun.rear, -4.0, -3.0, dice);
        if dice.chance(0.85) {
            let mut shoulder = stock::stock(Style::Rear, 14.0, -20.0, dice);
            shoulder.transform(&Affine3A::from_translation(glam::Vec3::new(-dice.param(10.0, 60.0), 0.0, 0.0)));
            gun.rear.add_at(shoulder, 0.0, 0.0, 0.0);
        }
    }
    match dice.weighted(&[0.4, 0.2, 0.4]) {
        0 => {
            // A carrying handle or a flip sight.
            let top = dice.param(36.0, 62.0);
            hoop(
                &mut gun.rear,
                Material::Aluminium6061,
                &[(10.0, 15.0), (long - 30.0, 15.0), (long - 44.0, top), (24.0, top)],
                5.0,
                13.0,
            );
        }
        1 => {
            let at = dice.param(-40.0, 10.0);
            gun.rear.add_at(stock::scope(at, 24.0, dice), 0.0, 0.0, 0.0);
        }
        _ => {}
    }
    let magazine = rifle_magazine(dice);
    detachable(&mut gun, magazine, (long - well * 0.5, -20.0), dice);
    gun
}

/// Shotguns with a tube magazine under the barrel.
fn pump(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let (long, high) = (dice.param(165.0, 220.0), dice.param(52.0, 64.0));
    gun.rear.add_at(parts::block_receiver(long, high, dice), 0.0, 14.0, 0.0);
    gun.rear.solid(Material::Steel, block((long * 0.45, long * 0.85), (-9.0, 8.0), 17.0));
    gun.rear.cavity(Material::Steel, rod((long * 0.45, long * 0.85), 0.0, 3.0));
    let barrel = barrel_length(dice);
    let bore = dice.param(7.4, 9.6);
    let metal = steel(dice);
    shot_barrel(&mut gun.front, metal, (long - 8.0, long + barrel), (0.0, 0.0), bore);
    let y = -high + 28.0;
    let reach = (barrel * dice.param(0.45, 0.95)).min(420.0);
    gun.front.solid(metal, pipe((long - 4.0, long + reach), y, bore + 2.8, bore + 2.0));
    gun.front.solid(metal, rod((long + reach - 10.0, long + reach), y, bore + 2.0));
    gun.front.solid(metal, block((long + reach - 26.0, long + reach - 8.0), (y + bore, -bore), 7.0));
    let shell = Round::shotshell(dice);
    let shell = shell.scaled(bore / shell.calibre);
    let count = if dice.chance(0.35) { 0 } else { dice.int(1, 5) };
    let mut x = long;
    for _ in 0..count {
        if x + shell.length > long + reach - 30.0 {
            break;
        }
        gun.front.add_at(shell.build(8), x, y, 0.0);
        x += shell.length + 0.5;
    }
    gun.front.solid(Material::Steel, coil((x + 2.0, long + reach - 11.0), y, bore + 0.6, 0.8, 22.0));
    let grip = (long + reach * 0.15, long + reach * 0.15 + dice.param(110.0, 190.0).min(reach * 0.8));
    let what = stock::stuff(dice);
    gun.front.solid(what, pipe(grip, y, bore + dice.param(9.0, 13.0), bore + 3.2));
    for side in [-1.0, 1.0] {
        gun.front.solid(
            Material::Steel,
            brick((long - 60.0, grip.0), (y + 2.0, y + 10.0), (side * 12.0 - 1.0, side * 12.0 + 1.0)),
        );
    }
    gun.front.solid(Material::Brass, Mesh::ellipsoid(glam::Vec3::splat(2.4)).at(long + barrel - 6.0, bore + 3.0, 0.0));
    if dice.chance(0.25) {
        gun.rear.add_at(
            solid_grip((-34.0, 2.0), -high + 20.0, dice.param(88.0, 110.0), dice.param(0.3, 0.7), 30.0, dice),
            0.0,
            0.0,
            0.0,
        );
    } else {
        add_stock(&mut gun.rear, &[0.84, 0.0, 0.0, 0.0, 0.16], (4.0, -high + 22.0), dice);
    }
    gun
}

/// Break-action guns with one or two barrels.
fn tipping(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let metal = steel(dice);
    let long = dice.param(55.0, 85.0);
    let barrel = barrel_length(dice);
    let bore = dice.param(6.4, 9.6);
    let kind = dice.weighted(&[0.4, 0.35, 0.25]);
    let gap = bore * 2.0 + 3.0;
    let places: &[(f32, f32)] = match kind {
        0 => &[(0.0, 0.5), (0.0, -0.5)],
        1 => &[(0.0, 0.0), (-1.0, 0.0)],
        _ => &[(0.0, 0.0)],
    };
    for &(y, z) in places {
        shot_barrel(&mut gun.front, metal, (long, long + barrel), (y * gap, z * gap), bore);
        if dice.chance(0.35) {
            let shell = Round::shotshell(dice);
            gun.front.add_at(shell.scaled((bore + 0.5) / shell.radius).build(10), long, y * gap, z * gap);
        }
    }
    if kind == 0 {
        gun.front.solid(metal, block((long + 40.0, long + barrel), (2.0, bore), 4.0));
    } else {
        gun.front.solid(metal, block((long + 20.0, long + barrel), (bore + 1.5, bore + 4.0), 6.0));
    }
    let low = if kind == 1 { -gap - bore - 6.0 } else { -bore - 12.0 };
    gun.front
        .solid(metal, block((long + 4.0, long + 42.0), (low, -bore - 2.0 - if kind == 1 { gap } else { 0.0 }), 9.0));
    // The action: floor plate and standing breech, with hammers and springs inside.
    let wide = if kind == 0 { gap + bore * 1.6 } else { bore * 2.0 + 10.0 };
    let top = bore + 4.0;
    let outline = soft(
        &[
            (0.0, top - 4.0),
            (long - 18.0, top),
            (long - 1.0, top),
            (long - 1.0, low + 6.0),
            (long + 46.0, low + 5.0),
            (long + 46.0, low - 5.0),
            (6.0, low - 5.0),
            (-14.0, low + 2.0),
            (-14.0, top - 12.0),
        ],
        0,
    );
    gun.rear.solid(metal, bevelled(&outline, wide, 2.0));
    gun.rear.cavity(
        metal,
        plate(
            &[(-6.0, low + 1.0), (-6.0, top - 13.0), (long - 16.0, top - 6.0), (long - 16.0, low + 1.0)],
            wide - dice.param(5.0, 9.0),
        ),
    );
    for side in [-1.0, 1.0] {
        let z = side * wide * 0.22;
        gun.rear.solid(
            Material::Steel,
            soft_plate(
                &[
                    (4.0, low + 2.0),
                    (14.0, low + 2.0),
                    (long - 22.0, -4.0),
                    (long - 20.0, 4.0),
                    (long - 30.0, 5.0),
                    (8.0, low + 16.0),
                ],
                6.0,
            )
            .at(0.0, 0.0, z),
        );
        gun.rear.solid(Material::Steel, coil((-4.0, long * 0.4), low + 18.0, 3.4, 0.8, 7.0).at(0.0, 0.0, z));
        gun.rear.solid(Material::Steel, trigger(12.0 + side * 9.0, low - 4.0, 19.0, 5.0));
    }
    if dice.chance(0.3) {
        for side in [-1.0, 1.0] {
            gun.rear.solid(
                Material::Steel,
                soft_plate(
                    &[
                        (2.0, low + 12.0),
                        (12.0, low + 12.0),
                        (14.0, top),
                        (18.0, top + 12.0),
                        (4.0, top + 16.0),
                        (4.0, top),
                    ],
                    6.0,
                )
                .at(0.0, 0.0, side * wide * 0.45),
            );
        }
    }
    gun.rear.solid(metal, block((-20.0, 10.0), (top - 4.0, top), 9.0));
    hoop(
        &mut gun.rear,
        metal,
        &[(-18.0, low - 2.0), (50.0, low - 2.0), (46.0, low - 26.0), (34.0, low - 30.0), (-6.0, low - 28.0)],
        2.4,
        11.0,
    );
    let fore = dice.param(140.0, 240.0).min(barrel * 0.7);
    let shape = soft(
        &[(long + 48.0, low - 4.0), (long + 48.0, -bore), (long + fore, -bore - 1.0), (long + fore, low + 2.0)],
        1,
    );
    gun.front.solid(Material::Wood, bevelled(&shape, wide + 6.0, 6.0));
    gun.front.solid(Material::Steel, coil((long + 60.0, long + 100.0), (low - bore) * 0.5 - 2.0, 3.0, 0.7, 8.0));
    let mut wood = stock::stock(if dice.chance(0.84) { Style::Classic } else { Style::Sawn }, top - 12.0, low, dice);
    wood.transform(&Affine3A::from_translation(glam::Vec3::new(-13.0, 0.0, 0.0)));
    gun.rear.add_at(wood, 0.0, 0.0, 0.0);
    gun
}
