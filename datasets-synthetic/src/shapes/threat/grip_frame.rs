//! The lower half of a pistol: frame, grip, trigger group; in polymer or metal.

use crate::{dice::Dice, mesh::Mesh, physics::material::Material, shapes::Object};

use super::{
    kit::{bevelled, block, brick, coil, hoop, panel_stuff, pin, plate, polymer, soft, soft_plate, trigger},
    slide::Layout,
};

/// Measures of a grip, mm, on top of the [`Layout`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Grip {
    pub(super) height: f32,
    /// Backward slope, dx per dy.
    pub(super) rake: f32,
    width: f32,
    pub(super) metal: bool,
    pub(super) stuff: Material,
    /// Front to back of the magazine's well, and across it.
    pub(super) well: (f32, f32),
    tang: f32,
    bulge: f32,
    dust: f32,
    rail: bool,
}

impl Grip {
    /// Draws the measures.
    pub(super) fn draw(l: &Layout, dice: &mut Dice) -> Self {
        let metal = dice.chance(0.42);
        let stuff = match (metal, dice.weighted(&[0.5, 0.38, 0.12])) {
            (false, _) => polymer(dice),
            (true, 0) => l.metal,
            (true, 1) => Material::Aluminium6061,
            (true, _) => Material::Zamak,
        };
        Self {
            height: l.front * dice.param(1.25, 1.95),
            rake: dice.param(0.05, 0.42),
            width: if metal { dice.param(15.0, 21.0) } else { dice.param(25.0, 32.0) },
            metal,
            stuff,
            well: (
                l.front * dice.param(0.62, 0.76),
                if metal { dice.param(11.0, 16.0) } else { dice.param(13.0, 23.0) },
            ),
            tang: dice.param(0.0, 13.0),
            bulge: dice.param(-3.0, 6.0),
            dust: l.front + (l.length - l.front) * dice.param(0.45, 0.97),
            rail: dice.chance(0.35),
        }
    }

    /// x of the middle of the magazine's mouth, at the slide's bottom edge.
    pub(super) fn mouth(&self, l: &Layout) -> f32 {
        l.front - 4.0 - self.well.0 * 0.5 + self.rake * (l.bottom - l.under)
    }

    /// Turns the draw into a thick polymer one.
    pub(super) fn make_polymer(&mut self, stuff: Material, dice: &mut Dice) {
        self.metal = false;
        self.stuff = stuff;
        self.width = dice.param(26.0, 34.0);
        self.well.1 = dice.param(13.0, 20.0);
    }
}

/// Frame with its small parts, without magazine. `stripped` leaves the small parts out.
pub(super) fn frame(l: &Layout, grip: &Grip, stripped: bool, dice: &mut Dice) -> Object {
    let mut object = Object::benign("frame");
    let Grip { stuff, metal, .. } = *grip;
    let wall = if metal { dice.param(1.4, 2.6) } else { dice.param(2.0, 3.4) };
    let wide = grip.width.min(l.width + 3.0);

    // The strip under the slide: a solid bridge over the trigger, open before and behind it.
    let guard_end = l.front + dice.param(40.0, 56.0).min((l.length - l.front) * 0.72);
    let dust = grip.dust.max(guard_end + 2.0).min(l.length);
    let strip_low = if dice.chance(0.5) { l.under } else { l.under + 2.0 };
    object.solid(
        stuff,
        plate(
            &[
                (0.0, l.under),
                (guard_end, l.under),
                (guard_end + 2.0, strip_low),
                (dust, strip_low),
                (dust, l.bottom),
                (0.0, l.bottom),
            ],
            wide,
        ),
    );
    let inner = wide - 2.0 * wall;
    object.cavity(stuff, block((3.0, l.front - 3.0), (l.under, l.bottom), inner));
    object.cavity(stuff, block((l.front, l.front + 22.0), (l.under + 1.0, l.bottom), inner * 0.7));
    if dust > l.front + 30.0 {
        object.cavity(stuff, block((l.front + 26.0, dust - 2.0), (strip_low + wall, l.bottom), inner));
    }
    if grip.rail && dust - guard_end > 14.0 {
        let slots = ((dust - guard_end - 4.0) / 9.0) as usize;
        for i in 0..slots.min(4) {
            let x = guard_end + 4.0 + 9.0 * i as f32;
            object.cavity(stuff, block((x, x + 5.0), (strip_low, strip_low + wall), wide));
        }
    }
    if stuff != Material::Steel && stuff != Material::StainlessSteel {
        rails(&mut object, l, inner, dust, dice);
    }
    handle(&mut object, l, grip, wall, dice);
    // Trigger guard.
    let deep = dice.param(23.0, 31.0).min(grip.height * 0.45);
    let (hook, bar) = (dice.param(-8.0, 4.0), if metal { dice.param(2.6, 3.6) } else { dice.param(3.4, 5.5) });
    let y = l.under;
    hoop(
        &mut object,
        stuff,
        &[
            (l.front - 2.0, y + bar * 0.9),
            (guard_end, y + bar * 0.9),
            (guard_end, y + bar * 0.8),
            (guard_end + hook, y - deep * 0.5),
            (guard_end + hook * 0.5 - 3.0, y - deep),
            (l.front + 10.0, y - deep),
            (l.front - 2.0 - grip.rake * deep * 0.6, y - deep * 0.75),
        ],
        bar,
        if metal { dice.param(7.0, 11.0) } else { dice.param(9.0, 14.0) },
    );
    if !stripped {
        small_parts(&mut object, l, grip, dice);
    }
    object
}

/// Steel inserts of a frame that is not steel.
fn rails(object: &mut Object, l: &Layout, inner: f32, dust: f32, dice: &mut Dice) {
    let steel = Material::Steel;
    let z = inner * 0.5 - 0.8;
    let long = dice.param(8.0, 18.0);
    for x in [4.0, l.front + 24.0] {
        for side in [-z, z] {
            object.solid(
                steel,
                brick((x, (x + long).min(dust)), (l.bottom - 4.0, l.bottom + 2.0), (side - 0.75, side + 0.75)),
            );
        }
    }
    let low = l.under + 1.5;
    object.solid(steel, block((l.front + 4.0, l.front + 20.0), (low, l.bottom), inner * 0.6));
    object.cavity(steel, pin(l.front + 12.0, (low + l.bottom) * 0.5, 2.2, inner * 0.6));
}

fn handle(object: &mut Object, l: &Layout, grip: &Grip, wall: f32, dice: &mut Dice) {
    let Grip { height: h, rake, stuff, bulge, .. } = *grip;
    let (top, front) = (l.under, l.front);
    let at = |x: f32, t: f32| (x - rake * h * t, top - h * t);
    let swell = dice.param(-2.0, 3.0);
    let foot = dice.param(-3.0, 5.0);
    let lean = dice.param(-0.06, 0.06);
    let mut corners = vec![(front, top), (front, top)];
    if dice.chance(0.2) {
        // Finger grooves.
        for i in 0..4 {
            let t = 0.2 + 0.2 * i as f32;
            corners.extend([at(front + 2.0, t - 0.06), at(front - 1.0, t + 0.04)]);
        }
    } else {
        corners.extend([at(front - 1.0, 0.3), at(front + swell, 0.6)]);
    }
    corners.extend([
        at(front + foot, 1.0),
        at(front + foot, 1.0),
        at(-1.0 - foot * 0.6, 1.0 + lean),
        at(-2.0 - bulge, 0.6),
        at(1.0 - bulge * 0.4, 0.25),
        at(3.0, 0.08),
        (0.5, top),
        (0.5, top),
    ]);
    let depth = grip.well.0;
    let across = grip.well.1.min(grip.width - 2.0 * wall);
    // The faces are drawn in no further than the well's walls are thick.
    let bevel = if grip.metal { 1.5 } else { dice.param(3.0, 7.0) }.min((grip.width - across) * 0.5);
    object.solid(stuff, bevelled(&soft(&corners, 2), grip.width, bevel));
    if grip.tang > 3.0 {
        let high = l.bottom.min(top + 6.0);
        let tail = -grip.tang;
        let shape = [(0.0, high), (tail, high - 1.0), (tail - 1.0, top + 1.0), (-1.0, top - 8.0), (0.5, top - 8.0)];
        object.solid(stuff, plate(&shape, grip.width * 0.7));
    }
    // The well ends on the slanted foot: matter that is not there cannot be cut.
    let foot_at = |x: f32| 0.995 + lean.min(0.0) * ((front - x) / front).min(1.0);
    let (x0, x1) = (front - 4.0 - depth, front - 4.0);
    let well = [at(x1, 0.0), at(x1, foot_at(x1)), at(x0, foot_at(x0)), at(x0, 0.0)];
    object.cavity(stuff, plate(&well, across));
    // The rear room: mainspring or nothing.
    let rear = (front - 4.0 - depth - 1.5, 3.5 + bulge.max(0.0));
    if rear.0 - rear.1 > 3.0 {
        object.cavity(
            stuff,
            plate(
                &[at(rear.0, 0.0), at(rear.0, 0.86), at(rear.1 - bulge.max(0.0) * 0.5, 0.86), at(rear.1, 0.0)],
                across.min(grip.width - 6.0),
            ),
        );
        let slope = -(std::f32::consts::FRAC_PI_2 + rake.atan());
        let spring = coil((0.0, h * 0.5), 0.0, (rear.0 - rear.1) * 0.35, 0.6, 9.0);
        let place = at((rear.0 + rear.1) * 0.5, 0.3);
        if grip.metal || dice.chance(0.4) {
            object.solid(Material::Steel, spring.turned(slope).at(place.0, place.1, 0.0));
        }
    }
    if grip.metal {
        let panel = panel_stuff(dice);
        let thick = dice.param(4.0, 8.0);
        let outline = soft(
            &[
                at(front - 2.0, 0.1),
                at(front - 2.0, 0.5),
                at(front - 1.0, 0.95),
                at(1.0, 0.95),
                at(-bulge, 0.5),
                at(4.0, 0.12),
            ],
            2,
        );
        for side in [-1.0, 1.0] {
            let z = side * (grip.width + thick) * 0.5;
            object.solid(panel, bevelled(&outline, thick, 1.5).at(0.0, 0.0, z));
            for t in [0.22, 0.8] {
                let (x, y) = at(front * 0.5, t);
                object.inlay(panel, Material::Steel, pin(x, y, 2.4, thick * 0.8).at(0.0, 0.0, z));
            }
        }
    }
}

fn small_parts(object: &mut Object, l: &Layout, grip: &Grip, dice: &mut Dice) {
    let steel = Material::Steel;
    let x = l.front + dice.param(13.0, 22.0);
    let y = l.under;
    let stuff = if dice.chance(0.5) { steel } else { Material::GlassNylon };
    object.solid(stuff, trigger(x, y, dice.param(15.0, 21.0), dice.param(5.0, 8.0)));
    object.solid(steel, pin(x, y + 3.0, 1.4, l.width));
    // Trigger bar along one side, up to the rear housing.
    let z = grip.well.1 * 0.5 + 1.0;
    let bar = plate(
        &[
            (x, y + 1.0),
            (x, y + 4.0),
            (12.0, l.bottom - 1.0),
            (8.0, l.bottom - 1.0),
            (8.0, l.bottom - 4.0),
            (20.0, l.bottom - 5.0),
        ],
        1.4,
    );
    object.solid(steel, bar.at(0.0, 0.0, -z));
    object.solid(steel, block((3.0, 10.0), (l.under, l.bottom - 1.0), 6.0));
    object.solid(steel, pin(9.0, l.under + 2.5, 1.5, grip.width.min(l.width)));
    // Slide stop lever, catch, pins.
    let lever = plate(
        &[
            (l.front - 28.0, l.bottom - 3.0),
            (l.front - 24.0, l.bottom + 1.0),
            (l.front + 16.0, l.bottom - 2.0),
            (l.front + 16.0, l.bottom - 5.0),
        ],
        1.6,
    );
    object.solid(steel, lever.at(0.0, 0.0, l.width * 0.5 + 0.9));
    object.solid(steel, pin(l.front + 12.0, l.bottom - 4.0, 2.0, l.width));
    object.solid(steel, pin(l.front - 4.0 - grip.rake * 18.0, y - 16.0, dice.param(2.5, 4.0), grip.width));
    if dice.chance(0.25) {
        object.solid(
            steel,
            plate(&[(2.0, l.bottom), (16.0, l.bottom + 2.0), (18.0, l.bottom - 4.0), (6.0, l.bottom - 5.0)], 2.0).at(
                0.0,
                0.0,
                l.width * 0.5 + 1.2,
            ),
        );
    }
    if grip.metal || dice.chance(0.15) {
        hammer(object, l, dice);
    }
}

fn hammer(object: &mut Object, l: &Layout, dice: &mut Dice) {
    let back = dice.param(-0.2, 0.9);
    let tall = dice.param(17.0, 24.0);
    let shape = [
        (-3.0, 0.0),
        (4.0, 0.0),
        (4.0, tall - 4.0),
        (1.0, tall),
        (-8.0, tall + 1.0),
        (-9.0, tall - 2.0),
        (-3.0, tall - 7.0),
    ];
    let mut mesh: Mesh = soft_plate(&shape, dice.param(5.0, 8.0));
    mesh = mesh.turned(back).at(2.0, l.bottom - 4.0, 0.0);
    object.solid(Material::Steel, mesh);
}
