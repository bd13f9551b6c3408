// The second key of a decision that needs one: why it is escalated, or what one would do before a second opinion.

import { fill, h } from '../dom.js';
import { t } from '../i18n/text.js';
import { keyName } from '../keymap.js';

/** @typedef {import('./desk.js').More} More */

const LAST_LEVEL = 3;
/** Notes that one key sends, by code. */
const NOTES = ['unclear', 'dense', 'threat', 'electronics', 'papers'];

export class Ask {
  element = h('div', { class: 'ask', hidden: true, role: 'group' });
  /** @type {Map<string, () => void>} */
  #keys = new Map();

  /** @param {() => void} onclose */
  constructor(onclose) {
    this.onclose = onclose;
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    fill(this.element, []);
    this.#keys.clear();
  }

  /**
   * Asks why a parcel is escalated, and to which level.
   * @param {number} level its present one
   * @param {(more: More) => void} send
   */
  escalate(level, send) {
    const levels = [2, 3].filter((one) => one > level && one <= LAST_LEVEL);
    const choice = h('select', { 'aria-label': t('review-level') }, levels.map((one) => h('option', { value: one }, t('review-level-is', { level: one }))));
    const text = h('input', { type: 'text', class: 'note', maxlength: 2000, placeholder: t('review-note'), 'aria-label': t('review-note') });
    const done = (/** @type {string} */ note) => {
      if (!note.trim()) {
        text.focus();
        return;
      }
      this.close();
      send({ level: Number(choice.value), note: note.trim() });
    };
    const quick = NOTES.map((code, index) => this.#choice(String(index + 1), t(`review-note-${code}`), () => done(t(`review-note-${code}`))));
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      done(text.value);
    });
    this.#open(t('review-escalate-why'), [
      ...quick,
      h('span', { class: 'own' }, levels.length > 1 && choice, text, h('button', { type: 'button', class: 'button', onclick: () => done(text.value) }, t('review-send'))),
    ]);
  }

  /**
   * Asks what one would do, which the second person does not see.
   * @param {{clear: string, open: string}} keys
   * @param {(more: More) => void} send
   */
  second(keys, send) {
    const done = (/** @type {More} */ more) => () => {
      this.close();
      send(more);
    };
    this.#open(t('review-second-what'), [
      this.#choice(keys.clear, t('review-second-clear'), done({ opinion: 'clear' })),
      this.#choice(keys.open, t('review-second-open'), done({ opinion: 'open' })),
      this.#choice('1', t('review-second-none'), done({})),
    ]);
  }

  /**
   * @param {string} key
   * @param {string} words
   * @param {() => void} run
   */
  #choice(key, words, run) {
    this.#keys.set(key, run);
    return h('button', { type: 'button', class: 'button', 'aria-keyshortcuts': key, onclick: run }, words, h('kbd', { 'aria-hidden': 'true' }, key));
  }

  /**
   * @param {string} title
   * @param {HTMLElement[]} content
   */
  #open(title, content) {
    const away = h('button', { type: 'button', class: 'button', onclick: () => this.#leave() }, t('common-cancel'), h('kbd', { 'aria-hidden': 'true' }, 'Esc'));
    this.element.setAttribute('aria-label', title);
    fill(this.element, [h('p', {}, h('b', {}, title)), ...content, away]);
    this.element.hidden = false;
    this.element.querySelector('button')?.focus();
  }

  #leave() {
    this.close();
    this.onclose();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const isField = event.target instanceof Element && event.target.matches('input, select');
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#leave();
      return;
    }
    if (isField || event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab' || event.key === 'Enter' || event.key === ' ') return;
    // What is asked here is answered here: no key reaches the desk meanwhile.
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.#keys.get(keyName(event))?.();
  }
}
