// The list as the service has it: polled, filtered, paged. Knows nothing of the page.

import { Problem, listScans } from './api.js';

/** @typedef {import('./api.js').Decision} Decision */
/** @typedef {import('./api.js').Summary} Summary */

const EVERY_MS = 2000;
/** Waits between attempts while the service is gone: soon at first, then without pestering it. */
const RETRY_MS = [2000, 3000, 5000, 8000];
const PAGE = 50;
/** A search looks through all that the service keeps, in larger steps, up to a bound. */
const SEARCH_PAGE = 200;
const MOST_ROWS = 5000;
/** A page that is open for a whole shift does not keep all that passed; what someone paged to stays. */
const LIVE_ROWS = 300;

export class Feed extends EventTarget {
  /** @type {Summary[]} What is loaded under the present filter, newest first. */
  rows = [];
  /** @type {string | null} Where older parcels go on. */
  next = null;
  /** Whether the service has answered at least once under the present filter. */
  loaded = false;
  /** @type {Decision | null} */
  decision = null;
  search = '';
  /** @type {Problem | null} Why the last attempt failed. */
  problem = null;
  /** @type {Date | null} */
  answered = null;
  /** When the next attempt is due while the service is gone. */
  retryAt = 0;

  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #running = new AbortController();
  #paging = false;
  /** How many rows someone paged to. */
  #reach = 0;

  /** Begins to poll; a page that nobody looks at asks nothing until it is looked at again. */
  start() {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.refresh();
    });
    this.refresh();
  }

  /** Asks now. */
  async refresh() {
    clearTimeout(this.#timer);
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const page = await listScans({ limit: PAGE, decision: this.decision }, running.signal);
      if (running.signal.aborted) return;
      this.#merge(page.scans, page.next);
      this.#failures = 0;
      this.problem = null;
      this.answered = new Date();
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
      this.#failures += 1;
    } finally {
      if (!running.signal.aborted) this.#schedule();
    }
    this.#tell();
    this.#searchOn();
  }

  /** @param {Decision | null} decision */
  setDecision(decision) {
    if (decision === this.decision) return;
    this.decision = decision;
    // What is known already is shown until the service has answered.
    this.rows = decision ? this.rows.filter((row) => row.decision === decision) : this.rows;
    this.next = null;
    this.#reach = 0;
    this.loaded = this.rows.length > 0;
    this.#tell();
    this.refresh();
  }

  /** @param {string} search */
  setSearch(search) {
    this.search = search.trim().toLowerCase();
    this.#tell();
    this.#searchOn();
  }

  /** The rows that the search leaves. */
  found() {
    if (!this.search) return this.rows;
    return this.rows.filter(
      (row) => row.parcel?.toLowerCase().includes(this.search) || row.id.toLowerCase() === this.search,
    );
  }

  /** Whether a search has older parcels to look through yet. */
  get searching() {
    return this.search !== '' && this.next !== null && this.rows.length < MOST_ROWS && !this.problem;
  }

  /** Loads the next older page. */
  async older(limit = PAGE) {
    if (this.#paging || !this.next) return;
    this.#paging = true;
    const { decision, next } = this;
    try {
      const page = await listScans({ limit, before: next, decision });
      // The filter changed meanwhile, or a poll replaced what this page would follow: it belongs nowhere now.
      if (decision !== this.decision || next !== this.next) return;
      const known = new Set(this.rows.map((row) => row.id));
      this.rows = [...this.rows, ...page.scans.filter((row) => !known.has(row.id))];
      this.next = page.next;
      this.#reach = this.rows.length;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
    } finally {
      this.#paging = false;
    }
    this.#tell();
    this.#searchOn();
  }

  /**
   * The newest page replaces what it covers; older pages that were loaded stay behind it.
   * @param {Summary[]} newest
   * @param {string | null} next
   */
  #merge(newest, next) {
    const last = newest.at(-1);
    const at = last ? this.rows.findIndex((row) => row.id === last.id) : -1;
    const behind = at >= 0 && next !== null ? this.rows.slice(at + 1) : [];
    // With rows behind, their own continuation holds; it may be that everything is loaded.
    if (behind.length === 0 || !this.loaded) this.next = next;
    this.rows = [...newest, ...behind];
    const most = Math.max(LIVE_ROWS, this.#reach);
    if (this.rows.length > most) {
      this.rows.length = most;
      // The service goes on after the last row that it gave.
      this.next = this.rows.at(-1)?.id ?? null;
    }
    this.loaded = true;
  }

  #searchOn() {
    if (this.searching) this.older(SEARCH_PAGE);
  }

  #schedule() {
    const wait = this.problem ? RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? EVERY_MS : EVERY_MS;
    this.retryAt = Date.now() + wait;
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => this.refresh(), wait);
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
