// Which tiles a view of a picture needs, and those that lie ready.

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('./picture.js').Tile} Tile */
/** @typedef {import('./enhance/table.js').Enhancement} Enhancement */
/** @typedef {import('./enhance/table.js').Values} Values */
/** @typedef {import('./enhance/local.js').LocalTables} LocalTables */

/**
 * What is to be drawn: lengths in pixels of the device, `x` and `y` where the picture's corner lies.
 * @typedef {object} Scene
 * @property {Picture} picture
 * @property {Picture | null} atomic atomic numbers, of the same size, where they are needed and known
 * @property {LocalTables | null} local where they are needed and known
 * @property {number} scale device pixels to a pixel of the picture
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {boolean} pixels whether single pixels are to be seen as such
 * @property {readonly Enhancement[]} active
 * @property {Values} values
 */

/**
 * A copy of the picture on the screen.
 * @typedef {object} Layer
 * @property {Tile[]} tiles
 * @property {[x: number, y: number]} zoom device pixels to a pixel of the copy
 * @property {[width: number, height: number]} size of the copy
 */

/** What the surroundings of a picture look like: `#06080a`. */
export const SURROUND = [6, 8, 10];

/**
 * The part of a copy that is in sight.
 * @param {Scene} scene
 * @param {number} level
 * @returns {Layer}
 */
export function layer(scene, level) {
  const { picture, scale, x, y, width, height } = scene;
  const size = picture.sizeOf(level);
  // Sides that do not halve evenly make a copy's pixel a little wider than it is high, or the other way round.
  /** @type {[number, number]} */
  const zoom = [(picture.width * scale) / size[0], (picture.height * scale) / size[1]];
  const part = { x0: -x / zoom[0], y0: -y / zoom[1], x1: (width - x) / zoom[0], y1: (height - y) / zoom[1] };
  return { tiles: picture.tiles(level, part), zoom, size };
}

/** Tiles that a renderer may hold; a large screen needs twenty. */
const MOST = 64;

/**
 * Tiles as a renderer wants them, made when they are first asked for. The least used go first.
 * @template T
 */
export class TileStore {
  /** @type {Map<Picture, Map<string, {made: T | null, used: number}>>} */
  #slots = new Map();
  #clock = 0;

  /**
   * @param {(bitmap: ImageBitmap) => T} make
   * @param {(made: T) => void} free
   * @param {() => void} onready
   */
  constructor(make, free, onready) {
    this.make = make;
    this.free = free;
    this.onready = onready;
  }

  /**
   * @param {Picture} picture
   * @param {Tile} tile
   * @returns {T | null} null while it is being made
   */
  get(picture, tile) {
    let slots = this.#slots.get(picture);
    if (!slots) this.#slots.set(picture, (slots = new Map()));
    this.#clock += 1;
    const known = slots.get(tile.key);
    if (known) {
      known.used = this.#clock;
      return known.made;
    }
    /** @type {{made: T | null, used: number}} */
    const slot = { made: null, used: this.#clock };
    slots.set(tile.key, slot);
    this.#make(picture, tile, slot);
    return null;
  }

  /**
   * Lets go of all tiles of other pictures.
   * @param {Picture[]} pictures
   */
  keep(pictures) {
    for (const [picture, slots] of this.#slots) {
      if (pictures.includes(picture)) continue;
      this.#slots.delete(picture);
      for (const { made } of slots.values()) if (made) this.free(made);
    }
  }

  /**
   * @param {Picture} picture
   * @param {Tile} tile
   * @param {{made: T | null, used: number}} slot
   */
  async #make(picture, tile, slot) {
    const current = () => this.#slots.get(picture)?.get(tile.key) === slot;
    try {
      const bitmap = await picture.cut(tile);
      if (current()) slot.made = this.make(bitmap);
      bitmap.close();
    } catch {
      // The picture was closed meanwhile, or memory ran out: asked for again when it is needed again.
      if (current()) this.#slots.get(picture)?.delete(tile.key);
      return;
    }
    if (!current()) return;
    this.#trim();
    this.onready();
  }

  #trim() {
    const all = [...this.#slots.values()].flatMap((slots) => [...slots].map(([key, slot]) => ({ slots, key, slot })));
    const made = all.filter(({ slot }) => slot.made !== null).sort((a, b) => a.slot.used - b.slot.used);
    for (const { slots, key, slot } of made.slice(0, Math.max(0, made.length - MOST))) {
      slots.delete(key);
      if (slot.made) this.free(slot.made);
    }
  }
}
