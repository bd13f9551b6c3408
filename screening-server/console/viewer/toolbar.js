// The buttons of the viewer, and the badges that say how the picture differs from the plain one.

import { fill, h } from '../dom.js';
import { formatNumber, formatPercent, t } from '../i18n/text.js';
import { VIEWER_ACTIONS } from './actions.js';

/** @typedef {import('./actions.js').Action} Action */
/** @typedef {import('./enhance/state.js').Enhancements} Enhancements */

/** Buttons in groups; what is not here has a key only. */
const GROUPS = [
  ['viewer-pan', 'viewer-draw', 'viewer-ruler'],
  [
    'viewer-black-and-white', 'viewer-inverse', 'viewer-edge', 'viewer-super-enhance', 'viewer-high-penetration',
    'viewer-low-penetration', 'viewer-density-slice', 'viewer-palette', 'viewer-gamma', 'viewer-window',
  ],
  ['viewer-organic-only', 'viewer-inorganic-only', 'viewer-atomic-number'],
  ['viewer-boxes', 'viewer-compare', 'viewer-one-view'],
  ['viewer-reset'],
];

export class Toolbar {
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();

  /**
   * @param {(action: string) => void} run
   * @param {(action: string) => string} keyOf
   */
  constructor(run, keyOf) {
    const groups = GROUPS.map((names) =>
      h(
        'div',
        { class: 'group', role: 'group' },
        names.map((name) => {
          const action = /** @type {Action} */ (VIEWER_ACTIONS.find((one) => one.name === name));
          const button = h(
            'button',
            { type: 'button', class: 'tool', 'data-action': name, onclick: () => run(name) },
            h('span', {}, t(`${name}-short`)),
            h('kbd', { 'aria-hidden': 'true' }),
          );
          if (action.dual) button.dataset['dual'] = '';
          this.#buttons.set(name, button);
          return button;
        }),
      ),
    );
    this.element = h('div', { class: 'viewer-tools', role: 'toolbar', 'aria-label': t('viewer-tools') }, groups);
    this.nameKeys(keyOf);
  }

  /** Keys may be others than at first. @param {(action: string) => string} keyOf */
  nameKeys(keyOf) {
    for (const [name, button] of this.#buttons) {
      const key = keyOf(name);
      const what = t(name);
      button.title = key ? `${what} (${key})` : what;
      button.setAttribute('aria-keyshortcuts', key);
      const hint = button.querySelector('kbd');
      if (hint) hint.textContent = key;
    }
  }

  /** @param {{tool: string, may: (name: string) => boolean, enhancements: Enhancements, dual: boolean, boxes: boolean, compare: boolean, oneView: boolean, views: number}} state */
  show({ tool, may, enhancements, dual, boxes, compare, oneView, views }) {
    for (const [name, button] of this.#buttons) {
      const action = VIEWER_ACTIONS.find((one) => one.name === name);
      const pressed = {
        'viewer-pan': tool === 'pan',
        'viewer-draw': tool === 'draw',
        'viewer-ruler': tool === 'ruler',
        'viewer-boxes': boxes,
        'viewer-compare': compare,
        'viewer-one-view': oneView,
      }[name];
      button.hidden = !may(name) || (action?.dual && !dual) || (name === 'viewer-one-view' && views < 2);
      if (name === 'viewer-reset') continue;
      button.setAttribute('aria-pressed', String(pressed ?? enhancements.isOn(action?.enhancement ?? '')));
    }
  }
}

/**
 * What is on, a badge each, with its measure.
 * @param {Enhancements} enhancements
 */
export function badges(enhancements) {
  const { window, gamma, slice, palette } = enhancements.values;
  const range = (/** @type {[number, number]} */ [low, high]) => `${formatPercent(low)} – ${formatPercent(high)}`;
  /** @type {Record<string, string>} */
  const measures = { window: range(window), gamma: formatNumber(gamma), density_slice: range(slice), palette };
  return VIEWER_ACTIONS.filter(({ enhancement }) => enhancement && enhancements.isOn(enhancement)).map(({ name, enhancement }) => {
    const measure = measures[enhancement ?? ''];
    return h('li', { class: 'badge', 'data-enhancement': enhancement ?? '' }, t(`${name}-short`), measure && h('b', {}, measure));
  });
}

/**
 * The line of badges: that the picture is plain is said as well.
 * @param {HTMLElement} list
 * @param {Enhancements} enhancements
 */
export function showBadges(list, enhancements) {
  const found = badges(enhancements);
  fill(list, found.length > 0 ? found : [h('li', { class: 'badge plain' }, t('viewer-plain'))]);
}
