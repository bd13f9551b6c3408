//! Long guns with a short action or body: lever, carbine, bullpup.

use crate::{dice::Dice, mesh::Mesh, physics::material::Material};

use super::long_gun::{Groups, add_stock, barrel_length, detachable, rifle_barrel};
use super::{
    bolt,
    cartridge::Round,
    kit::{bevelled, block, coil, hoop, inset, pin, pipe, plate, polymer, rod, soft, soft_plate, steel, trigger},
    magazine::{BoxMagazine, rifle_magazine},
    parts,
    pistol::solid_grip,
    stock::{self},
};

/// Lever guns: hollow steel block, tube magazine, loop.
pub(super) fn lever(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let (long, high) = (dice.param(120.0, 165.0), dice.param(50.0, 60.0));
    gun.rear.add_at(parts::block_receiver(long, high, dice), 0.0, 14.0, 0.0);
    let barrel = barrel_length(dice);
    rifle_barrel(&mut gun.front, long - 6.0, barrel, dice);
    let metal = Material::Steel;
    gun.rear.solid(metal, rod((long * 0.3, long * 0.9), 0.0, 7.6));
    gun.rear.cavity(metal, rod((long * 0.35, long * 0.88), 0.0, 2.4));
    let y = -high + 28.0;
    let reach = barrel * dice.param(0.5, 0.98);
    gun.front.solid(metal, pipe((long, long + reach), y, 8.6, 7.6));
    let round = Round::pistol(dice);
    let round = round.scaled(7.0 / round.radius);
    let count = if dice.chance(0.4) { 0 } else { dice.int(2, 9) };
    for i in 0..count {
        let x = long + 2.0 + round.length * i as f32;
        if x + round.length < long + reach - 30.0 {
            gun.front.add_at(round.build(8), x, y, 0.0);
        }
    }
    gun.front.solid(metal, coil((long + reach * 0.45, long + reach - 4.0), y, 6.0, 0.6, 24.0));
    let fore = dice.param(150.0, 240.0).min(barrel * 0.7);
    gun.front.solid(
        Material::Wood,
        bevelled(&soft(&[(long, y - 13.0), (long, 2.0), (long + fore, 2.0), (long + fore, y - 11.0)], 1), 36.0, 8.0),
    );
    gun.front.cavity(Material::Wood, block((long + 9.0, long + fore - 12.0), (y - 6.0, 0.0), 18.0));
    let low = -high + 14.0;
    let (loop_end, deep) = (-dice.param(70.0, 105.0), dice.param(26.0, 44.0));
    hoop(
        &mut gun.rear,
        metal,
        &[
            (-4.0, low + 1.0),
            (loop_end, low - 6.0),
            (loop_end - 6.0, low - 20.0),
            (loop_end + 14.0, low - deep),
            (-2.0, low - 20.0),
        ],
        3.4,
        10.0,
    );
    hoop(
        &mut gun.rear,
        metal,
        &[(-6.0, low + 3.0), (48.0, low + 3.0), (44.0, low - 22.0), (-4.0, low - 22.0)],
        3.0,
        10.0,
    );
    gun.rear.solid(metal, trigger(16.0, low, 17.0, 6.0));
    gun.rear.solid(metal, soft_plate(&[(-8.0, 0.0), (6.0, 2.0), (2.0, 18.0), (-16.0, 24.0), (-18.0, 18.0)], 8.0));
    add_stock(&mut gun.rear, &[0.85, 0.0, 0.0, 0.0, 0.15], (2.0, -high + 26.0), dice);
    gun
}

/// Short automatic carbines with a tube receiver.
pub(super) fn carbine(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let metal = steel(dice);
    let (long, r) = (dice.param(230.0, 320.0), dice.param(16.0, 21.0));
    let wall = dice.param(1.4, 2.6);
    gun.rear.solid(metal, pipe((0.0, long), 0.0, r, r - wall));
    gun.rear.solid(metal, rod((0.0, 8.0), 0.0, r - wall));
    let bolt = (long * 0.38, long * 0.75);
    gun.rear.solid(metal, rod(bolt, 0.0, r - wall - 0.6));
    gun.rear.cavity(metal, rod((bolt.0, bolt.1 - 24.0), 0.0, r * 0.4));
    gun.rear.solid(Material::Steel, coil((12.0, bolt.1 - 26.0), 0.0, r * 0.33, 0.9, 22.0));
    gun.rear.solid(Material::Steel, pin(bolt.0 + 18.0, 2.0, 3.4, 22.0).at(0.0, 0.0, r));
    let barrel = dice.param(110.0, 330.0);
    rifle_barrel(&mut gun.front, bolt.1 + 2.0, barrel + long - bolt.1, dice);
    if dice.chance(0.5) {
        let shroud = (long, long + barrel * 0.8);
        gun.front.solid(metal, pipe(shroud, 0.0, r, r - 1.3));
        for i in 0..6 {
            let x = shroud.0 + (shroud.1 - shroud.0) * (i as f32 + 0.5) / 6.0;
            gun.front.cavity(metal, pin(x, 0.0, 4.0, 1.0).at(0.0, 0.0, r - 0.8));
            gun.front.cavity(metal, pin(x, 0.0, 4.0, 1.0).at(0.0, 0.0, -r + 0.8));
        }
    }
    let x = long * dice.param(0.3, 0.42);
    let low = -r - dice.param(12.0, 20.0);
    gun.rear.solid(metal, block((x - 46.0, x + 66.0), (low, -r), 26.0));
    gun.rear.cavity(metal, block((x - 44.0, x + 64.0), (low + 1.4, -r), 23.0));
    parts::trigger_group(&mut gun.rear, (x - 20.0, x + 44.0), low + 1.4, 16.0);
    hoop(
        &mut gun.rear,
        metal,
        &[(x - 12.0, low + 2.0), (x + 50.0, low + 2.0), (x + 46.0, low - 26.0), (x - 8.0, low - 26.0)],
        2.2,
        11.0,
    );
    if dice.chance(0.7) {
        gun.rear.add_at(
            solid_grip((x - 46.0, x - 10.0), low, dice.param(85.0, 105.0), dice.param(0.1, 0.45), 28.0, dice),
            0.0,
            0.0,
            0.0,
        );
        add_stock(&mut gun.rear, &[0.0, 0.25, 0.25, 0.35, 0.15], (10.0, -16.0), dice);
    } else {
        add_stock(&mut gun.rear, &[1.0, 0.0, 0.0, 0.0, 0.0], (4.0, low), dice);
    }
    let height = dice.param(130.0, 220.0);
    let mut magazine = BoxMagazine::around(Round::pistol(dice), height, dice);
    magazine.bend = if dice.chance(0.4) { dice.param(0.000_2, 0.000_9) } else { 0.0 };
    let at = (bolt.1 + magazine.depth * 0.2).max(x + 56.0 + magazine.depth * 0.5);
    gun.rear.solid(
        metal,
        block(
            (at - magazine.depth * 0.5 - 3.0, at + magazine.depth * 0.5 + 3.0),
            (-r - 26.0, -r + 1.0),
            magazine.width + 6.0,
        ),
    );
    gun.rear.cavity(
        metal,
        block(
            (at - magazine.depth * 0.5 - 1.2, at + magazine.depth * 0.5 + 1.2),
            (-r - 26.0, -r + 1.0),
            magazine.width + 3.0,
        ),
    );
    detachable(&mut gun, magazine, (at, -r), dice);
    gun
}

/// Rifles whose magazine sits behind the grip, in a polymer shell.
pub(super) fn bullpup(dice: &mut Dice) -> Groups {
    let mut gun = Groups::new();
    let shell = polymer(dice);
    let (back, fore) = (dice.param(300.0, 360.0), dice.param(90.0, 170.0));
    let depth = dice.param(38.0, 48.0);
    let butt = dice.param(100.0, 130.0);
    let outline = soft(
        &[
            (fore, 30.0),
            (20.0, 34.0),
            (-back, 36.0),
            (-back, 36.0),
            (-back, 36.0 - butt),
            (-back + 20.0, 36.0 - butt),
            (-190.0, -44.0),
            (-60.0, -40.0),
            (-30.0, -34.0),
            (fore - 20.0, -30.0),
            (fore, -20.0),
        ],
        1,
    );
    gun.rear.solid(shell, bevelled(&outline, depth, 7.0));
    gun.rear.cavity(shell, Mesh::extrude(&inset(&outline, 5.0), depth - 8.0));
    gun.rear.solid(Material::Rubber, block((-back - 12.0, -back), (40.0 - butt, 34.0), depth * 0.9));
    gun.rear.add_at(
        solid_grip((-44.0, -6.0), -36.0, dice.param(80.0, 100.0), dice.param(0.1, 0.4), 30.0, dice),
        0.0,
        0.0,
        0.0,
    );
    hoop(
        &mut gun.rear,
        shell,
        &[(-10.0, -32.0), (60.0, -28.0), (56.0, dice.param(-110.0, -60.0)), (-8.0, -66.0)],
        5.0,
        16.0,
    );
    gun.rear.solid(Material::Steel, trigger(14.0, -32.0, 18.0, 7.0));
    gun.rear.solid(Material::Steel, plate(&[(14.0, -29.0), (14.0, -26.0), (-210.0, -20.0), (-210.0, -23.0)], 3.0));
    let place = (-215.0, -28.0);
    gun.rear.add_at(bolt::long_carrier(dice), place.0 - 40.0, -12.0, 0.0);
    parts::trigger_group(&mut gun.rear, (-back + 30.0, -back + 90.0), -34.0, 16.0);
    gun.rear.solid(Material::Steel, block((-130.0, -85.0), (-14.0, 14.0), 26.0));
    gun.rear.cavity(Material::Steel, rod((-130.0, -85.0), 0.0, 11.0));
    let barrel = dice.param(330.0, 520.0);
    rifle_barrel(&mut gun.front, -120.0, barrel, dice);
    if dice.chance(0.5) {
        gun.rear.add_at(stock::scope(-120.0, 36.0, dice), 0.0, 0.0, 0.0);
    } else {
        hoop(&mut gun.rear, shell, &[(-120.0, 32.0), (40.0, 32.0), (30.0, 70.0), (-110.0, 70.0)], 6.0, 15.0);
    }
    let magazine = rifle_magazine(dice);
    detachable(&mut gun, magazine, (-160.0, -16.0), dice);
    gun
}
