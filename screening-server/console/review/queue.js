// The parcels that people look at, most urgent first, under the present filter. Knows nothing of the page.

import { Problem, listScans } from '../api.js';
import { listQueue } from './api.js';

/** @typedef {import('./api.js').Item} Item */
/** @typedef {import('./api.js').Counts} Counts */

const PAGE = 60;
const HOUR_MS = 3_600_000;

/**
 * `open` are all that are not decided; `all` are all screened parcels, those that no person is to look at too.
 * @typedef {'open' | 'waiting' | 'leased' | 'escalated' | 'second_opinion' | 'decided' | 'not_reviewed' | 'all'} Part
 */

export class Queue extends EventTarget {
  /** @type {Item[]} */
  items = [];
  /** @type {Counts | null} */
  counts = null;
  /** @type {Problem | null} */
  problem = null;
  /** @type {Date | null} */
  answered = null;
  loaded = false;
  /** @type {string | null} Where more follow. */
  next = null;

  /** @type {Part} */
  part = 'open';
  code = '';
  lane = '';
  class = '';
  /** Hours that it goes back; 0 for all. */
  hours = 0;

  #limit = PAGE;
  #running = new AbortController();

  /** @param {boolean} readable whether the user may see the queue; else all parcels are listed */
  constructor(readable) {
    super();
    this.readable = readable;
    if (!readable) this.part = 'all';
  }

  /**
   * Changes the filter.
   * @param {Partial<Pick<Queue, 'part' | 'code' | 'lane' | 'class' | 'hours'>>} filter
   */
  filter(filter) {
    Object.assign(this, filter);
    this.#limit = PAGE;
    this.loaded = false;
    return this.refresh();
  }

  /** Shows more of them. */
  more() {
    this.#limit = Math.min(this.#limit + PAGE, 500);
    return this.refresh();
  }

  /** Asks now. */
  async refresh() {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const [own, all] = await Promise.all([
        this.readable ? this.#ask(running.signal) : null,
        this.part === 'all' ? this.#askAll(running.signal) : null,
      ]);
      if (running.signal.aborted) return;
      const page = all ?? own;
      this.items = page?.items ?? [];
      this.next = page?.next ?? null;
      this.counts = own?.counts ?? null;
      this.problem = null;
      this.answered = new Date();
      this.loaded = true;
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
    }
    this.dispatchEvent(new Event('change'));
  }

  get #since() {
    return this.hours > 0 ? new Date(Date.now() - this.hours * HOUR_MS).toISOString() : null;
  }

  /** @param {AbortSignal} signal */
  #ask(signal) {
    const { part, code, lane } = this;
    const state = part === 'open' || part === 'all' ? '' : part;
    const limit = part === 'all' ? 1 : this.#limit;
    return listQueue({ limit, state, code: code.trim(), lane, class: this.class, from: this.#since }, signal);
  }

  /** @param {AbortSignal} signal */
  async #askAll(signal) {
    const { lane } = this;
    const code = this.code.trim();
    const wanted = { limit: code ? 500 : this.#limit, lane, since: this.#since };
    const page = await listScans(wanted, signal);
    let { scans } = page;
    if (code) {
      scans = scans.filter(({ parcel }) => parcel?.toLowerCase().includes(code.toLowerCase()));
      // Older ones are found by their whole code.
      if (scans.length === 0) ({ scans } = await listScans({ limit: PAGE, parcel: code }, signal));
    }
    if (this.class) scans = scans.filter(({ classes }) => classes.includes(this.class));
    return { items: scans.map(itemOf), next: page.next };
  }
}

/** @param {import('../api.js').Summary} scan @returns {Item} */
function itemOf(scan) {
  return {
    scan_id: scan.id,
    parcel_code: scan.parcel,
    lane: null,
    scanned_at: scan.received,
    queued_at: scan.received,
    due_at: null,
    machine_decision: scan.decision,
    reasons: [{ code: scan.abort_reason ?? '', text: scan.reason }],
    top_class: scan.classes[0] ?? null,
    risk: scan.top_score,
    state: null,
    level: 1,
    held_by: null,
    views: scan.thumbnail ? ['0'] : [],
  };
}
