// The regions of a parcel as the operator leaves them: the machine's, each kept, moved, re-classed or dismissed, and
// those that the operator drew.

/** @typedef {import('../api.js').Region} Region */
/** @typedef {import('../api.js').Box} Box */
/** @typedef {'kept' | 'moved' | 'reclassed' | 'dismissed' | 'drawn' | 'revealed'} Change */

/**
 * @typedef {object} Item
 * @property {number} number shown on its label; the machine's regions keep theirs
 * @property {number} view
 * @property {Box} box
 * @property {string} class
 * @property {Change} change
 * @property {string} reason why it was dismissed
 * @property {number | null} of index in the report
 * @property {Region | null} original
 */

/**
 * A region as it goes out with a decision.
 * @typedef {object} DecidedRegion
 * @property {number} view
 * @property {Box} box
 * @property {string} class
 * @property {Change} change
 * @property {number} [of]
 * @property {string} [reason]
 */

/** Sides that a region has at least, in pixels. */
export const SMALLEST = 4;

export class Regions {
  /** @type {Item[]} */
  items = [];
  /** @type {Item | null} */
  selected = null;
  /** @type {Set<(regions: DecidedRegion[]) => void>} */
  #listeners = new Set();

  /** @param {() => void} onchange for what shows them */
  constructor(onchange) {
    this.onchange = onchange;
  }

  /**
   * The machine's regions of another parcel, or of the same after a first look.
   * @param {Region[]} regions
   */
  begin(regions) {
    this.items = regions.map((region, index) => ({
      number: region.id,
      view: region.view,
      box: [...region.box],
      class: region.class,
      change: /** @type {Change} */ ('kept'),
      reason: '',
      of: index,
      original: region,
    }));
    this.selected = null;
    this.onchange();
  }

  /**
   * Shows where something was, beside what the operator drew.
   * @param {{view: number, box: Box, class: string}} place
   */
  reveal({ view, box, class: name }) {
    const drawn = this.items.filter(({ change }) => change === 'drawn');
    const number = Math.max(0, ...drawn.map((item) => item.number)) + 1;
    this.items = [...drawn, { number, view, box: [...box], class: name, change: 'revealed', reason: '', of: null, original: null }];
    this.selected = null;
    this.onchange();
  }

  /** @param {(regions: DecidedRegion[]) => void} listener */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @returns {DecidedRegion[]} */
  decided() {
    return this.items.map(({ view, box, class: name, change, of, reason }) => ({
      view,
      box: /** @type {Box} */ (box.map((value) => Math.round(value * 10) / 10)),
      class: name,
      change,
      ...(of === null ? {} : { of }),
      ...(reason ? { reason } : {}),
    }));
  }

  /** @param {Item | null} item */
  select(item) {
    if (this.selected === item) return;
    this.selected = item;
    this.onchange();
  }

  /** @param {number} step */
  neighbour(step) {
    const { items, selected } = this;
    if (items.length === 0) return null;
    const at = selected ? items.indexOf(selected) : -1;
    if (at < 0) return items.at(step > 0 ? 0 : -1) ?? null;
    return items[(at + step + items.length) % items.length] ?? null;
  }

  /**
   * @param {number} view
   * @param {Box} box
   * @param {string} name
   */
  draw(view, box, name) {
    const number = Math.max(0, ...this.items.map((item) => item.number)) + 1;
    /** @type {Item} */
    const item = { number, view, box, class: name, change: 'drawn', reason: '', of: null, original: null };
    this.items.push(item);
    this.selected = item;
    this.#changed();
    return item;
  }

  /**
   * Moves or resizes, within the picture.
   * @param {Item} item
   * @param {Box} box
   * @param {{width: number, height: number}} picture
   */
  move(item, [x, y, width, height], picture) {
    const w = Math.min(Math.max(width, SMALLEST), picture.width);
    const h = Math.min(Math.max(height, SMALLEST), picture.height);
    item.box = [Math.min(Math.max(x, 0), picture.width - w), Math.min(Math.max(y, 0), picture.height - h), w, h];
    this.#settle(item);
  }

  /**
   * @param {Item} item
   * @param {string} name
   */
  reclass(item, name) {
    item.class = name;
    this.#settle(item);
  }

  /**
   * A region of the machine's stays to be seen, struck out; one that was drawn goes.
   * @param {Item} item
   * @param {string} reason
   */
  dismiss(item, reason) {
    if (item.original) {
      item.change = 'dismissed';
      item.reason = reason;
    } else {
      this.items = this.items.filter((one) => one !== item);
      this.selected = null;
    }
    this.#changed();
  }

  /**
   * As the machine had it.
   * @param {Item} item
   */
  restore(item) {
    if (!item.original) return;
    item.box = [...item.original.box];
    item.class = item.original.class;
    item.change = 'kept';
    item.reason = '';
    this.#changed();
  }

  /** @param {Item} item */
  #settle(item) {
    const { original } = item;
    if (original) {
      const moved = item.box.some((value, index) => value !== original.box[index]);
      item.change = item.class !== original.class ? 'reclassed' : moved ? 'moved' : 'kept';
      item.reason = '';
    }
    this.#changed();
  }

  #changed() {
    this.onchange();
    for (const listener of this.#listeners) listener(this.decided());
  }
}
