//! What lies in a parcel and where: containers, goods, decoys and threats.

use std::f32::consts::{PI, TAU};

use glam::{Affine3A, Quat, Vec2, Vec3};
use screening_core::taxonomy::ThreatClass;

use crate::{
    cloth::Cloth,
    dice::Dice,
    raster::Grid,
    shapes::{Object, goods, threat::threat},
};

/// What a set of scenes is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SceneOptions {
    /// Longest side of the picture, pixels: drawn between these.
    pub long_side: [usize; 2],
    /// Share of scenes that hold at least one threat.
    pub threat_share: f32,
    /// Air added on each side, share of the picture's side: with some, no parcel is cut by the picture's edge.
    pub margin: f32,
    /// Goods in a parcel, as a share of the usual number.
    pub goods: f32,
    /// Fewest and most threats of a scene that has any, of all classes; none for what parcels hold: mostly one to three
    /// that belong together. Many to a picture teach a detector faster.
    pub threats: Option<[usize; 2]>,
}

impl Default for SceneOptions {
    fn default() -> Self {
        Self { long_side: [480, 1000], threat_share: 0.58, margin: 0.0, goods: 1.0, threats: None }
    }
}

/// One object in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The object, moved to the scene's frame.
    pub object: Object,
    /// How far its face is turned away from the beam, degrees: 0 side view, 90 end-on or on edge.
    pub tilt: f32,
}

/// A parcel, or a few, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Size and scale of the picture.
    pub grid: Grid,
    /// Objects in the order in which they were packed.
    pub objects: Vec<Placed>,
    /// Loose fabric around them.
    pub cloth: Vec<Cloth>,
}

/// Where one parcel lies and how it is turned.
struct Bed {
    middle: Vec2,
    half: Vec2,
    turn: f32,
}

impl Bed {
    fn place(&self, local: Vec2) -> Vec2 {
        self.middle + Vec2::from_angle(self.turn).rotate(local)
    }
}

impl Scene {
    /// Packs a scene.
    pub fn draw(dice: &mut Dice, options: &SceneOptions) -> Self {
        let threats = match (dice.chance(options.threat_share), options.threats) {
            (false, _) => Vec::new(),
            (true, None) => draw_threats(dice),
            (true, Some(count)) => draw_collection(dice, count),
        };
        Self::draw_around(dice, options, &threats)
    }

    /// Packs a scene around these threats, which are centred and not yet placed; none for ordinary goods alone.
    pub fn draw_around(dice: &mut Dice, options: &SceneOptions, threats: &[Placed]) -> Self {
        let longest = threats.iter().map(|t| length(&t.object)).fold(0.0, f32::max);
        let grid = draw_grid(dice, options, longest);
        let canvas = Vec2::new(grid.width as f32 * grid.mm_per_pixel[0], grid.height as f32 * grid.mm_per_pixel[1]);
        let beds = draw_beds(dice, canvas, longest);
        let host = dice.below(beds.len());
        let (mut objects, mut cloth) = (Vec::new(), Vec::new());
        for (number, bed) in beds.iter().enumerate() {
            let mine = if number == host { threats } else { &[] };
            pack(dice, bed, options, mine, &mut objects);
            if dice.chance(0.5) {
                let heaps = dice.int(1, 4);
                cloth.extend((0..heaps).map(|_| Cloth::draw(dice, bed.middle, bed.half, bed.turn)));
            }
        }
        let wider = |side: usize| side + 2 * (side as f32 * options.margin) as usize;
        let grid = Grid { width: wider(grid.width), height: wider(grid.height), ..grid };
        Self { grid, objects, cloth }
    }
}

fn length(object: &Object) -> f32 {
    let (low, high) = object.bounds();
    (high - low).truncate().max_element()
}

fn draw_grid(dice: &mut Dice, options: &SceneOptions, longest: f32) -> Grid {
    let mut long_mm = dice.uniform(380.0, 950.0);
    if longest > 0.0 {
        // Threats fill 10 to 45 % of the picture's width, whole long guns up to 90 %.
        let largest = longest / dice.uniform(0.1, 0.16);
        let smallest = longest / if longest > 420.0 { dice.uniform(0.6, 0.9) } else { dice.uniform(0.32, 0.5) };
        long_mm = long_mm.clamp(smallest, largest.max(smallest + 1.0)).max(200.0);
    }
    let long_side = dice.int(options.long_side[0], options.long_side[1]);
    let aspect = dice.uniform(0.55, 1.0);
    let short_side = (long_side as f32 * aspect) as usize;
    let (width, height) = if dice.chance(0.85) { (long_side, short_side) } else { (short_side, long_side) };
    let scale = long_mm / long_side as f32;
    // Belt speed and line rate seldom agree exactly.
    let stretch = if dice.chance(0.5) { dice.uniform(0.85, 1.18) } else { 1.0 };
    Grid { width, height, mm_per_pixel: [scale, scale * stretch] }
}

fn draw_beds(dice: &mut Dice, canvas: Vec2, longest: f32) -> Vec<Bed> {
    let count = if longest > 0.5 * canvas.max_element() { 1 } else { [1, 2, 3][dice.weighted(&[0.85, 0.11, 0.04])] };
    (0..count)
        .map(|i| {
            let cell = Vec2::new(canvas.x / count as f32, canvas.y);
            let mut half = cell * 0.5 * Vec2::new(dice.uniform(0.7, 0.97), dice.uniform(0.62, 0.97));
            if longest > 0.0 {
                half = half.max(Vec2::splat(longest * 0.3)).min(cell * 0.5);
            }
            let slack = cell * 0.5 - half;
            let mut middle = Vec2::new((i as f32 + 0.5) * cell.x - canvas.x * 0.5, 0.0)
                + slack * Vec2::new(dice.uniform(-1.0, 1.0), dice.uniform(-1.0, 1.0));
            if dice.chance(0.08) {
                // Cut by the picture's edge.
                middle += Vec2::from_angle(dice.uniform(0.0, TAU)) * half.min_element() * dice.uniform(0.2, 0.8);
            }
            let turn = if dice.chance(0.35) { dice.uniform(-0.25, 0.25) } else { dice.uniform(-0.02, 0.02) };
            Bed { middle, half: half * (1.0 - 0.5 * turn.abs()), turn }
        })
        .collect()
}

/// Threats of one parcel, centred and not yet placed.
fn draw_threats(dice: &mut Dice) -> Vec<Placed> {
    use ThreatClass as T;
    const FIREARM: [T; 4] = [T::Pistol, T::Revolver, T::LongGun, T::ImprovisedOrPrinted];
    const PART: [T; 7] =
        [T::Barrel, T::FrameOrReceiver, T::Slide, T::Cylinder, T::BoltOrBreechBlock, T::Suppressor, T::Magazine];
    const ROUND: [T; 3] = [T::Cartridge, T::CartridgeCase, T::Bullet];
    let mut classes = Vec::new();
    match dice.weighted(&[0.42, 0.27, 0.31]) {
        0 => {
            classes.push(FIREARM[dice.weighted(&[0.42, 0.2, 0.22, 0.16])]);
            if dice.chance(0.15) {
                classes.push(FIREARM[dice.weighted(&[0.5, 0.2, 0.1, 0.2])]);
            }
            if dice.chance(0.25) {
                classes.push(*dice.pick(&[T::Magazine, T::AmmunitionGroup, T::Cartridge]));
            }
        }
        1 => {
            for _ in 0..[1, 2, 3, 4][dice.weighted(&[0.4, 0.25, 0.2, 0.15])] {
                classes.push(*dice.pick(&PART));
            }
        }
        _ => {
            if dice.chance(0.62) {
                classes.push(T::AmmunitionGroup);
            }
            if classes.is_empty() || dice.chance(0.3) {
                let kind = ROUND[dice.weighted(&[0.55, 0.22, 0.23])];
                let count = dice.int(1, 6);
                classes.extend(std::iter::repeat_n(kind, count));
            }
        }
    }
    let mut placed: Vec<Placed> = Vec::with_capacity(classes.len());
    for class in classes {
        // Loose rounds of one parcel are mostly of one kind: the same shape again.
        let again = placed.last().filter(|p| p.object.class == Some(class) && ROUND.contains(&class)).cloned();
        placed.push(match again {
            Some(last) if dice.chance(0.8) => last,
            _ => Placed { object: threat(class, dice), tilt: 0.0 },
        });
    }
    vary_sizes(dice, &mut placed);
    placed
}

/// Threats of every class, whatever would lie together in a parcel; at most one long gun, so that the picture's scale
/// suits the others too.
fn draw_collection(dice: &mut Dice, [fewest, most]: [usize; 2]) -> Vec<Placed> {
    let mut weights: Vec<f32> = ThreatClass::ALL.iter().map(|class| collection_weight(*class)).collect();
    let mut placed = Vec::new();
    for _ in 0..dice.int(fewest, most) {
        let drawn = dice.weighted(&weights);
        let class = ThreatClass::ALL[drawn];
        if class == ThreatClass::LongGun {
            weights[drawn] = 0.0;
        }
        placed.push(Placed { object: threat(class, dice), tilt: 0.0 });
    }
    vary_sizes(dice, &mut placed);
    placed
}

/// Whole firearms come in more outlines than parts do, and are what matters most.
fn collection_weight(class: ThreatClass) -> f32 {
    match class {
        ThreatClass::Pistol => 3.0,
        ThreatClass::Revolver => 2.0,
        ThreatClass::ImprovisedOrPrinted | ThreatClass::AmmunitionGroup => 1.5,
        ThreatClass::LongGun => 0.6,
        _ => 1.0,
    }
}

fn vary_sizes(dice: &mut Dice, threats: &mut [Placed]) {
    for one in threats {
        let scale = dice.uniform(0.92, 1.1);
        one.object.transform(&Affine3A::from_scale(Vec3::splat(scale)));
    }
}

fn pack(dice: &mut Dice, bed: &Bed, options: &SceneOptions, threats: &[Placed], objects: &mut Vec<Placed>) {
    if dice.chance(0.9) {
        let mut container = goods::container(dice, bed.half * 2.0);
        container.transform(&Affine3A::from_rotation_z(bed.turn));
        put(container, 0.0, bed.middle, objects);
    }
    let area = (bed.half.x * bed.half.y / 40_000.0).clamp(0.3, 3.0);
    let fullness = dice.log_uniform(2.0, 18.0) * area.sqrt() * options.goods;
    let heavy = dice.uniform(0.15, 1.0);
    let mut anchors = Vec::new();
    for _ in 0..(fullness * 0.35).ceil() as usize {
        let size = bed.half * Vec2::new(dice.uniform(0.5, 1.9), dice.uniform(0.5, 1.9));
        let wrapping = goods::wrapping(dice, size);
        let at = bed.place(bed.half * Vec2::new(dice.uniform(-0.5, 0.5), dice.uniform(-0.5, 0.5)));
        let turned = if dice.chance(0.5) { bed.turn } else { dice.uniform(0.0, TAU) };
        let mut wrapping = wrapping;
        wrapping.transform(&Affine3A::from_rotation_z(turned));
        put(wrapping, 0.0, at, objects);
    }
    for _ in 0..fullness as usize {
        let object = match dice.weighted(&[0.55, 0.22 * heavy, 0.23]) {
            0 => goods::goods(dice),
            1 => goods::clutter(dice),
            _ => goods::decoy(dice),
        };
        let at = place_object(dice, bed, object, objects);
        anchors.push(at);
    }
    for threat in threats {
        if options.threats.is_some() {
            spread_threat(dice, bed, threat, objects);
            continue;
        }
        // Many threats lie on, under or against something else.
        let near = if dice.chance(0.4) && !anchors.is_empty() { Some(*dice.pick(&anchors)) } else { None };
        place_threat(dice, bed, threat, near, objects);
    }
}

fn place_object(dice: &mut Dice, bed: &Bed, mut object: Object, objects: &mut Vec<Placed>) -> Vec2 {
    let (pose, tilt) = draw_pose(dice, [0.62, 0.22, 0.16]);
    object.transform(&Affine3A::from_quat(pose));
    shrink_to(&mut object, bed.half.max_element() * 1.9);
    let at = free_place(dice, bed, &object);
    put(object, tilt, at, objects);
    at
}

/// Puts a threat of a collection where it keeps clear of the others, as far as a few tries find such a place.
fn spread_threat(dice: &mut Dice, bed: &Bed, threat: &Placed, objects: &mut Vec<Placed>) {
    let (object, tilt) = posed_threat(dice, threat);
    let reach = |object: &Object| {
        let (low, high) = object.bounds();
        ((low + high).truncate() * 0.5, (high - low).truncate().length() * 0.5)
    };
    let radius = reach(&object).1;
    let others: Vec<_> = objects.iter().filter(|o| o.object.class.is_some()).map(|o| reach(&o.object)).collect();
    let gap = |at: Vec2| others.iter().map(|(middle, r)| middle.distance(at) - r - radius).fold(f32::MAX, f32::min);
    let tries: Vec<Vec2> = (0..8).map(|_| free_place(dice, bed, &object)).collect();
    let at = tries.into_iter().max_by(|a, b| gap(*a).total_cmp(&gap(*b))).unwrap_or(bed.middle);
    put(object, tilt, at, objects);
}

fn place_threat(dice: &mut Dice, bed: &Bed, threat: &Placed, near: Option<Vec2>, objects: &mut Vec<Placed>) {
    let (object, tilt) = posed_threat(dice, threat);
    let inside = free_place(dice, bed, &object);
    let at = match near {
        Some(anchor) => anchor + Vec2::from_angle(dice.uniform(0.0, TAU)) * dice.uniform(15.0, 90.0),
        None => inside,
    };
    put(object, tilt, at, objects);
}

/// The threat turned as it might lie, with its tilt in degrees.
pub(crate) fn posed_threat(dice: &mut Dice, threat: &Placed) -> (Object, f32) {
    // End-on views are kept rare: most of them cannot be told from any other lump.
    let weights = if threat
        .object
        .class
        .is_some_and(|class| length(&threat.object) < 100.0 && class != ThreatClass::AmmunitionGroup)
    {
        [0.6, 0.3, 0.1]
    } else {
        [0.72, 0.24, 0.04]
    };
    let (pose, tilt) = draw_pose(dice, weights);
    let mut object = threat.object.clone();
    object.transform(&Affine3A::from_quat(pose));
    (object, tilt)
}

/// A turn in the picture plane and a tilt out of it: small, middle or any, with these weights.
/// Returns the tilt in degrees too.
fn draw_pose(dice: &mut Dice, weights: [f32; 3]) -> (Quat, f32) {
    let limit = [15f32, 50.0, 90.0][dice.weighted(&weights)].to_radians();
    let tilt = dice.uniform(0.0, limit);
    let axis = Vec2::from_angle(dice.uniform(0.0, TAU));
    let face = if dice.chance(0.5) { Quat::from_rotation_y(PI) } else { Quat::IDENTITY };
    let turn = if dice.chance(0.3) {
        // Goods are often packed square to the carton.
        (dice.below(4) as f32) * PI * 0.5 + dice.uniform(-0.08, 0.08)
    } else {
        dice.uniform(0.0, TAU)
    };
    let pose = Quat::from_rotation_z(turn) * Quat::from_axis_angle(axis.extend(0.0), tilt) * face;
    (pose, tilt.to_degrees())
}

fn shrink_to(object: &mut Object, limit: f32) {
    let long = length(object);
    if long > limit {
        object.transform(&Affine3A::from_scale(Vec3::splat(limit / long)));
    }
}

/// A place in the bed where the object's bounds stay inside, as far as it fits.
fn free_place(dice: &mut Dice, bed: &Bed, object: &Object) -> Vec2 {
    let (low, high) = object.bounds();
    let room = (bed.half - (high - low).truncate() * 0.5).max(Vec2::ZERO);
    bed.place(room * Vec2::new(dice.uniform(-1.0, 1.0), dice.uniform(-1.0, 1.0)))
}

fn put(mut object: Object, tilt: f32, at: Vec2, objects: &mut Vec<Placed>) {
    let (low, high) = object.bounds();
    let middle = (low + high) * 0.5;
    object.transform(&Affine3A::from_translation(at.extend(0.0) - middle));
    objects.push(Placed { object, tilt });
}
