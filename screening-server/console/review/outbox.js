// Decisions on their way. Each is kept in this browser until the service has said that it is on disk, and sent again with
// the same key until then: a cut line loses none, and none counts twice.

import { Problem } from '../api.js';
import { claim, decide, firstLook } from './api.js';

/** @typedef {import('./api.js').DecisionBody} DecisionBody */
/** @typedef {import('./api.js').Action} Action */

/**
 * @typedef {object} Entry
 * @property {string} scan
 * @property {string | null} code the parcel's
 * @property {DecisionBody} body
 * @property {string} at
 * @property {Action | null} first what was said at the first look
 * @property {'sending' | 'kept' | 'recorded' | 'refused' | 'undone'} state
 * @property {string | null} decision its id, once recorded
 * @property {string | null} undoUntil
 * @property {import('./api.js').State | null} became the state of the review
 * @property {string | null} why it was refused
 * @property {import('./api.js').Reveal | null} reveal what the picture was, where it was one for training
 */

const SETTING = 'screening.decisions';
const RETRY_MS = [1000, 2000, 3000, 5000];
/** Recorded ones that are still listed. */
const MOST_RECORDED = 8;

export class Outbox extends EventTarget {
  /** @type {Entry[]} Newest first. */
  entries = [];
  #setting;
  #failures = 0;
  #flushing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {string | null} user whose decisions */
  constructor(user) {
    super();
    this.#setting = user === null ? SETTING : `${SETTING}:${user}`;
    this.#load();
  }

  /** Those that the service does not have yet, oldest first. */
  get unsent() {
    return this.entries.filter(({ state }) => state === 'kept' || state === 'sending').reverse();
  }

  /**
   * Keeps a decision, and sends it.
   * @param {Pick<Entry, 'scan' | 'code' | 'body' | 'first'>} decision
   * @returns {Promise<Entry>} after the first attempt
   */
  async send(decision) {
    /** @type {Entry} */
    const entry = {
      ...decision, at: new Date().toISOString(), state: 'sending', decision: null, undoUntil: null, became: null, why: null, reveal: null,
    };
    this.entries.unshift(entry);
    this.#changed();
    await this.#attempt(entry);
    if (entry.state === 'kept') this.#later();
    return entry;
  }

  /** Sends all that is kept, oldest first, now. */
  async flush() {
    if (this.#flushing) return;
    clearTimeout(this.#timer);
    this.#flushing = true;
    try {
      for (const entry of this.unsent) {
        if (entry.state !== 'kept') continue;
        await this.#attempt(entry);
        if (/** @type {Entry['state']} */ (entry.state) === 'kept') break;
      }
    } finally {
      this.#flushing = false;
    }
    if (this.entries.some(({ state }) => state === 'kept')) this.#later();
    else this.#failures = 0;
  }

  /** @param {Entry} entry */
  forget(entry) {
    this.entries = this.entries.filter((one) => one !== entry);
    this.#changed();
  }

  /** The newest one that can be taken back. @param {number} now by the service's clock */
  undoable(now) {
    const [newest] = this.entries.filter(({ state }) => state === 'recorded');
    return newest?.undoUntil && Date.parse(newest.undoUntil) > now ? newest : null;
  }

  /** @param {Entry} entry */
  undone(entry) {
    entry.state = 'undone';
    this.#changed();
  }

  /** @param {Entry} entry */
  async #attempt(entry) {
    entry.state = 'sending';
    this.#changed();
    try {
      const made = await this.#post(entry);
      Object.assign(entry, { state: 'recorded', decision: made.decision_id, undoUntil: made.undo_until, became: made.state, reveal: made.projection ?? null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, detail } = error.body;
      // Not said, not now, or not logged in: none of that is a word on the decision.
      const kept = status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
      entry.state = kept ? 'kept' : 'refused';
      entry.why = kept ? null : detail;
    }
    this.#changed();
    this.dispatchEvent(new CustomEvent('settled', { detail: entry }));
  }

  /** @param {Entry} entry */
  async #post(entry) {
    try {
      return await decide(entry.scan, entry.body);
    } catch (error) {
      if (!(error instanceof Problem) || error.body.code !== 'lease_lost') throw error;
      // The line was cut for longer than the lease. Where nobody took the parcel meanwhile, it is taken again: it was
      // looked at and decided, and only the word is missing.
      const again = await claim({ scan_id: entry.scan }).catch((/** @type {unknown} */ reason) => {
        if (reason instanceof Problem && reason.gone) throw reason;
        throw error;
      });
      if (!again) throw error;
      entry.body.lease = again.lease.token;
      if (again.review.regions_withheld && entry.first) await firstLook(entry.scan, again.lease.token, entry.first);
      return decide(entry.scan, entry.body);
    }
  }

  #later() {
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 5000;
    this.#failures += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  #changed() {
    const recorded = this.entries.filter(({ state }) => state === 'recorded' || state === 'undone').slice(0, MOST_RECORDED);
    this.entries = this.entries.filter((one) => recorded.includes(one) || (one.state !== 'recorded' && one.state !== 'undone'));
    const open = this.entries.filter(({ state }) => state !== 'recorded' && state !== 'undone');
    if (open.length > 0) localStorage.setItem(this.#setting, JSON.stringify(open));
    else localStorage.removeItem(this.#setting);
    this.dispatchEvent(new Event('change'));
  }

  #load() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.#setting) ?? '[]');
      if (Array.isArray(stored)) this.entries = stored;
    } catch {
      // What cannot be read cannot be sent.
    }
    for (const entry of this.entries) if (entry.state === 'sending') entry.state = 'kept';
    if (this.unsent.length > 0) this.#later();
  }
}
