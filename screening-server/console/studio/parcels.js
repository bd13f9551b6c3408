// Picks reviewed parcels for an exercise by their pictures.

import { Problem } from '../api.js';
import { fill, h, say } from '../dom.js';
import { formatNumber, t } from '../i18n/text.js';
import { read } from '../pages/page.js';
import { className, parcelName, problemText, shortTime } from '../words.js';

/** @typedef {import('../training/questions.js').Kind} Kind */
/** @typedef {import('./fields.js').Source} Source */
/** @typedef {{scan: string, parcel: string | null, scanned: string, decision: 'clear' | 'open', classes: string[], has_scale: boolean, thumbnail: string}} Parcel */

const FILTERS = /** @type {const} */ (['all', 'threat', 'ordinary']);
const MOST = 200;

export class ParcelPicker {
  /** Those chosen, in the order in which they were. @type {Set<string>} */
  #chosen = new Set();
  #filter = h('select', { class: 'parcels-filter', 'aria-label': t('studio-parcels-filter') }, FILTERS.map((value) => h('option', { value }, t(`studio-parcels-${value}`))));
  #list = h('ul', { class: 'parcels' });
  #said = h('p', { class: 'dim', role: 'status' });
  #more = h('button', { type: 'button', class: 'button', hidden: true }, t('studio-parcels-more'));
  /** @type {{kind: Kind, source: Source} | null} */
  #asked = null;
  /** @type {string | null} */
  #next = null;
  /** Of the list that is shown: an answer to an earlier question is late. */
  #round = 0;

  constructor() {
    this.element = h('div', { tabindex: '-1' }, this.#filter, this.#list, h('div', { class: 'actions' }, this.#more, this.#said));
    this.#filter.addEventListener('change', () => this.#load());
    this.#more.addEventListener('click', () => this.#go());
  }

  get chosen() {
    return [...this.#chosen];
  }

  /** Shows the parcels that go with a kind and a source. @param {Kind} kind @param {Source} source */
  fit(kind, source) {
    if (source === 'rendered' || (this.#asked?.kind === kind && this.#asked.source === source)) return;
    this.#asked = { kind, source };
    this.#chosen.clear();
    this.#filter.value = 'all';
    // Those kinds ask for a threat in each parcel, and into the others of `projected` one is put.
    this.#filter.hidden = source === 'projected' || kind === 'click_threat' || kind === 'name_class';
    this.#load();
  }

  #load() {
    this.#round += 1;
    this.#next = null;
    fill(this.#list, []);
    this.#go();
  }

  async #go() {
    if (!this.#asked) return;
    const round = this.#round;
    const query = new URLSearchParams(this.#asked);
    if (this.#filter.value !== 'all') query.set('threat', String(this.#filter.value === 'threat'));
    if (this.#next !== null) query.set('before', this.#next);
    this.#more.disabled = true;
    say(this.#said, t('common-loading'));
    try {
      const { parcels, next } = /** @type {{parcels: Parcel[], next: string | null}} */ (await read(`/v1/exercises/parcels?${query}`));
      if (round !== this.#round) return;
      this.#next = next;
      this.#list.append(...parcels.map((parcel) => this.#card(parcel)));
      this.#more.hidden = next === null;
      this.#count();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (round !== this.#round) return;
      // The button asks again.
      this.#more.hidden = false;
      say(this.#said, error.body.status === 0 ? t('common-no-answer') : problemText(error.body));
    } finally {
      if (round === this.#round) this.#more.disabled = false;
    }
  }

  #count() {
    const none = this.#list.childElementCount === 0 && this.#next === null;
    say(this.#said, none ? t('studio-parcels-none') : t('studio-parcels-chosen', { count: formatNumber(this.#chosen.size, {}), most: formatNumber(MOST, {}) }));
  }

  /** @param {Parcel} parcel */
  #card(parcel) {
    const { scan, decision, classes, thumbnail } = parcel;
    const box = h('input', { type: 'checkbox', value: scan, checked: this.#chosen.has(scan) });
    box.addEventListener('change', () => {
      if (box.checked && this.#chosen.size < MOST) this.#chosen.add(scan);
      else this.#chosen.delete(scan);
      box.checked = this.#chosen.has(scan);
      this.#count();
    });
    const known = classes.length > 0 ? classes.map(className).join(t('common-list-comma')) : t(`studio-parcel-${decision}`);
    const words = h('span', { class: 'words' }, h('strong', {}, known), h('bdi', {}, parcelName({ parcel: parcel.parcel, id: scan })), shortTime(parcel.scanned));
    return h('li', {}, h('label', {}, h('img', { src: thumbnail, alt: '', loading: 'lazy' }), h('span', { class: 'choice' }, box, words)));
  }
}
