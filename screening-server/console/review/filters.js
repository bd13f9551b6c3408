// The filter of the queue: its parts with how many there are of each, class, lane, time, and a part of the code.

import { byId, fill, h, say } from '../dom.js';
import { formatNumber, t } from '../i18n/text.js';
import { className } from '../words.js';
import { CLASSES } from '../viewer/region-bar.js';

/** @typedef {import('./queue.js').Queue} Queue */
/** @typedef {import('./queue.js').Part} Part */

/** @type {{part: Part, counts: (counts: import('./api.js').Counts) => number | null}[]} */
const PARTS = [
  { part: 'open', counts: ({ waiting, leased, escalated, second_opinion: second }) => waiting + leased + escalated + second },
  { part: 'waiting', counts: ({ waiting }) => waiting },
  { part: 'leased', counts: ({ leased }) => leased },
  { part: 'escalated', counts: ({ escalated }) => escalated },
  { part: 'second_opinion', counts: (counts) => counts.second_opinion },
  { part: 'decided', counts: ({ decided_today: today }) => today },
  { part: 'not_reviewed', counts: ({ not_reviewed_today: today }) => today },
  { part: 'all', counts: () => null },
];
const HOURS = [1, 8, 24, 168];
/** A search begins when typing pauses. */
const PAUSE_MS = 200;

export class Filters {
  /** @type {Map<Part, {button: HTMLButtonElement, count: HTMLElement}>} */
  #parts = new Map();
  #lane = /** @type {HTMLSelectElement} */ (byId('lane'));
  /** Lanes that were seen: nobody else tells them. @type {Set<string>} */
  #lanes = new Set();

  /** @param {Queue} queue */
  constructor(queue) {
    this.queue = queue;
    this.search = /** @type {HTMLInputElement} */ (byId('search'));
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause;
    this.search.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(() => queue.filter({ code: this.search.value }), PAUSE_MS);
    });
    this.#fillParts();
    const chosen = /** @type {HTMLSelectElement} */ (byId('class'));
    fill(chosen, [h('option', { value: '' }, t('review-class-any')), ...CLASSES.map((name) => h('option', { value: name }, className(name)))]);
    chosen.addEventListener('change', () => queue.filter({ class: chosen.value }));
    const hours = /** @type {HTMLSelectElement} */ (byId('hours'));
    fill(hours, [h('option', { value: '0' }, t('review-time-any')), ...HOURS.map((count) => h('option', { value: count }, t('review-time-hours', { count })))]);
    hours.addEventListener('change', () => queue.filter({ hours: Number(hours.value) }));
    this.#lane.addEventListener('change', () => queue.filter({ lane: this.#lane.value }));
    queue.addEventListener('change', () => this.#show());
    this.#fillLanes();
    this.#show();
  }

  #fillParts() {
    const parts = this.queue.readable ? PARTS : PARTS.filter(({ part }) => part === 'all');
    fill(
      byId('parts'),
      parts.map(({ part }) => {
        const count = h('b', { class: 'number' });
        const words = t(`review-part-${part}`);
        const button = h(
          'button',
          { type: 'button', 'data-part': part, title: t(`review-part-${part}-what`), onclick: () => this.queue.filter({ part }) },
          h('span', { class: 'words' }, words),
          count,
        );
        this.#parts.set(part, { button, count });
        return button;
      }),
    );
  }

  #show() {
    const { counts, part, items } = this.queue;
    for (const { part: one, counts: countOf } of PARTS) {
      const shown = this.#parts.get(one);
      if (!shown) continue;
      const count = counts && countOf(counts);
      say(shown.count, count === null ? '' : formatNumber(count, { maximumFractionDigits: 0 }));
      shown.button.setAttribute('aria-pressed', String(part === one));
      shown.button.classList.toggle('some', (count ?? 0) > 0);
    }
    const known = this.#lanes.size;
    for (const { lane } of items) if (lane) this.#lanes.add(lane);
    if (this.#lanes.size !== known) this.#fillLanes();
  }

  #fillLanes() {
    const lanes = [...this.#lanes].sort();
    fill(this.#lane, [h('option', { value: '' }, t('review-lane-any')), ...lanes.map((lane) => h('option', { value: lane }, lane))]);
    this.#lane.value = this.queue.lane;
  }
}
