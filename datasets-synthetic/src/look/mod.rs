//! How a vendor's console paints a dual-energy scan.
//!
//! A [`Look`] turns the two transmission planes into the 8-bit picture that an operator sees:
//! material by hue, attenuation by depth of colour, then the sharpening, contrast and compression
//! that the picture went through on its way. The same planes can be painted in any look.

mod material_index;
mod paint;
mod remnants;

pub use material_index::MaterialIndex;
pub use paint::Picture;

use crate::dice::Dice;

/// Hue of one kind of material: absorption of red, green and blue per unit of tone.
type Absorption = [f32; 3];

/// Everything that makes one vendor's, or one setting's, picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Colour of air, 0 to 1.
    background: [f32; 3],
    /// Absorptions at the material indices 0 (organic), 0.55, 1 (aluminium), 1.6, 2 (steel), 3 (tin).
    palette: [Absorption; 6],
    /// Tone per unit of attenuation, for light and for heavy materials.
    gain: [f32; 2],
    /// Tone that even the thickest matter does not pass, for light and for heavy materials.
    ceiling: [f32; 2],
    /// Exponent of attenuation before the gain.
    gamma: f32,
    /// Attenuation that is still painted as air.
    white_point: f32,
    /// Transmission below which a pixel is painted black; 0 for never.
    black_below: f32,
    /// Whether hue is dropped: a single-energy or black-and-white picture.
    grey: bool,
    /// Whether the picture is painted as a negative: air black.
    negative: bool,
    /// Share of the detail that is added again (unsharp mask), and its radius in pixels.
    edge: (f32, f32),
    /// Share of the surroundings' mean that is taken away (local contrast).
    local_contrast: f32,
    /// Factor by which the picture was scaled down before it was scaled up again; 1 for none.
    resample: f32,
    /// JPEG quality; none for a lossless picture.
    jpeg: Option<u8>,
    /// Standard deviation of grain added after painting, grey levels.
    grain: f32,
    /// Lines, marks and bars left on the picture.
    remnants: remnants::Remnants,
}

impl Look {
    /// The field's standard pseudo-colour without any processing.
    pub fn standard() -> Self {
        Self {
            background: [1.0; 3],
            palette: [
                absorption([250, 165, 70], 0.05),
                absorption([235, 185, 80], 0.05),
                absorption([95, 190, 85], 0.1),
                absorption([70, 150, 150], 0.1),
                absorption([70, 120, 225], 0.1),
                absorption([80, 80, 200], 0.15),
            ],
            gain: [1.0, 0.9],
            ceiling: [3.6, 4.2],
            gamma: 0.9,
            white_point: 0.005,
            black_below: 0.0025,
            grey: false,
            negative: false,
            edge: (0.0, 1.0),
            local_contrast: 0.0,
            resample: 1.0,
            jpeg: None,
            grain: 0.0,
            remnants: remnants::Remnants::default(),
        }
    }

    /// A look drawn at random from what consoles of many vendors show.
    pub fn draw(dice: &mut Dice) -> Self {
        let tints = &FAMILIES[dice.weighted(&[0.45, 0.3, 0.25])];
        let organic = jitter(dice, tints.organic, tints.darkness);
        let mixed = jitter(dice, tints.mixed, tints.darkness);
        let metal = jitter(dice, tints.metal, tints.darkness);
        let heavy = jitter(dice, tints.metal, [tints.darkness[1], tints.darkness[1] + 0.1]);
        let organic_end = dice.uniform(0.0, 0.7);
        let metal_start = dice.uniform(0.2, 1.0);
        let grey = dice.chance(0.17);
        let background = match dice.weighted(&[0.62, 0.16, 0.1, 0.06, 0.06]) {
            0 => [1.0; 3],
            1 => [dice.uniform(0.82, 0.98); 3],
            2 => [0.93, 0.96, 1.0].map(|c| c * dice.uniform(0.92, 1.0)),
            3 => [1.0, 0.94, 0.95].map(|c| c * dice.uniform(0.93, 1.0)),
            _ => [0.98, 0.97, 0.9],
        };
        Self {
            background,
            palette: [
                organic,
                mix(organic, mixed, organic_end),
                mixed,
                mix(mixed, metal, metal_start),
                metal,
                mix(metal, heavy, 0.7),
            ],
            gain: [dice.uniform(0.6, 1.6), dice.uniform(0.35, 1.15)],
            ceiling: [dice.uniform(1.8, 5.0), dice.uniform(tints.ceiling[0], tints.ceiling[1])],
            gamma: dice.uniform(0.7, 1.15),
            white_point: dice.uniform(0.0, 0.03),
            black_below: if dice.chance(0.4) { dice.log_uniform(0.0003, 0.004) } else { 0.0 },
            grey,
            negative: false,
            edge: if dice.chance(0.55) { (dice.uniform(0.2, 2.2), dice.uniform(0.7, 2.2)) } else { (0.0, 1.0) },
            local_contrast: if dice.chance(0.35) { dice.uniform(0.1, 0.6) } else { 0.0 },
            resample: if dice.chance(0.35) { dice.uniform(0.45, 0.95) } else { 1.0 },
            jpeg: if dice.chance(0.6) { Some(dice.int(45, 95) as u8) } else { None },
            grain: if dice.chance(0.3) { dice.uniform(0.5, 5.0) } else { 0.0 },
            remnants: remnants::Remnants::draw(dice),
        }
    }

    /// A look of the paler consoles: goods nearly white, outlines thin and dark; metal nearly black, or green to teal and
    /// transparent with a light line beside each dark one.
    pub fn draw_pale(dice: &mut Dice) -> Self {
        let teal = dice.chance(0.35);
        let (tints, gain, light) = if teal {
            (&TEAL, [dice.uniform(0.5, 1.0), dice.uniform(0.35, 0.7)], dice.uniform(1.2, 2.2))
        } else {
            (&FAINT, [dice.uniform(0.3, 0.8), dice.uniform(0.45, 1.0)], dice.uniform(1.5, 4.0))
        };
        let ceiling = [light, dice.uniform(tints.ceiling[0], tints.ceiling[1])];
        let organic = jitter(dice, tints.organic, tints.darkness);
        let mixed = jitter(dice, tints.mixed, tints.darkness);
        let metal = jitter(dice, tints.metal, tints.darkness);
        let radius = if teal { dice.uniform(1.5, 3.5) } else { dice.uniform(0.6, 1.3) };
        Self {
            background: [1.0, 1.0, dice.uniform(0.95, 1.0)].map(|c| c * dice.uniform(0.985, 1.0)),
            palette: [
                organic,
                mix(organic, mixed, dice.uniform(0.0, 0.6)),
                mixed,
                mix(mixed, metal, dice.uniform(0.4, 1.0)),
                metal,
                metal,
            ],
            gain,
            ceiling,
            gamma: dice.uniform(0.85, 1.25),
            white_point: dice.uniform(0.0, 0.015),
            black_below: if teal || dice.chance(0.5) { 0.0 } else { dice.log_uniform(0.0005, 0.005) },
            edge: (dice.uniform(0.8, 3.0), radius),
            local_contrast: if dice.chance(0.5) { dice.uniform(0.2, 0.8) } else { 0.0 },
            jpeg: if dice.chance(0.5) { Some(dice.int(60, 95) as u8) } else { None },
            resample: if dice.chance(0.3) { dice.uniform(0.6, 0.95) } else { 1.0 },
            grain: if dice.chance(0.5) { dice.uniform(0.5, 4.0) } else { 0.0 },
            ..Self::standard()
        }
    }

    /// The look without processing that came after painting, for a picture straight from the scanner.
    pub fn clean(mut self) -> Self {
        self.resample = 1.0;
        self.jpeg = None;
        self.grain = 0.0;
        self.remnants = remnants::Remnants::default();
        self
    }

    /// The same look as a negative: air black.
    pub fn negative(mut self) -> Self {
        self.negative = true;
        self
    }
}

/// The hues that one family of consoles draws from.
struct Tints {
    organic: &'static [[u8; 3]],
    mixed: &'static [[u8; 3]],
    metal: &'static [[u8; 3]],
    /// Absorption added to all three channels, least and most.
    darkness: [f32; 2],
    /// Ceiling of the tone of metal, least and most.
    ceiling: [f32; 2],
}

const FAMILIES: [Tints; 3] = [
    // Orange, green and blue that darken with depth.
    Tints {
        organic: &[[255, 170, 70], [250, 150, 50], [240, 160, 95], [230, 140, 60], [255, 195, 115], [225, 150, 110]],
        mixed: &[[130, 200, 90], [90, 190, 80], [150, 190, 60], [80, 180, 120], [170, 205, 105], [60, 170, 110]],
        metal: &[
            [80, 120, 230],
            [60, 130, 220],
            [90, 150, 220],
            [40, 110, 200],
            [70, 90, 200],
            [60, 165, 200],
            [110, 120, 200],
            [100, 170, 230],
        ],
        darkness: [0.0, 0.35],
        ceiling: [1.4, 5.0],
    },
    // Strong colours that stay strong: metal remains blue where it is thick.
    Tints {
        organic: &[[255, 140, 50], [255, 120, 40], [250, 160, 80], [255, 150, 30]],
        mixed: &[[120, 190, 80], [90, 170, 90], [140, 200, 120], [60, 150, 100]],
        metal: &[[40, 100, 235], [30, 80, 220], [60, 120, 240], [50, 140, 230], [40, 130, 180]],
        darkness: [0.0, 0.12],
        ceiling: [1.0, 2.4],
    },
    // Pale olive and slate: hues hardly differ, dense metal is nearly black.
    Tints {
        organic: &[[215, 205, 160], [200, 190, 140], [225, 205, 170], [190, 190, 140], [210, 180, 130]],
        mixed: &[[160, 175, 120], [150, 170, 110], [120, 160, 100], [170, 180, 140], [110, 150, 120]],
        metal: &[[70, 90, 115], [60, 80, 110], [60, 100, 110], [80, 100, 130], [50, 80, 130], [40, 70, 110]],
        darkness: [0.0, 0.2],
        ceiling: [1.3, 4.0],
    },
];

/// Cream, olive and slate on nearly white.
const FAINT: Tints = Tints {
    organic: &[[225, 205, 165], [220, 195, 150], [205, 200, 150], [235, 200, 150], [200, 190, 150]],
    mixed: &[[150, 170, 110], [120, 150, 90], [160, 160, 120], [110, 150, 110]],
    metal: &[[60, 80, 120], [50, 70, 110], [70, 80, 90], [40, 80, 100]],
    darkness: [0.0, 0.15],
    ceiling: [1.8, 3.6],
};

/// Tan goods and metal in green to teal.
const TEAL: Tints = Tints {
    organic: &[[245, 200, 150], [235, 190, 130], [250, 175, 110], [225, 200, 160]],
    mixed: &[[130, 200, 130], [110, 190, 120], [150, 200, 140]],
    metal: &[[40, 140, 90], [30, 130, 110], [50, 150, 130], [30, 120, 80], [40, 130, 140]],
    darkness: [0.0, 0.1],
    ceiling: [0.9, 1.7],
};

/// The absorption that turns white into `colour` at tone 1, with `darkness` added for all three.
fn absorption(colour: [u8; 3], darkness: f32) -> Absorption {
    colour.map(|c| -(f32::from(c) / 255.0).ln() + darkness)
}

fn jitter(dice: &mut Dice, colours: &[[u8; 3]], darkness: [f32; 2]) -> Absorption {
    let base = absorption(*dice.pick(colours), dice.uniform(darkness[0], darkness[1]));
    base.map(|a| a * dice.uniform(0.8, 1.25))
}

fn mix(a: Absorption, b: Absorption, share: f32) -> Absorption {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * share)
}
