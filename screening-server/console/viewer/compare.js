// An earlier parcel that looks alike, beside the one that is shown: its views under the same enhancements.

import { fill, h } from '../dom.js';
import { formatPercent, formatTime, t, tOr } from '../i18n/text.js';
import { Stage } from './stage.js';

/** @typedef {import('../api.js').View} View */
/** @typedef {import('./cache.js').PictureCache} PictureCache */
/** @typedef {import('./enhance/state.js').Enhancements} Enhancements */

/**
 * @typedef {object} Similar
 * @property {string} id
 * @property {string | null} parcel
 * @property {string} scanned
 * @property {string | null} decision
 * @property {number} likeness
 * @property {{view: number, picture: string, thumbnail: string}[]} views
 */

/** Parcels to choose from. */
const CHOICE = 6;

export class Compare {
  /** @type {string | null} The parcel that is compared. */
  #scan = null;
  /** @type {Similar | null} */
  #chosen = null;
  #view = 0;
  /** @type {Stage | null} */
  #stage = null;
  #list = h('ul', { class: 'choice', 'aria-label': t('viewer-compare-list') });
  #caption = h('p', { class: 'dim' });
  #room = h('div', { class: 'views' });
  /** @type {AbortController | null} */
  #asking = null;

  /** @param {{cache: PictureCache, enhancements: Enhancements, software: boolean}} shared */
  constructor(shared) {
    this.shared = shared;
    this.element = h(
      'aside',
      { class: 'compare', hidden: true, 'aria-label': t('viewer-compare') },
      h('h3', {}, t('viewer-compare-title')),
      this.#list,
      this.#caption,
      this.#room,
    );
  }

  get open() {
    return !this.element.hidden;
  }

  /** Addresses of pictures that are on the screen. */
  get urls() {
    return this.open ? (this.#stage?.urls ?? []) : [];
  }

  /**
   * Opens it for a parcel, or closes it.
   * @param {string | null} scan
   */
  async show(scan) {
    this.element.hidden = scan === null;
    if (scan === this.#scan) return;
    this.#scan = scan;
    this.#chosen = null;
    this.#asking?.abort();
    this.#stage?.close();
    this.#stage = null;
    fill(this.#room, []);
    fill(this.#list, []);
    if (scan === null) return;
    this.#caption.textContent = t('viewer-loading');
    const asking = (this.#asking = new AbortController());
    try {
      const response = await fetch(`/v1/scans/${encodeURIComponent(scan)}/similar?limit=${CHOICE}`, { signal: asking.signal });
      if (!response.ok) throw new Error(`the service answered ${response.status}`);
      const { scans } = /** @type {{scans: Similar[]}} */ (await response.json());
      if (this.#scan !== scan) return;
      this.#offer(scans.filter(({ views }) => views.length > 0));
    } catch {
      if (!asking.signal.aborted) this.#caption.textContent = t('viewer-compare-failed');
    }
  }

  /** The same view of the earlier parcel as of the one that is worked on. @param {number} view */
  turnTo(view) {
    if (view === this.#view) return;
    this.#view = view;
    if (this.#chosen) this.#choose(this.#chosen);
  }

  /** Enhancements changed. */
  enhance() {
    this.#stage?.enhance();
  }

  fit() {
    this.#stage?.fit();
  }

  close() {
    this.#asking?.abort();
    this.#stage?.close();
  }

  /** @param {Similar[]} scans */
  #offer(scans) {
    const items = scans.map((scan) =>
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', 'data-scan': scan.id, 'aria-pressed': 'false', onclick: () => this.#choose(scan) },
          h('img', { src: scan.views[0]?.thumbnail, alt: '', decoding: 'async' }),
          h('span', {}, formatPercent(scan.likeness)),
          h('span', { class: 'unseen' }, `${scan.parcel ?? ''} ${formatTime(scan.scanned)}`),
        ),
      ),
    );
    fill(this.#list, items);
    const [first] = scans;
    if (first) this.#choose(first);
    else this.#caption.textContent = t('viewer-compare-none');
  }

  /** @param {Similar} scan */
  async #choose(scan) {
    this.#chosen = scan;
    for (const button of this.#list.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset['scan'] === scan.id));
    const found = scan.views.find(({ view }) => view === this.#view) ?? scan.views[0];
    if (!found) return;
    const decision = scan.decision ? tOr(`decision-${scan.decision}`, scan.decision) : '';
    this.#caption.textContent = [
      scan.parcel ?? t('common-no-code', { id: scan.id.slice(-6) }),
      formatTime(scan.scanned),
      decision,
      t('viewer-compare-alike', { share: formatPercent(scan.likeness) }),
    ].filter(Boolean).join(' · ');
    this.#stage ??= this.#make();
    // Its size is the picture's: no report is asked for.
    /** @type {View} */
    const view = { name: '', width: 0, height: 0, parcels: [], quality: null, tiles: 0, tiles_skipped: 0 };
    const label = t('viewer-compare-label', { name: scan.parcel ?? scan.id.slice(-6) });
    await this.#stage.show(view, this.#view, { picture: found.picture, atomic: null, label, missing: '' });
  }

  #make() {
    const stage = new Stage(this.shared, {
      onpress: (on) => ({ move: (_, shift) => on.pan(shift.x, shift.y), end: () => {} }),
      onpoint: () => {},
      onhover: () => {},
      onpick: () => {},
      onkey: () => false,
      onzoom: () => {},
      onplaced: () => {},
      onseen: () => {},
    });
    fill(this.#room, [h('figure', { class: 'view' }, stage.element)]);
    return stage;
  }
}
