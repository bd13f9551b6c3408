// The queue as a list. Rows are kept and changed in place: news neither flicker nor move the selection.

import { byId, h, say } from '../dom.js';
import { formatNumber, formatPercent, t } from '../i18n/text.js';
import { msUntil } from '../server-time.js';
import { decisionBadge, noPicture } from '../shapes.js';
import { className, longTime, shortTime } from '../words.js';
import { countDown } from './time-left.js';

/** @typedef {import('./api.js').Item} Item */
/** @typedef {import('./queue.js').Queue} Queue */

/** @type {Record<string, string>} */
const NONE = {
  open: 'review-list-none', waiting: 'review-list-none-part', leased: 'review-list-none-part', escalated: 'review-list-none-part',
  second_opinion: 'review-list-none-part', decided: 'review-list-none-part', not_reviewed: 'review-list-none-part', all: 'parcels-none',
};

export class QueueList {
  /** @type {string | null} */
  selected = null;

  /** @type {Map<string, {row: HTMLElement, content: string, item: Item}>} */
  #rows = new Map();
  #box = byId('parcels');
  #count = byId('count');
  #more = byId('more');
  #empty = byId('list-empty');

  /**
   * @param {Queue} queue
   * @param {{user: string, onselect: (id: string) => void}} context
   */
  constructor(queue, { user, onselect }) {
    this.queue = queue;
    this.user = user;
    this.#box.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest('[data-id]') : null;
      const id = row?.getAttribute('data-id');
      if (id) onselect(id);
    });
    this.#more.addEventListener('click', () => queue.more());
    queue.addEventListener('change', () => this.render());
    setInterval(() => this.#countDown(), 500);
  }

  /**
   * Marks one parcel and brings its row into view.
   * @param {string | null} id
   */
  select(id) {
    if (this.selected === id) return;
    this.selected = id;
    this.#mark();
    (id ? this.#rows.get(id)?.row : undefined)?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * The parcel `step` rows from the selected one; the first where none is selected.
   * @param {number} step
   */
  neighbour(step) {
    const { items } = this.queue;
    const at = items.findIndex((item) => item.scan_id === this.selected);
    return items[at < 0 ? 0 : at + step]?.scan_id ?? null;
  }

  render() {
    const { items } = this.queue;
    const wanted = new Set(items.map((item) => item.scan_id));
    for (const [id, { row }] of this.#rows) {
      if (wanted.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    // A row that changed takes its former place first, and only then the places are compared.
    const rows = items.map((item) => this.#row(item));
    let place = this.#box.firstElementChild;
    for (const row of rows) {
      if (row === place) place = place.nextElementSibling;
      else this.#box.insertBefore(row, place);
    }
    this.#mark();
    this.#countDown();
    this.#surroundings();
  }

  /** @param {Item} item */
  #row(item) {
    const content = JSON.stringify(item);
    const known = this.#rows.get(item.scan_id);
    if (known?.content === content) return known.row;
    const row = rowOf(item, this.user);
    if (known) known.row.replaceWith(row);
    this.#rows.set(item.scan_id, { row, content, item });
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

  #countDown() {
    for (const { row, item } of this.#rows.values()) {
      if (!item.due_at || item.state === 'decided' || item.state === 'not_reviewed') continue;
      const time = row.querySelector('.left-time');
      if (!time) continue;
      const left = msUntil(item.due_at);
      say(time, countDown(left));
      time.classList.toggle('soon', left < 10_000);
    }
  }

  #surroundings() {
    const { queue } = this;
    const { items, loaded, next, part, problem } = queue;
    const words = { count: items.length, shown: formatNumber(items.length) };
    say(this.#count, loaded ? t(next ? 'review-list-count-more' : 'review-list-count', words) : '');
    this.#more.hidden = next === null;
    this.#box.hidden = items.length === 0;
    this.#empty.hidden = items.length > 0;
    if (this.#empty.hidden) return;
    const isFiltered = queue.code || queue.lane || queue.class || queue.hours;
    const none = isFiltered ? 'review-list-none-found' : (NONE[part] ?? 'review-list-none');
    say(this.#empty, !loaded ? t(problem ? 'parcels-not-loaded' : 'common-loading') : t(none));
  }
}

/**
 * @param {Item} item
 * @param {string} user who looks at the list
 */
function rowOf(item, user) {
  const { scan_id: id, machine_decision: decision, parcel_code: code } = item;
  const name = code ?? t('common-no-code', { id: id.slice(-6) });
  const words = decision ? gist(item) : t('review-pending');
  const state = stateOf(item, user);
  const isOpen = item.due_at && item.state !== 'decided' && item.state !== 'not_reviewed';
  return h(
    'li',
    {
      id: `parcel-${id}`,
      class: `parcel ${(decision ?? 'UNKNOWN').toLowerCase()} ${item.state ?? ''}`,
      role: 'option',
      'aria-selected': 'false',
      'data-id': id,
      'data-state': item.state ?? '',
    },
    thumbnail(item),
    h(
      'span',
      { class: 'line' },
      h('span', { class: code ? 'code' : 'code missing', title: name }, name),
      isOpen
        ? h('span', { class: 'left-time', title: t('review-time-left') })
        : h('time', { datetime: item.queued_at, title: longTime(item.queued_at) }, shortTime(item.queued_at)),
    ),
    h('span', { class: 'line' }, decisionBadge(decision ?? 'UNKNOWN'), state && h('span', { class: `state ${item.state}`, title: state }, state)),
    h('span', { class: 'gist', title: words }, words),
  );
}

/** @param {Item} item */
function thumbnail({ scan_id: id, views, reasons }) {
  const picture = h('span', { class: 'thumb' });
  const readable = views.length > 0 && !reasons.some(({ code }) => code.startsWith('unreadable'));
  if (!readable) {
    picture.append(noPicture());
    return picture;
  }
  const image = h('img', { src: `/v1/scans/${id}/views/0/thumbnail`, alt: '', decoding: 'async', loading: 'lazy', draggable: 'false' });
  image.addEventListener('error', () => image.replaceWith(noPicture()), { once: true });
  picture.append(image);
  return picture;
}

/**
 * @param {Item} item
 * @param {string} user
 */
function stateOf({ state, held_by: holder, level, lane }, user) {
  if (state === 'leased') return holder === user ? t('review-state-mine') : t('review-state-held', { who: holder ?? '' });
  if (state === 'escalated') return t('review-state-escalated', { level });
  if (state === null || state === 'waiting') return lane;
  return t(`review-state-${state}`);
}

/** What was found, or why there is no full answer. @param {Item} item */
function gist({ top_class: found, risk, reasons, machine_decision: decision }) {
  if (found) return risk === null ? className(found) : t('review-risk', { class: className(found), risk: formatPercent(risk) });
  if (decision === 'CLEAR') return t('parcels-no-region');
  return reasons[0]?.text ?? t('review-withheld-short');
}
