// The enhancements: one table, in the order in which they are applied, each in a form for the graphics card and in one
// for the fallback. Both work on a pixel's tone (0 black to 1 white); the hue stays the plain picture's, since hue stands
// for matter, unless a line of the table says that the pixel is grey.

import { LOCAL_GLSL, localTone } from './local.js';

/** @typedef {import('./local.js').LocalTables} LocalTables */

/**
 * What can be set of enhancements that have a measure.
 * @typedef {object} Values
 * @property {[low: number, high: number]} window tones that become black and white
 * @property {number} gamma
 * @property {[low: number, high: number]} slice tones that stay
 * @property {string} palette
 */

/**
 * A pixel on its way, in the fallback.
 * @typedef {object} Pixel
 * @property {number} tone as it is by now
 * @property {number} plain the plain picture's
 * @property {number} mean the plain picture's mean over the pixel and its eight neighbours
 * @property {boolean} grey whether it has lost its hue
 * @property {number} z effective atomic number; 0 in air
 * @property {number} u place in the picture, 0 to 1
 * @property {number} v
 */

/**
 * @typedef {object} Enhancement
 * @property {string} name as it is logged
 * @property {boolean} dual whether it needs a dual-energy scan
 * @property {string} glsl statements on `tone` and `grey`; they may read `plain`, `mean`, `z`, `place` and the uniforms
 * @property {(pixel: Pixel, values: Values, local: LocalTables | null) => void} apply the same
 * @property {string} [needs] declarations for the shader
 */

/** How much sharper edges get. */
export const EDGE = 1.6;
/** High penetration spreads the tones from black up to this one, where dense matter lies. */
export const HIGH = 0.4;
/** Low penetration spreads the tones from this one up to white, where thin matter lies. */
export const LOW = 0.55;
/** Below this atomic number matter counts as organic; the standard pseudo-colour turns from orange to green here. */
export const ORGANIC = 10;
/** What does not belong to what is looked for is shown this light, so that its place can still be seen. */
export const VEIL = 0.84;

const clamp = (/** @type {number} */ value) => Math.min(Math.max(value, 0), 1);

/** @param {Pixel} pixel */
function veil(pixel) {
  pixel.tone = VEIL + (1 - VEIL) * pixel.tone;
  pixel.grey = true;
}

const VEIL_GLSL = `tone = ${VEIL} + ${1 - VEIL} * tone; grey = true;`;

/** @type {readonly Enhancement[]} */
export const ENHANCEMENTS = [
  {
    name: 'edge',
    dual: false,
    glsl: `tone = clamp(tone + ${EDGE} * (plain - mean), 0., 1.);`,
    apply: (pixel) => {
      pixel.tone = clamp(pixel.tone + EDGE * (pixel.plain - pixel.mean));
    },
  },
  {
    name: 'super_enhance',
    dual: false,
    needs: LOCAL_GLSL,
    glsl: 'tone = localTone(tone, place);',
    apply: (pixel, _, local) => {
      if (local) pixel.tone = localTone(local, pixel.tone, pixel.u, pixel.v);
    },
  },
  {
    name: 'high_penetration',
    dual: false,
    glsl: `tone = clamp(tone / ${HIGH}, 0., 1.);`,
    apply: (pixel) => {
      pixel.tone = clamp(pixel.tone / HIGH);
    },
  },
  {
    name: 'low_penetration',
    dual: false,
    glsl: `tone = clamp((tone - ${LOW}) / (1. - ${LOW}), 0., 1.);`,
    apply: (pixel) => {
      pixel.tone = clamp((pixel.tone - LOW) / (1 - LOW));
    },
  },
  {
    name: 'window',
    dual: false,
    needs: 'uniform vec2 window;',
    glsl: 'tone = clamp((tone - window.x) / (window.y - window.x), 0., 1.);',
    apply: (pixel, { window: [low, high] }) => {
      pixel.tone = clamp((pixel.tone - low) / (high - low));
    },
  },
  {
    name: 'gamma',
    dual: false,
    needs: 'uniform float gamma;',
    glsl: 'tone = pow(tone, gamma);',
    apply: (pixel, { gamma }) => {
      pixel.tone **= gamma;
    },
  },
  {
    name: 'density_slice',
    dual: false,
    needs: 'uniform vec2 slice;',
    glsl: `if (plain < slice.x || plain > slice.y) { ${VEIL_GLSL} }`,
    apply: (pixel, { slice: [low, high] }) => {
      if (pixel.plain < low || pixel.plain > high) veil(pixel);
    },
  },
  {
    name: 'organic_only',
    dual: true,
    glsl: `if (z >= ${ORGANIC}.) { ${VEIL_GLSL} }`,
    apply: (pixel) => {
      if (pixel.z >= ORGANIC) veil(pixel);
    },
  },
  {
    name: 'inorganic_only',
    dual: true,
    glsl: `if (z > 0. && z < ${ORGANIC}.) { ${VEIL_GLSL} }`,
    apply: (pixel) => {
      if (pixel.z > 0 && pixel.z < ORGANIC) veil(pixel);
    },
  },
  {
    name: 'black_and_white',
    dual: false,
    glsl: 'grey = true;',
    apply: (pixel) => {
      pixel.grey = true;
    },
  },
  {
    name: 'inverse',
    dual: false,
    glsl: 'tone = 1. - tone;',
    apply: (pixel) => {
      pixel.tone = 1 - pixel.tone;
    },
  },
];

/** Colours of the plain picture's hue at another tone: towards black they shrink, towards white their distance to it does. */
export const RETONE_GLSL = `
vec3 retone(vec3 colour, float plain, float tone) {
  return tone <= plain ? colour * (tone / max(plain, 1e-4)) : 1. - (1. - colour) * ((1. - tone) / max(1. - plain, 1e-4));
}`;

/**
 * The same for one channel.
 * @param {number} channel 0 to 1
 * @param {number} plain
 * @param {number} tone
 */
export function retone(channel, plain, tone) {
  return tone <= plain ? channel * (tone / Math.max(plain, 1e-4)) : 1 - (1 - channel) * ((1 - tone) / Math.max(1 - plain, 1e-4));
}

/** How light a colour looks, 0 to 1 (Rec. 601, as the pseudo-colour's greys are made). */
export const LUMA = [0.299, 0.587, 0.114];
