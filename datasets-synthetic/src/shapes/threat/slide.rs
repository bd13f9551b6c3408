//! The upper half of a pistol: slide, barrel and recoil spring, and the measures they share with the
//! frame below. The bore lies on y = 0, the slide's rear end at x = 0, the muzzle at +x.

use crate::{dice::Dice, physics::material::Material, shapes::Object};

use super::kit::{bevelled, block, brick, coil, pin, pipe, rod, soft, steel, turned};

/// Measures of a pistol, mm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) length: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) width: f32,
    wall: f32,
    /// Radius of the barrel.
    pub(super) barrel: f32,
    pub(super) bore: f32,
    /// x of the breech face.
    pub(super) breech: f32,
    /// x of the grip's front strap below the slide.
    pub(super) front: f32,
    /// y of the frame's underside.
    pub(super) under: f32,
    pub(super) metal: Material,
    open_top: bool,
    /// x where the slide's nose starts to rise, and by how much.
    nose: (f32, f32),
    bevel: f32,
}

impl Layout {
    /// Draws the measures of a pocket (0) to full-size (1) pistol.
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let size = dice.param(0.0, 1.0);
        let long = if dice.chance(0.08) { dice.param(20.0, 50.0) } else { 0.0 };
        let length = 122.0 + 76.0 * size + dice.param(-10.0, 10.0) + long;
        let height = 21.0 + 5.0 * size + dice.param(-1.0, 4.0);
        let top = height * dice.param(0.38, 0.48);
        let width = 20.0 + 4.0 * size + dice.param(-1.5, 3.0);
        let wall = dice.param(2.4, 3.8);
        let barrel = dice.param(5.4, 7.8).min(top - 1.6).min(width * 0.5 - wall + 0.5);
        let front = 38.0 + 12.0 * size + dice.param(-3.0, 4.0);
        let bottom = top - height;
        Self {
            length,
            top,
            bottom,
            width,
            wall,
            barrel,
            bore: (barrel - dice.param(1.5, 3.0)).max(2.6),
            breech: front + dice.param(-6.0, 8.0),
            front,
            under: bottom - dice.param(6.0, 12.0),
            metal: steel(dice),
            open_top: dice.chance(0.18),
            nose: (dice.param(4.0, 20.0), if dice.chance(0.45) { dice.param(1.0, 9.0) } else { 0.0 }),
            bevel: dice.param(0.6, wall + 0.4),
        }
    }

    fn port(&self) -> f32 {
        self.breech + 22.0 + self.bore
    }

    /// Height of the recoil spring's axis and its radius.
    fn spring(&self) -> (f32, f32) {
        let radius = ((-self.bottom - self.barrel) * 0.5).clamp(2.2, 4.2);
        (-(self.barrel + radius + 0.5), radius)
    }
}

/// The slide; with `inside`, also what stays in it when it is taken off: striker, spring, sights.
pub(super) fn slide(l: &Layout, inside: bool, dice: &mut Dice) -> Object {
    let mut object = Object::benign("slide");
    let Layout { length, top, bottom, width, wall, barrel, breech, metal, .. } = *l;
    let ring = length - dice.param(4.0, 9.0);
    let open = barrel * dice.param(-0.2, 0.5);
    let slant = dice.param(-3.0, 4.0);
    let mut corners = vec![(0.0, bottom), (slant.max(0.0), top - 1.0), (slant.max(0.0) + 1.0, top)];
    if l.open_top {
        corners.extend([(l.port(), top), (l.port() + 5.0, open), (ring - 12.0, open), (ring - 8.0, top)]);
    }
    corners.extend([
        (length - 1.5, top),
        (length, top - 1.5),
        (length, bottom + l.nose.1),
        (length - l.nose.0, bottom),
    ]);
    object.solid(metal, bevelled(&soft(&corners, 0), width, l.bevel));

    // The channel for the barrel and the spring, the hole in the nose, the rails' room at the rear.
    let inner = width - 2.0 * wall;
    let roof = barrel + 0.7;
    let low = bottom + l.nose.1 * 0.3;
    if l.open_top {
        object.cavity(metal, block((breech, l.port()), (bottom, roof), inner));
        object.cavity(metal, block((l.port(), ring - 8.0), (low, open - 0.1), inner));
        object.cavity(metal, block((ring - 8.0, ring), (low, roof), inner));
    } else {
        object.cavity(metal, block((breech, ring - l.nose.0), (bottom, roof), inner));
        object.cavity(metal, block((ring - l.nose.0, ring), (bottom + l.nose.1, roof), inner));
    }
    object.cavity(metal, rod((ring, length), 0.0, barrel + 0.2));
    let belly = -4.6;
    if bottom < belly - 2.0 {
        object.cavity(metal, block((3.0, breech), (bottom, belly), inner));
        let thin = dice.param(7.0, 11.0);
        object.solid(metal, block((breech - dice.param(14.0, 28.0), breech), (bottom + 2.0, belly), thin));
    }
    object.cavity(metal, rod((2.0, breech - 1.0), 0.0, dice.param(2.6, 3.8)));
    // A relief above the striker takes weight out of the rear block.
    if top > 10.0 && dice.chance(0.5) {
        object.cavity(metal, block((8.0, breech - 6.0), (4.6, top - 3.0), inner * 0.7));
    }

    // Ejection port: the right wall and the roof over the chamber.
    let port = (breech + 1.0, l.port() - 1.0);
    object.cavity(metal, brick(port, (-1.0, roof), (width * 0.5 - wall, width * 0.5 - 0.1)));
    object.cavity(metal, brick(port, (roof, top - 0.1), (-barrel, width * 0.5 - l.bevel)));

    let grooves = dice.int(4, 9);
    let pitch = dice.param(2.0, 3.2);
    for i in 0..grooves {
        let x = 5.0 + pitch * i as f32;
        for side in [-1.0, 1.0] {
            let z = side * (width * 0.5 - 0.5);
            object.cavity(metal, brick((x, x + pitch * 0.5), (bottom + 2.5, top - l.bevel - 1.0), (z - 0.5, z + 0.5)));
        }
    }
    if inside {
        object.solid(Material::Steel, rod((4.0, breech - 3.0), 0.0, dice.param(1.1, 1.8)));
        object.solid(Material::Steel, coil((10.0, breech - 12.0), 0.0, 2.4, 0.4, 11.0));
        object.solid(
            Material::Steel,
            brick((breech - 22.0, breech), (1.0, 4.0), (width * 0.5 - wall - 2.5, width * 0.5 - wall)),
        );
        sights(&mut object, l, dice);
    }
    object
}

fn sights(object: &mut Object, l: &Layout, dice: &mut Dice) {
    let stuff = if dice.chance(0.6) { Material::Steel } else { Material::GlassNylon };
    let high = dice.param(2.5, 5.5);
    let rear = dice.param(3.0, 10.0);
    object.solid(stuff, block((rear, rear + dice.param(6.0, 14.0)), (l.top, l.top + high), dice.param(9.0, 18.0)));
    let front = l.length - dice.param(5.0, 12.0);
    object.solid(stuff, block((front - 6.0, front), (l.top, l.top + high), 3.0));
    if dice.chance(0.06) {
        // A small electronic sight.
        let (x, y) = (14.0, l.top);
        object.solid(Material::Aluminium6061, block((x, x + 42.0), (y, y + 9.0), 26.0));
        object.cavity(Material::Aluminium6061, block((x + 4.0, x + 30.0), (y + 2.0, y + 7.0), 22.0));
        object.solid(Material::StainlessSteel, rod((-1.5, 1.5), 0.0, 10.0).upright().at(x + 17.0, y + 4.5, 0.0));
        object.solid(Material::Aluminium6061, block((x + 14.0, x + 36.0), (y + 9.0, y + 25.0), 26.0));
        object.cavity(Material::Aluminium6061, block((x + 14.0, x + 36.0), (y + 10.0, y + 23.0), 21.0));
        object.solid(Material::Glass, block((x + 33.0, x + 35.0), (y + 10.0, y + 23.0), 21.0));
    }
}

/// The barrel with its chamber block, and the recoil spring below it.
pub(super) fn barrel(l: &Layout, dice: &mut Dice) -> Object {
    let mut object = Object::benign("barrel");
    let Layout { barrel, bore, breech, metal, top, .. } = *l;
    let block_end = l.port() - 2.0;
    let muzzle = l.length + if dice.chance(0.15) { dice.param(5.0, 18.0) } else { dice.param(0.0, 1.5) };
    let flare = if dice.chance(0.2) { 0.3 } else { -0.1 };
    object.solid(
        metal,
        turned(
            &[
                (block_end, barrel - 0.1),
                (l.length - 18.0, barrel - 0.1),
                (l.length - 14.0, barrel + flare),
                (muzzle, barrel + flare),
            ],
            18,
        ),
    );
    object.solid(metal, block((breech + 0.6, block_end), (-barrel, top - dice.param(0.3, 3.0)), barrel * 1.9));
    let chamber = (bore * 1.15).min(barrel - 0.8);
    object.cavity(
        metal,
        turned(&[(breech + 0.6, chamber), (block_end - 2.0, chamber), (block_end, bore), (muzzle, bore)], 16),
    );
    // The locking lug, with a hole for a pin or a cam.
    if dice.chance(0.75) {
        let lug = (breech + dice.param(2.0, 6.0), breech + dice.param(14.0, 22.0));
        let deep = dice.param(4.0, 9.0);
        let thick = dice.param(6.0, 10.0);
        object.solid(metal, block(lug, (-barrel - deep, -barrel), thick));
        object.cavity(metal, pin((lug.0 + lug.1) * 0.5, -barrel - deep * 0.55, deep * 0.3, thick));
    }
    object
}

/// The recoil spring on its rod.
pub(super) fn recoil(l: &Layout, dice: &mut Dice) -> Object {
    let mut object = Object::benign("recoil spring");
    let around_barrel = dice.chance(0.12);
    let (y, radius) = if around_barrel { (0.0, l.barrel + 0.9) } else { l.spring() };
    let x = (l.port() - 4.0, l.length - dice.param(4.0, 12.0));
    let turns = ((x.1 - x.0) / dice.param(3.6, 6.5)).min(22.0);
    object.solid(Material::Steel, coil(x, y, radius, dice.param(0.55, 0.95), turns));
    if !around_barrel {
        match dice.weighted(&[0.5, 0.25, 0.25]) {
            0 => object.solid(Material::Steel, rod(x, y, dice.param(1.5, 2.6))),
            1 => object.solid(Material::GlassNylon, rod(x, y, 2.6)),
            _ => object.solid(Material::Steel, pipe((x.0, x.0 + (x.1 - x.0) * 0.5), y, 2.6, 1.4)),
        };
    }
    object
}
