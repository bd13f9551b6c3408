// Sliders for those enhancements that have a measure, shown while they are on.

import { fill, h } from '../dom.js';
import { t } from '../i18n/text.js';

/** @typedef {import('./enhance/state.js').Enhancements} Enhancements */

/** Gamma goes by its logarithm, so that the plain picture is in the middle. */
const GAMMA_REACH = Math.log(4);

export class Measures {
  #shown = '';
  /** @type {(() => void)[]} */
  #updates = [];

  /** @param {Enhancements} enhancements */
  constructor(enhancements) {
    this.enhancements = enhancements;
    this.element = h('div', { class: 'measures', hidden: true });
  }

  /** Follows what is on, and what was changed by dragging. */
  update() {
    const { enhancements } = this;
    const wanted = ['window', 'gamma', 'density_slice'].filter((name) => enhancements.isOn(name));
    if (wanted.join() !== this.#shown) {
      // A slider that is being dragged must not go away under the hand.
      if (wanted.length < this.#shown.split(',').length && this.element.contains(document.activeElement)) {
        const focused = /** @type {HTMLElement} */ (document.activeElement).dataset['of'] ?? '';
        if (!wanted.includes(focused)) wanted.push(focused);
      }
      this.#shown = wanted.join();
      this.#updates = [];
      fill(this.element, wanted.map((name) => this.#sliders(name)));
      this.element.hidden = wanted.length === 0;
    }
    for (const update of this.#updates) update();
  }

  /** @param {string} name */
  #sliders(name) {
    const { enhancements } = this;
    const pair = (/** @type {'window' | 'slice'} */ key, /** @type {(low: number, high: number) => void} */ set) => [
      this.#slider(name, 'viewer-from', () => enhancements.values[key][0], (low) => set(low, Math.max(enhancements.values[key][1], low))),
      this.#slider(name, 'viewer-to', () => enhancements.values[key][1], (high) => set(Math.min(enhancements.values[key][0], high), high)),
    ];
    const gamma = () =>
      this.#slider(
        name,
        'viewer-gamma-short',
        () => 0.5 - Math.log(enhancements.values.gamma) / (2 * GAMMA_REACH),
        (share) => enhancements.setGamma(Math.exp((0.5 - share) * 2 * GAMMA_REACH)),
      );
    const inputs =
      name === 'gamma' ? [gamma()]
      : name === 'window' ? pair('window', (low, high) => enhancements.setWindow(low, high))
      : pair('slice', (low, high) => enhancements.setSlice(low, high));
    const title = { window: 'viewer-window-short', gamma: 'viewer-gamma-short', density_slice: 'viewer-density-slice-short' }[name];
    return h('fieldset', {}, h('legend', {}, t(title ?? name)), inputs);
  }

  /**
   * @param {string} of
   * @param {string} label
   * @param {() => number} get
   * @param {(share: number) => void} set
   */
  #slider(of, label, get, set) {
    const input = h('input', {
      type: 'range', min: 0, max: 1, step: 0.01, 'aria-label': t(label), title: t(label), 'data-of': of,
      oninput: () => set(Number(input.value)),
    });
    this.#updates.push(() => {
      if (document.activeElement !== input) input.value = String(get());
    });
    return input;
  }
}
