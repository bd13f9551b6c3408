// The list of parcels. Rows are kept and changed in place: a poll neither flickers nor moves the selection.

import { byId, h, say } from './dom.js';
import { t } from './i18n/text.js';
import { decisionBadge, noPicture } from './shapes.js';
import { abortName, decisionName, longTime, parcelName, percent, shortClassName, shortTime } from './words.js';

/** @typedef {import('./api.js').Summary} Summary */
/** @typedef {import('./feed.js').Feed} Feed */

/** What must be looked at first. */
const URGENCY = { ALARM: 0, UNKNOWN: 1, CLEAR: 2 };

export class List {
  /** @type {string | null} */
  selected = null;
  /** @type {'newest' | 'urgent'} */
  order = 'newest';

  /** @type {Map<string, {row: HTMLElement, content: string}>} */
  #rows = new Map();
  /** @type {Summary[]} */
  #shown = [];
  #box = byId('parcels');
  #count = byId('count');
  #older = byId('older');
  #empty = byId('list-empty');

  /**
   * @param {Feed} feed
   * @param {(id: string) => void} onselect
   */
  constructor(feed, onselect) {
    this.feed = feed;
    this.onselect = onselect;
    this.#box.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest('[data-id]') : null;
      const id = row?.getAttribute('data-id');
      if (id) this.onselect(id);
    });
    this.#older.addEventListener('click', () => feed.older());
    feed.addEventListener('change', () => this.render());
  }

  /** The parcels in the order in which they are shown. */
  get shown() {
    return this.#shown;
  }

  /** @param {'newest' | 'urgent'} order */
  setOrder(order) {
    this.order = order;
    this.render();
  }

  /**
   * Marks one parcel and brings its row into view.
   * @param {string | null} id
   */
  select(id) {
    this.selected = id;
    this.#mark();
    const row = id ? this.#rows.get(id)?.row : undefined;
    row?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * The parcel `step` rows from the selected one; the first one where none is selected.
   * @param {number} step
   */
  neighbour(step) {
    const at = this.#shown.findIndex((row) => row.id === this.selected);
    const to = at < 0 ? 0 : at + step;
    return this.#shown[to]?.id ?? null;
  }

  render() {
    const found = this.feed.found();
    this.#shown = this.order === 'urgent' ? [...found].sort(byUrgency) : found;
    const wanted = new Set(this.#shown.map((summary) => summary.id));
    for (const [id, { row }] of this.#rows) {
      if (wanted.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    let place = this.#box.firstElementChild;
    for (const summary of this.#shown) {
      const before = this.#rows.get(summary.id)?.row;
      const row = this.#row(summary);
      // A row that was replaced where it stood is no place to insert before any more.
      if (before === place) place = row;
      if (row === place) place = place.nextElementSibling;
      else this.#box.insertBefore(row, place);
    }
    this.#mark();
    this.#surroundings();
  }

  /** @param {Summary} summary */
  #row(summary) {
    const content = JSON.stringify(summary);
    const known = this.#rows.get(summary.id);
    if (known?.content === content) return known.row;
    const row = rowOf(summary);
    if (known) known.row.replaceWith(row);
    this.#rows.set(summary.id, { row, content });
    return row;
  }

  #mark() {
    let active = null;
    for (const [id, { row }] of this.#rows) {
      const is = id === this.selected;
      if ((row.getAttribute('aria-selected') === 'true') !== is) row.setAttribute('aria-selected', String(is));
      if (is) active = row.id;
    }
    if (active) this.#box.setAttribute('aria-activedescendant', active);
    else this.#box.removeAttribute('aria-activedescendant');
  }

  #surroundings() {
    const { feed } = this;
    const count = feed.rows.length;
    const total = feed.next ? t('parcels-count-more', { count }) : t('parcels-count', { count });
    const found = () => t('parcels-count-found', { found: this.#shown.length, total });
    say(this.#count, feed.search ? found() : feed.loaded ? total : '');
    this.#older.hidden = !feed.next || feed.search !== '';
    this.#box.hidden = this.#shown.length === 0;
    this.#empty.hidden = this.#shown.length > 0;
    if (!this.#empty.hidden) say(this.#empty, this.#why());
  }

  /** Why no row is shown. */
  #why() {
    const { feed } = this;
    if (!feed.loaded) return feed.problem ? t('parcels-not-loaded') : t('parcels-loading');
    if (feed.searching) return t('parcels-searching', { search: feed.search });
    if (feed.search) return t('parcels-search-none', { search: feed.search });
    if (feed.decision) return t('parcels-none-is', { decision: decisionName(feed.decision) });
    return t('parcels-none');
  }
}

/**
 * @param {Summary} a
 * @param {Summary} b
 */
function byUrgency(a, b) {
  return URGENCY[a.decision] - URGENCY[b.decision] || (b.top_score ?? 0) - (a.top_score ?? 0);
}

/** @param {Summary} summary */
function rowOf(summary) {
  const { decision, thumbnail } = summary;
  const picture = h('span', { class: 'thumb' });
  if (thumbnail) {
    const image = h('img', { src: thumbnail, alt: '', decoding: 'async', draggable: 'false' });
    image.addEventListener('error', () => image.replaceWith(noPicture()), { once: true });
    picture.append(image);
  } else {
    picture.append(noPicture());
  }
  const score = decision === 'ALARM' && summary.top_score !== null ? percent(summary.top_score) : null;
  return h(
    'li',
    {
      id: `parcel-${summary.id}`,
      class: `parcel ${decision.toLowerCase()}`,
      role: 'option',
      'aria-selected': 'false',
      'data-id': summary.id,
    },
    picture,
    h(
      'span',
      { class: 'line' },
      h('span', { class: summary.parcel ? 'code' : 'code missing', title: parcelName(summary) }, parcelName(summary)),
      h(
        'time',
        { datetime: summary.received, title: longTime(summary.received) },
        shortTime(summary.received),
      ),
    ),
    h(
      'span',
      { class: 'line' },
      decisionBadge(decision),
      score && h('span', { class: 'score', title: t('parcels-top-score') }, score),
    ),
    h('span', { class: 'gist', title: `${gist(summary)}\n${summary.reason}` }, gist(summary)),
  );
}

/** What was found, or why there is no full answer. @param {Summary} summary */
function gist({ decision, classes, abort_reason: abort, reason }) {
  if (classes.length > 0) return [...new Set(classes)].map(shortClassName).join(t('common-list-comma'));
  if (decision === 'CLEAR') return t('parcels-no-region');
  return abort ? sentence(abortName(abort)) : reason;
}

/** @param {string} text */
function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
