// Which enhancements are on, which were used on this parcel, and their measures.

import { ENHANCEMENTS } from './table.js';
import { PALETTES } from './palettes.js';

/** @typedef {import('./table.js').Values} Values */
/** @typedef {import('./table.js').Enhancement} Enhancement */

/** @returns {Values} */
const plainValues = () => ({ window: [0, 1], gamma: 1, slice: [0.25, 0.6], palette: '' });

/** The steps of the gamma key: dark matter lighter, light matter darker, off. */
const GAMMAS = [0.5, 2];
/** Tones that a window keeps apart at least. */
const NARROWEST = 0.04;

/** It changes no pixel: the atomic number of what lies under the pointer is told. */
export const READ_OUT = 'atomic_number';

/** Two that show opposite parts of the picture exclude each other. @type {Record<string, string>} */
const OPPOSITE = {
  high_penetration: 'low_penetration',
  low_penetration: 'high_penetration',
  organic_only: 'inorganic_only',
  inorganic_only: 'organic_only',
};

export class Enhancements {
  /** @type {Set<string>} */
  #on = new Set();
  /** @type {Set<string>} */
  #used = new Set();
  values = plainValues();

  /** @param {() => void} onchange */
  constructor(onchange) {
    this.onchange = onchange;
  }

  /** Those of the table that are on, in the order in which they are applied. @returns {Enhancement[]} */
  get active() {
    return ENHANCEMENTS.filter(({ name }) => this.#on.has(name));
  }

  /** @param {string} name */
  isOn(name) {
    return name === 'palette' ? this.values.palette !== '' : this.#on.has(name);
  }

  /** Whether the picture is shown as it is. */
  get plain() {
    return this.names().length === 0;
  }

  /** Whether anything that is on needs atomic numbers. */
  get dual() {
    return this.#on.has(READ_OUT) || this.active.some(({ dual }) => dual);
  }

  /** What is on, as it is logged with a decision. */
  names() {
    const names = this.active.map(({ name }) => name);
    if (this.#on.has(READ_OUT)) names.push(READ_OUT);
    if (this.values.palette) names.push(`palette_${this.values.palette}`);
    return names;
  }

  /** What was on at any moment since the parcel came. */
  used() {
    return [...this.#used];
  }

  /**
   * On, off, or the next of its steps.
   * @param {string} name
   */
  toggle(name) {
    if (name === 'palette') {
      this.setPalette(PALETTES[PALETTES.indexOf(this.values.palette) + 1] ?? '');
    } else if (name === 'gamma') {
      this.setGamma(GAMMAS[this.isOn('gamma') ? GAMMAS.indexOf(this.values.gamma) + 1 : 0] ?? 1);
    } else if (name === 'window') {
      this.setWindow(...(this.isOn('window') ? plainValues().window : /** @type {[number, number]} */ ([0.1, 0.8])));
    } else {
      this.#set(name, !this.#on.has(name));
    }
  }

  /**
   * The tones that become black and white; all of them is off.
   * @param {number} low
   * @param {number} high
   */
  setWindow(low, high) {
    const from = Math.min(Math.max(low, 0), 1 - NARROWEST);
    this.values.window = [from, Math.max(Math.min(high, 1), from + NARROWEST)];
    this.#set('window', this.values.window[0] > 0 || this.values.window[1] < 1);
  }

  /** @param {number} gamma 1 is off */
  setGamma(gamma) {
    this.values.gamma = Math.min(Math.max(gamma, 0.25), 4);
    this.#set('gamma', this.values.gamma !== 1);
  }

  /**
   * @param {number} low
   * @param {number} high
   */
  setSlice(low, high) {
    const from = Math.min(Math.max(low, 0), 1 - NARROWEST);
    this.values.slice = [from, Math.max(Math.min(high, 1), from + NARROWEST)];
    this.#set('density_slice', true);
  }

  /** @param {string} name none is off */
  setPalette(name) {
    this.values.palette = name;
    this.#changed();
  }

  /** The plain picture. What was used stays noted. */
  reset() {
    this.#on.clear();
    this.values = plainValues();
    this.onchange();
  }

  /** Another parcel: plain, and nothing used yet. */
  begin() {
    this.#used.clear();
    this.reset();
  }

  /**
   * @param {string} name
   * @param {boolean} on
   */
  #set(name, on) {
    if (on) {
      this.#on.add(name);
      this.#on.delete(OPPOSITE[name] ?? '');
    } else {
      this.#on.delete(name);
    }
    this.#changed();
  }

  #changed() {
    for (const name of this.names()) this.#used.add(name);
    this.onchange();
  }
}
