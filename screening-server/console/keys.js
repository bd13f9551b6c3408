// Listens to the keyboard, and shows the keys: what each does, and another one for whoever wants it.

import { byId, fill, h, say } from './dom.js';
import { t } from './i18n/text.js';
import { keyName, keySign } from './keymap.js';

/** @typedef {import('./keymap.js').Keymap} Keymap */

const FIELDS = 'input, select, textarea';
/** What Enter and the space bar press by themselves. */
const PRESSED = 'button, a, summary';

/** @param {string} key */
export function sign(key) {
  return keySign(key, t('keys-space'));
}

export class Keys {
  #help = /** @type {HTMLDialogElement} */ (byId('keys'));
  #list = byId('keys-list');
  #note = byId('keys-note');
  /** @type {string | null} The action that waits for its key. */
  #waiting = null;

  /**
   * @param {Keymap} keymap
   * @param {{title: string, names: string[]}[]} groups how the actions are listed
   * @param {Record<string, string>} beside keys that do the same as another, whatever that is
   * @param {(action: string, event: KeyboardEvent) => void} run
   */
  constructor(keymap, groups, beside, run) {
    this.keymap = keymap;
    this.groups = groups;
    this.beside = beside;
    this.run = run;
    byId('help').addEventListener('click', () => this.open());
    byId('keys-reset').addEventListener('click', () => this.#reset());
    this.#help.addEventListener('close', () => this.#stop());
    this.#help.addEventListener('keydown', (event) => this.#take(event));
    document.addEventListener('keydown', (event) => this.#listen(event));
  }

  open() {
    this.#show();
    say(this.#note, t('keys-how'));
    this.#help.showModal();
  }

  /** @param {KeyboardEvent} event */
  #listen(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]')) return;
    const { target } = event;
    const key = keyName(event);
    if (target instanceof Element && target.matches(FIELDS)) {
      if (key === 'Escape' && target instanceof HTMLElement) target.blur();
      return;
    }
    if (target instanceof Element && target.matches(PRESSED) && (key === 'Enter' || key === ' ')) return;
    if (key === '?') {
      event.preventDefault();
      this.open();
      return;
    }
    const action = this.keymap.actionOf(key) ?? this.beside[key];
    if (!action) return;
    event.preventDefault();
    this.run(action, event);
  }

  #show() {
    const rows = this.groups.map(({ title, names }) =>
      h('section', {}, h('h3', {}, title), h('ul', {}, names.map((name) => this.#row(name)))),
    );
    fill(this.#list, [...rows, h('section', {}, h('h3', {}, t('keys-pointer')), h('ul', {}, pointer()))]);
    byId('keys-reset').hidden = !this.keymap.changed;
  }

  /** @param {string} name */
  #row(name) {
    const waits = this.#waiting === name;
    const key = sign(this.keymap.keyOf(name));
    const button = h(
      'button',
      {
        type: 'button',
        class: 'key',
        'data-action': name,
        'aria-label': t('keys-change', { what: t(name), key }),
        title: t('keys-change', { what: t(name), key }),
        'aria-pressed': String(waits),
        onclick: () => this.#wait(name),
      },
      waits ? '…' : key,
    );
    return h('li', {}, button, h('span', {}, t(name)));
  }

  /** @param {string} name */
  #wait(name) {
    this.#waiting = name;
    this.#show();
    say(this.#note, t('keys-press', { what: t(name) }));
    this.#focus(name);
  }

  /** @param {string} name */
  #focus(name) {
    const button = this.#list.querySelector(`[data-action="${name}"]`);
    if (button instanceof HTMLElement) button.focus();
  }

  /** @param {KeyboardEvent} event */
  #take(event) {
    const name = this.#waiting;
    if (name === null || event.key === 'Tab') return;
    if (['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const key = keyName(event);
    this.#waiting = null;
    const refused = key === 'Escape' ? null : this.keymap.set(name, key);
    this.#show();
    this.#focus(name);
    if (refused?.by) say(this.#note, t('keys-taken', { key: sign(key), what: t(refused.by) }));
    else if (refused) say(this.#note, t('keys-reserved', { key: sign(key) }));
    else say(this.#note, t('keys-set', { key: sign(this.keymap.keyOf(name)), what: t(name) }));
  }

  #reset() {
    this.keymap.reset();
    this.#waiting = null;
    this.#show();
    say(this.#note, t('keys-were-reset'));
    this.#list.querySelector('button')?.focus();
  }

  #stop() {
    this.#waiting = null;
  }
}

function pointer() {
  return [
    ['keys-wheel', 'keys-wheel-what'],
    ['keys-drag', 'keys-drag-what'],
    ['keys-right-drag', 'keys-right-drag-what'],
  ].map(([name, what]) => h('li', {}, h('kbd', {}, t(name ?? '')), h('span', {}, t(what ?? ''))));
}
