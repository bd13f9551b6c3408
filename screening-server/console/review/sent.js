// The decisions of this person on this browser: which are on disk, which are not yet, and the one that can be taken back.

import { fill, h, say } from '../dom.js';
import { t } from '../i18n/text.js';
import { sign } from '../keys.js';
import { msUntil, serverNow } from '../server-time.js';
import { shortTime } from '../words.js';
import { SAID_AFTER_MS, nameOf } from './desk.js';

/** @typedef {import('./outbox.js').Outbox} Outbox */
/** @typedef {import('./outbox.js').Entry} Entry */
/** @typedef {import('../keymap.js').Keymap} Keymap */

/** Lines that are shown; those that are not recorded always are. */
const MOST = 4;

export class Sent {
  #list = h('ul', {});
  #none = h('p', { class: 'dim' }, t('review-sent-none'));
  /** @type {Map<Entry, string>} */
  #said = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /**
   * @param {HTMLElement} element
   * @param {Outbox} outbox
   * @param {{keymap: Keymap, announce: (text: string) => void, onundo: () => void, onlook: (scan: string) => void, onoutcome: (scan: string) => void}} context
   */
  constructor(element, outbox, { keymap, announce, onundo, onlook, onoutcome }) {
    this.outbox = outbox;
    this.keymap = keymap;
    this.announce = announce;
    this.onundo = onundo;
    this.onlook = onlook;
    this.onoutcome = onoutcome;
    fill(element, [h('h2', {}, t('review-sent')), this.#none, this.#list]);
    outbox.addEventListener('change', () => this.#changed());
    keymap.addEventListener('change', () => this.show());
    setInterval(() => this.#tick(), 250);
    this.show();
  }

  /** What is only on its way is said a little later: by then most are recorded. */
  #changed() {
    clearTimeout(this.#later);
    if (this.outbox.entries[0]?.state === 'sending') this.#later = setTimeout(() => this.show(), SAID_AFTER_MS);
    else this.show();
  }

  show() {
    const { entries } = this.outbox;
    const shown = entries.filter((entry, index) => index < MOST || !['recorded', 'undone'].includes(entry.state));
    this.#none.hidden = shown.length > 0;
    const undoable = this.outbox.undoable(serverNow());
    fill(this.#list, shown.map((entry) => this.#line(entry, entry === undoable)));
    for (const entry of entries) {
      const before = this.#said.get(entry);
      if (before === entry.state || entry.state === 'sending') continue;
      this.#said.set(entry, entry.state);
      if (before !== undefined || entry.state !== 'kept' || entry.at) this.announce(`${nameOf(entry)}: ${this.#action(entry)}. ${this.#stateWords(entry)}`);
    }
  }

  /** @param {Entry} entry */
  #action({ body }) {
    return t(`review-did-${body.action}`, { level: body.level ?? 0 });
  }

  /** @param {Entry} entry */
  #stateWords({ state, why, reveal }) {
    if (state === 'recorded' && reveal) return t('reveal-sent');
    if (state === 'refused') return t('review-sent-refused', { why: why ?? '' });
    return t(`review-sent-${state}`);
  }

  /**
   * @param {Entry} entry
   * @param {boolean} undoable
   */
  #line(entry, undoable) {
    const name = nameOf(entry);
    const { state, scan, body, reveal } = entry;
    const words = this.#stateWords(entry);
    const buttons = [
      undoable &&
        h('button', { type: 'button', class: 'button small undo', onclick: this.onundo }, t('review-undo-short'), ' ', h('span', { class: 'undo-left' }), h('kbd', { 'aria-hidden': 'true' }, sign(this.keymap.keyOf('review-undo')))),
      state === 'refused' && h('button', { type: 'button', class: 'button small', onclick: () => this.onlook(scan) }, t('common-show')),
      state === 'refused' && h('button', { type: 'button', class: 'button small', onclick: () => this.outbox.forget(entry) }, t('common-dismiss')),
      state === 'recorded' && body.action === 'open' && !undoable && !reveal &&
        h('button', { type: 'button', class: 'button small', onclick: () => this.onoutcome(scan) }, t('review-outcome-short')),
    ];
    return h(
      'li',
      { class: state, 'data-scan': scan, 'data-state': state },
      h('span', { class: 'line' }, h('b', { class: 'code', title: name }, name), h('time', { datetime: entry.at }, shortTime(entry.at))),
      h('span', { class: 'line' }, h('span', { class: `did ${body.action}` }, this.#action(entry)), h('span', { class: 'word', title: words }, words)),
      buttons.some(Boolean) && h('span', { class: 'actions' }, buttons),
    );
  }

  #tick() {
    const left = this.#list.querySelector('.undo-left');
    if (!left) return;
    const entry = this.outbox.undoable(serverNow());
    if (!entry?.undoUntil) this.show();
    else say(left, t('review-seconds', { seconds: Math.max(1, Math.ceil(msUntil(entry.undoUntil) / 1000)) }));
  }
}
