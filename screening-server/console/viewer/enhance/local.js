// Local contrast: each tone is spread by how tones are distributed around it (contrast-limited adaptive histogram
// equalisation; Zuiderveld, Graphics Gems IV, 474-485, 1994). The distributions are tables for the cells of a grid;
// what is applied to a pixel lies between the tables of the four cells around it.

/** Tones that a table tells apart. */
export const BINS = 256;
/** How many times the mean a tone may count: more would make noise of air and of flat matter visible. */
const CLIP = 2.5;
/** Cells along the shorter side. */
const CELLS = 4;
const MOST_CELLS = 32;

/**
 * @typedef {object} LocalTables
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8Array} data a table of 256 tones for each cell, row by row
 */

/**
 * @param {Uint8ClampedArray} rgba a picture, or a smaller copy of it
 * @param {number} width
 * @param {number} height
 * @returns {LocalTables}
 */
export function localTables(rgba, width, height) {
  const side = Math.max(Math.min(width, height) / CELLS, Math.max(width, height) / MOST_CELLS);
  const columns = Math.max(2, Math.round(width / side));
  const rows = Math.max(2, Math.round(height / side));
  const counts = new Float64Array(columns * rows * BINS);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(Math.floor((y / height) * rows), rows - 1);
    for (let x = 0; x < width; x += 1) {
      const column = Math.min(Math.floor((x / width) * columns), columns - 1);
      const at = (y * width + x) * 4;
      const tone = Math.round(0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0));
      const bin = (row * columns + column) * BINS + tone;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  const data = new Uint8Array(counts.length);
  for (let cell = 0; cell < columns * rows; cell += 1) spread(counts.subarray(cell * BINS, (cell + 1) * BINS), data, cell * BINS);
  return { columns, rows, data };
}

/**
 * The clipped and summed distribution of a cell.
 * @param {Float64Array} counts
 * @param {Uint8Array} out
 * @param {number} at
 */
function spread(counts, out, at) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const limit = Math.max((CLIP * total) / BINS, 1);
  let over = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const count = counts[bin] ?? 0;
    over += Math.max(count - limit, 0);
    counts[bin] = Math.min(count, limit);
  }
  let sum = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    sum += (counts[bin] ?? 0) + over / BINS;
    out[at + bin] = Math.round((255 * sum) / Math.max(total, 1));
  }
}

/**
 * The tone that a tone becomes at a place.
 * @param {LocalTables} tables
 * @param {number} tone 0 to 1
 * @param {number} u 0 to 1 from left to right
 * @param {number} v 0 to 1 from top to bottom
 */
export function localTone({ columns, rows, data }, tone, u, v) {
  const bin = Math.min(Math.max(tone, 0), 1) * (BINS - 1);
  const low = Math.min(Math.floor(bin), BINS - 2);
  const between = bin - low;
  const [x, y] = [Math.min(Math.max(u * columns - 0.5, 0), columns - 1), Math.min(Math.max(v * rows - 0.5, 0), rows - 1)];
  const [left, top] = [Math.min(Math.floor(x), columns - 2), Math.min(Math.floor(y), rows - 2)];
  const cell = (/** @type {number} */ column, /** @type {number} */ row) => {
    const at = (row * columns + column) * BINS + low;
    return ((data[at] ?? 0) * (1 - between) + (data[at + 1] ?? 0) * between) / 255;
  };
  const above = cell(left, top) * (1 - (x - left)) + cell(left + 1, top) * (x - left);
  const below = cell(left, top + 1) * (1 - (x - left)) + cell(left + 1, top + 1) * (x - left);
  return above * (1 - (y - top)) + below * (y - top);
}

/** The same as a shader's function. */
export const LOCAL_GLSL = `
uniform sampler2D localTables;
uniform vec2 localCells;
float localCell(vec2 cell, float low, float between) {
  int row = int(cell.y * localCells.x + cell.x);
  return mix(texelFetch(localTables, ivec2(int(low), row), 0).r, texelFetch(localTables, ivec2(int(low) + 1, row), 0).r, between);
}
float localTone(float tone, vec2 place) {
  float bin = clamp(tone, 0., 1.) * 255.;
  float low = min(floor(bin), 254.);
  vec2 at = clamp(place * localCells - .5, vec2(0.), localCells - 1.);
  vec2 cell = min(floor(at), localCells - 2.);
  vec2 f = at - cell;
  float above = mix(localCell(cell, low, bin - low), localCell(cell + vec2(1., 0.), low, bin - low), f.x);
  float below = mix(localCell(cell + vec2(0., 1.), low, bin - low), localCell(cell + vec2(1., 1.), low, bin - low), f.x);
  return mix(above, below, f.y);
}`;
