// A decoded picture and smaller copies of it, cut into tiles, so that a line scan of any length fits a graphics card:
// what is shown decides which copy is needed, and which tiles of it.

/** Pixels of a tile's side, without the apron. With it a tile is 1024 wide, which every WebGL 2 takes. */
export const TILE = 1020;
/** Pixels around a tile that its own depend on: one for neighbours, one for interpolation. */
export const APRON = 2;

/** Colours as they are in the file: they stand for matter. @type {ImageBitmapOptions} */
const AS_STORED = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' };

/**
 * A piece of a copy: `left` and `top` say where it begins with its apron, the rest is its own part, in the copy's pixels.
 * @typedef {object} Tile
 * @property {string} key
 * @property {number} level
 * @property {number} left
 * @property {number} top
 * @property {number} width with the apron
 * @property {number} height with the apron
 * @property {number} x0
 * @property {number} y0
 * @property {number} x1
 * @property {number} y1
 */

export class Picture {
  /** @type {Map<number, Promise<ImageBitmap>>} */
  #levels = new Map();
  #closed = false;

  /**
   * @param {ImageBitmap} full
   * @param {boolean} mixable whether a smaller copy may hold means; atomic numbers have none
   */
  constructor(full, mixable = true) {
    this.full = full;
    this.mixable = mixable;
    this.width = full.width;
    this.height = full.height;
    this.#levels.set(0, Promise.resolve(full));
  }

  /**
   * @param {string} url
   * @param {AbortSignal | null} [signal]
   * @param {boolean} [mixable]
   */
  static async load(url, signal = null, mixable = true) {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new PictureGone(response.status);
    return new Picture(await createImageBitmap(await response.blob(), AS_STORED), mixable);
  }

  /** Bytes that it takes once decoded. */
  get bytes() {
    return this.width * this.height * 4;
  }

  /** The smallest copy: it fits one tile. */
  get coarsest() {
    let level = 0;
    while (Math.max(this.width, this.height) / 2 ** level > TILE) level += 1;
    return level;
  }

  /**
   * Which copy has about one pixel for each of the screen's.
   * @param {number} scale screen pixels to a pixel of the picture
   */
  levelFor(scale) {
    return Math.min(Math.max(Math.floor(Math.log2(1 / scale) + 1e-6), 0), this.coarsest);
  }

  /**
   * @param {number} level
   * @returns {[width: number, height: number]}
   */
  sizeOf(level) {
    return [Math.max(1, Math.ceil(this.width / 2 ** level)), Math.max(1, Math.ceil(this.height / 2 ** level))];
  }

  /**
   * The tiles of a copy that touch a part of it.
   * @param {number} level
   * @param {{x0: number, y0: number, x1: number, y1: number}} part in the copy's pixels
   * @returns {Tile[]}
   */
  tiles(level, part) {
    const [width, height] = this.sizeOf(level);
    const first = (/** @type {number} */ from) => Math.max(0, Math.floor(from / TILE));
    const last = (/** @type {number} */ to, /** @type {number} */ side) => Math.min(Math.ceil(side / TILE), Math.ceil(to / TILE));
    const found = [];
    for (let row = first(part.y0); row < last(part.y1, height); row += 1) {
      for (let column = first(part.x0); column < last(part.x1, width); column += 1) {
        const [x0, y0] = [column * TILE, row * TILE];
        const [x1, y1] = [Math.min(x0 + TILE, width), Math.min(y0 + TILE, height)];
        const [left, top] = [Math.max(x0 - APRON, 0), Math.max(y0 - APRON, 0)];
        const [right, bottom] = [Math.min(x1 + APRON, width), Math.min(y1 + APRON, height)];
        found.push({ key: `${level}/${column}/${row}`, level, left, top, width: right - left, height: bottom - top, x0, y0, x1, y1 });
      }
    }
    return found;
  }

  /**
   * The pixels of a tile.
   * @param {Tile} tile
   */
  async cut(tile) {
    const copy = await this.level(tile.level);
    return createImageBitmap(copy, tile.left, tile.top, tile.width, tile.height, AS_STORED);
  }

  /** @param {number} level */
  level(level) {
    let copy = this.#levels.get(level);
    if (!copy) {
      const [resizeWidth, resizeHeight] = this.sizeOf(level);
      const resizeQuality = this.mixable ? 'medium' : 'pixelated';
      copy = createImageBitmap(this.full, { ...AS_STORED, resizeWidth, resizeHeight, resizeQuality });
      this.#levels.set(level, copy);
    }
    return copy;
  }

  /**
   * Red, green and blue of one pixel, 0 to 255.
   * @param {number} x
   * @param {number} y
   */
  pixel(x, y) {
    const probe = probing();
    probe.drawImage(this.full, -Math.floor(x), -Math.floor(y));
    return probe.getImageData(0, 0, 1, 1).data;
  }

  /** Gives the memory back. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const copy of this.#levels.values()) copy.then((bitmap) => bitmap.close(), () => {});
    this.#levels.clear();
  }
}

/** The service has no such picture (any more). */
export class PictureGone extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`the service answered ${status}`);
    this.status = status;
  }
}

/** @type {OffscreenCanvasRenderingContext2D | null} */
let probe = null;

function probing() {
  probe ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!probe) throw new Error('this browser has no 2D canvas');
  return probe;
}
