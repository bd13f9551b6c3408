// Draws without a graphics card: the same steps as the shader's, pixel by pixel.

import { LUMA, retone } from './enhance/table.js';
import { STEPS, paletteTable } from './enhance/palettes.js';
import { SURROUND, TileStore, layer } from './tiles.js';

/** @typedef {import('./tiles.js').Scene} Scene */
/** @typedef {import('./tiles.js').Layer} Layer */
/** @typedef {import('./picture.js').Tile} Tile */

/**
 * A tile's pixels; `mean` is the tone's mean over each pixel and its neighbours, made when it is needed.
 * @typedef {object} Samples
 * @property {number} width
 * @property {number} height
 * @property {Uint8ClampedArray} rgba
 * @property {Float32Array | null} mean
 */

const [RED = 0, GREEN = 0, BLUE = 0] = LUMA;

export class CanvasRenderer {
  /** @type {TileStore<Samples>} */
  #tiles;
  /** @type {{name: string, table: Uint8Array}} */
  #palette = { name: '', table: new Uint8Array(STEPS * 4) };

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} onready
   */
  constructor(canvas, onready) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('this browser has no 2D canvas');
    this.context = context;
    this.#tiles = new TileStore(samples, () => {}, onready);
  }

  /**
   * @param {Scene} scene
   * @returns {boolean} whether all of it was there
   */
  draw(scene) {
    const { picture, atomic, width, height, values } = scene;
    this.#tiles.keep(atomic ? [picture, atomic] : [picture]);
    if (values.palette !== this.#palette.name) this.#palette = { name: values.palette, table: paletteTable(values.palette) };
    const out = this.context.createImageData(width, height);
    const [r = 0, g = 0, b = 0] = SURROUND;
    new Uint32Array(out.data.buffer).fill((255 << 24) | (b << 16) | (g << 8) | r);

    const wanted = picture.levelFor(scene.scale);
    const fine = layer(scene, wanted);
    const ready = fine.tiles.filter((tile) => this.#tiles.get(picture, tile));
    const known = !atomic || fine.tiles.filter((tile) => this.#tiles.get(atomic, tile)).length === fine.tiles.length;
    const whole = ready.length === fine.tiles.length;
    if (!whole && wanted !== picture.coarsest) {
      const coarse = layer(scene, picture.coarsest);
      for (const tile of coarse.tiles) this.#drawTile(scene, coarse, tile, out);
    }
    for (const tile of ready) this.#drawTile(scene, fine, tile, out);
    this.context.putImageData(out, 0, 0);
    return whole && known;
  }

  close() {
    this.#tiles.keep([]);
  }

  /**
   * @param {Scene} scene
   * @param {Layer} layer
   * @param {Tile} tile
   * @param {ImageData} out
   */
  #drawTile(scene, { zoom, size }, tile, out) {
    const found = this.#tiles.get(scene.picture, tile);
    if (!found) return;
    const atomic = scene.atomic && this.#tiles.get(scene.atomic, tile);
    const { active, values, local } = scene;
    const steps = active.filter(({ dual }) => !dual || atomic).map(({ apply }) => apply);
    const plain = steps.length === 0 && !values.palette;
    const mean = active.some(({ name }) => name === 'edge') ? (found.mean ??= means(found)) : null;
    const { rgba, width, height } = found;
    const { table } = this.#palette;
    const pixel = { tone: 0, plain: 0, mean: 0, grey: false, z: 0, u: 0, v: 0 };
    const origin = [scene.x + tile.left * zoom[0], scene.y + tile.top * zoom[1]];
    // Those pixels of the screen whose middle lies in the tile, as a rasteriser chooses them.
    const edge = (/** @type {number} */ at, /** @type {number} */ most) => Math.min(Math.max(Math.ceil(at - 0.5), 0), most);
    const [fromX, toX] = [tile.x0, tile.x1].map((x) => edge(scene.x + x * zoom[0], scene.width));
    const [fromY, toY] = [tile.y0, tile.y1].map((y) => edge(scene.y + y * zoom[1], scene.height));
    const place = (/** @type {number} */ screen, /** @type {0 | 1} */ axis, /** @type {number} */ most) => {
      const at = Math.min(Math.max((screen + 0.5 - (origin[axis] ?? 0)) / zoom[axis], 0.5), most - 0.5);
      return scene.pixels ? Math.floor(at) + 0.5 : at;
    };

    for (let y = fromY ?? 0; y < (toY ?? 0); y += 1) {
      const py = place(y, 1, height);
      const top = Math.min(Math.floor(py - 0.5), height - 1);
      const fy = py - 0.5 - top;
      const next = top + 1 < height ? width : 0;
      for (let x = fromX ?? 0; x < (toX ?? 0); x += 1) {
        const px = place(x, 0, width);
        const left = Math.min(Math.floor(px - 0.5), width - 1);
        const fx = px - 0.5 - left;
        const a = top * width + left;
        const b = left + 1 < width ? a + 1 : a;
        const wa = (1 - fx) * (1 - fy);
        const wb = fx * (1 - fy);
        const wc = (1 - fx) * fy;
        const wd = fx * fy;
        const at = (/** @type {number} */ channel) =>
          (rgba[a * 4 + channel] ?? 0) * wa +
          (rgba[b * 4 + channel] ?? 0) * wb +
          (rgba[(a + next) * 4 + channel] ?? 0) * wc +
          (rgba[(b + next) * 4 + channel] ?? 0) * wd;
        let r = at(0) / 255;
        let g = at(1) / 255;
        let b_ = at(2) / 255;
        if (!plain) {
          pixel.plain = pixel.tone = RED * r + GREEN * g + BLUE * b_;
          pixel.grey = false;
          if (mean) pixel.mean = (mean[a] ?? 0) * wa + (mean[b] ?? 0) * wb + (mean[a + next] ?? 0) * wc + (mean[b + next] ?? 0) * wd;
          if (atomic) pixel.z = (atomic.rgba[(Math.floor(py) * width + Math.floor(px)) * 4] ?? 0) / 8;
          pixel.u = (tile.left + px) / size[0];
          pixel.v = (tile.top + py) / size[1];
          for (const step of steps) step(pixel, values, local);
          if (values.palette) {
            r = coloured(table, pixel.tone, 0);
            g = coloured(table, pixel.tone, 1);
            b_ = coloured(table, pixel.tone, 2);
          } else if (pixel.grey) {
            r = g = b_ = pixel.tone;
          } else {
            r = retone(r, pixel.plain, pixel.tone);
            g = retone(g, pixel.plain, pixel.tone);
            b_ = retone(b_, pixel.plain, pixel.tone);
          }
        }
        const to = (y * scene.width + x) * 4;
        out.data[to] = Math.round(r * 255);
        out.data[to + 1] = Math.round(g * 255);
        out.data[to + 2] = Math.round(b_ * 255);
      }
    }
  }
}

/**
 * @param {Uint8Array} table
 * @param {number} tone
 * @param {0 | 1 | 2} channel
 */
function coloured(table, tone, channel) {
  const step = Math.min(Math.max(tone, 0), 1) * (STEPS - 1);
  const low = Math.min(Math.floor(step), STEPS - 2);
  const at = low * 4 + channel;
  return ((table[at] ?? 0) * (low + 1 - step) + (table[at + 4] ?? 0) * (step - low)) / 255;
}

/**
 * @param {ImageBitmap} bitmap
 * @returns {Samples}
 */
export function samples(bitmap) {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  return { width, height, rgba: context.getImageData(0, 0, width, height).data, mean: null };
}

/**
 * The mean tone of each pixel and its eight neighbours; at an edge the outermost pixels count again.
 * @param {Samples} samples
 */
function means({ width, height, rgba }) {
  const tones = new Float32Array(width * height);
  for (let index = 0; index < tones.length; index += 1) {
    const at = index * 4;
    tones[index] = (RED * (rgba[at] ?? 0) + GREEN * (rgba[at + 1] ?? 0) + BLUE * (rgba[at + 2] ?? 0)) / 255;
  }
  const rows = new Float32Array(tones.length);
  for (let index = 0; index < tones.length; index += 1) {
    const x = index % width;
    rows[index] = (tones[x > 0 ? index - 1 : index] ?? 0) + (tones[index] ?? 0) + (tones[x + 1 < width ? index + 1 : index] ?? 0);
  }
  return rows.map((row, index) => {
    const above = rows[index - width] ?? row;
    const below = rows[index + width] ?? row;
    return (above + row + below) / 9;
  });
}
