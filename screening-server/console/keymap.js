// Which key does what: one registry for all pages of the review, changed by each user as they like.

/**
 * @typedef {object} KeyAction
 * @property {string} name which is also the key of its text
 * @property {string} key that does it unless the user took another
 */

const SETTING = 'screening.keys';

/** Keys that lead through a page, open the help, or go back: never an action's. */
const RESERVED = new Set(['Tab', 'Shift+Tab', 'Escape', '?', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Unidentified']);

/**
 * The key of an event as it is registered: what it types; a letter with Shift as `Shift+c`. On a layout of another
 * script, the Latin letter of the same key.
 * @param {KeyboardEvent} event
 */
export function keyName(event) {
  let { key } = event;
  const isLatin = key.length > 1 || key <= '~';
  if (!isLatin && /^Key[A-Z]$/.test(event.code)) key = event.code.slice(3).toLowerCase();
  if (!isLatin && /^Digit\d$/.test(event.code)) key = event.code.slice(5);
  if (/^[a-z]$/i.test(key)) return event.shiftKey ? `Shift+${key.toLowerCase()}` : key.toLowerCase();
  return key.length > 1 && event.shiftKey ? `Shift+${key}` : key;
}

export class Keymap extends EventTarget {
  /** @type {Map<string, string>} */
  #own = new Map();
  /** Keys of actions that other pages have. @type {Map<string, string>} */
  #elsewhere = new Map();
  #setting;

  /**
   * @param {readonly KeyAction[]} actions
   * @param {string | null} user whose keys; null for whoever uses this browser
   */
  constructor(actions, user) {
    super();
    this.actions = actions;
    this.#setting = user === null ? SETTING : `${SETTING}:${user}`;
    this.#load();
  }

  /** @param {string} name */
  keyOf(name) {
    return this.#own.get(name) ?? this.actions.find((action) => action.name === name)?.key ?? '';
  }

  /** @param {string} key */
  actionOf(key) {
    return this.actions.find(({ name }) => this.keyOf(name) === key)?.name ?? null;
  }

  /** Whether a user took other keys. */
  get changed() {
    return this.#own.size > 0;
  }

  /**
   * Gives an action another key, unless that is another's.
   * @param {string} name
   * @param {string} key
   * @returns {{refused: 'reserved' | 'taken', by: string | null} | null} why not
   */
  set(name, key) {
    if (RESERVED.has(key)) return { refused: 'reserved', by: null };
    const holder = this.actionOf(key);
    if (holder === name) return null;
    if (holder !== null) return { refused: 'taken', by: holder };
    const first = this.actions.find((action) => action.name === name)?.key;
    if (key === first) this.#own.delete(name);
    else this.#own.set(name, key);
    this.#save();
    return null;
  }

  /** All keys as they were at first. */
  reset() {
    this.#own.clear();
    this.#save();
  }

  #load() {
    /** @type {unknown} */
    let stored = null;
    try {
      stored = JSON.parse(localStorage.getItem(this.#setting) ?? 'null');
    } catch {
      // Not ours, or cut: the first keys hold.
    }
    if (!stored || typeof stored !== 'object') return;
    for (const [name, key] of Object.entries(stored)) {
      if (typeof key !== 'string' || RESERVED.has(key)) continue;
      const known = this.actions.some((action) => action.name === name);
      // An action may have come with this key since.
      if (known && this.actionOf(key) === null) this.#own.set(name, key);
      if (!known) this.#elsewhere.set(name, key);
    }
  }

  #save() {
    const all = [...this.#elsewhere, ...this.#own];
    if (all.length === 0) localStorage.removeItem(this.#setting);
    else localStorage.setItem(this.#setting, JSON.stringify(Object.fromEntries(all)));
    this.dispatchEvent(new Event('change'));
  }
}

/** @type {Record<string, string>} */
const SIGNS = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Enter: '⏎', Backspace: '⌫', Delete: 'Del' };

/**
 * A key as it stands on a keyboard.
 * @param {string} key
 * @param {string} space the name of the space bar
 */
export function keySign(key, space) {
  const shifted = key.startsWith('Shift+');
  const plain = shifted ? key.slice(6) : key;
  const sign = plain === ' ' ? space : (SIGNS[plain] ?? plain);
  return shifted ? `⇧ ${sign}` : sign;
}
