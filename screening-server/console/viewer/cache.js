// Decoded pictures of the parcel that is shown and of those that come next.

import { Picture } from './picture.js';

/** Decoded bytes that may lie ready besides what is shown. */
const MOST_WAITING = 320 << 20;

/**
 * @typedef {object} Entry
 * @property {Promise<Picture>} ready
 * @property {Picture | null} picture once it is there
 * @property {AbortController} abort
 */

export class PictureCache {
  /** Oldest use first. @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Set<string>} */
  #shown = new Set();

  /**
   * The picture at an address, asked for once.
   * @param {string} url
   * @param {boolean} [mixable]
   * @returns {Entry}
   */
  get(url, mixable = true) {
    let entry = this.#entries.get(url);
    if (entry) this.#entries.delete(url);
    else entry = this.#load(url, mixable);
    this.#entries.set(url, entry);
    this.#trim();
    return entry;
  }

  /**
   * Says what is on the screen now: it stays, and what was asked for long ago goes.
   * @param {Iterable<string>} urls
   */
  show(urls) {
    this.#shown = new Set(urls);
    this.#trim();
  }

  clear() {
    for (const url of [...this.#entries.keys()]) this.#drop(url);
  }

  /**
   * @param {string} url
   * @param {boolean} mixable
   * @returns {Entry}
   */
  #load(url, mixable) {
    const abort = new AbortController();
    /** @type {Entry} */
    const entry = { picture: null, abort, ready: Picture.load(url, abort.signal, mixable) };
    entry.ready.then(
      (picture) => {
        entry.picture = picture;
        if (this.#entries.get(url) !== entry) picture.close();
        else this.#trim();
      },
      () => {
        // A failure is not kept: the next look asks again.
        if (this.#entries.get(url) === entry) this.#entries.delete(url);
      },
    );
    return entry;
  }

  #trim() {
    const waiting = [...this.#entries].filter(([url]) => !this.#shown.has(url));
    let bytes = waiting.reduce((sum, [, { picture }]) => sum + (picture?.bytes ?? 0), 0);
    for (const [url, { picture }] of waiting) {
      // The newest is what comes next, however large it is.
      if (bytes <= MOST_WAITING || url === waiting.at(-1)?.[0]) return;
      bytes -= picture?.bytes ?? 0;
      if (picture) this.#drop(url);
    }
  }

  /** @param {string} url */
  #drop(url) {
    const entry = this.#entries.get(url);
    this.#entries.delete(url);
    entry?.abort.abort();
    entry?.picture?.close();
  }
}
