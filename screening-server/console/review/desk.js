// What an operator does with parcels: look, take, decide, take back. One parcel is held at a time, and given back when
// its holder goes away. Nothing here draws; `change` says that something is to be drawn anew.

import { Problem, showScan } from '../api.js';
import { t } from '../i18n/text.js';
import { msUntil, serverNow } from '../server-time.js';
import { problemText } from '../words.js';
import { claim, claimReal, firstLook, giveBack, renew, showReview, undo } from './api.js';

/** @typedef {import('./api.js').Action} Action */
/** @typedef {import('./api.js').Claimed} Claimed */
/** @typedef {import('./api.js').Review} Review */
/** @typedef {import('./api.js').Mark} Mark */
/** @typedef {import('./api.js').Reveal} Reveal */
/** @typedef {import('./outbox.js').Entry} Entry */
/** @typedef {import('../api.js').Scan} Scan */

/** Parcels whose pictures are fetched before they are taken. */
const AHEAD = 3;
/** What is pressed within this time after a picture came was meant for the one before. */
const LEAST_LOOK_MS = 300;
/** A decision that takes longer is said to be on its way. Before, only what comes next is drawn: it is there sooner. */
export const SAID_AFTER_MS = 120;
/** Whoever moves nothing for so long has gone: the parcel they hold goes back when its lease ends. */
const GONE_MS = 120_000;

/**
 * What is on the screen: a parcel, with its review where it is in one.
 * @typedef {{id: string, scan: Scan, review: Review | null}} Shown
 */

/**
 * The parcel that is held.
 * @typedef {object} Held
 * @property {string} id
 * @property {string} lease
 * @property {number} since when its picture came, by the page's clock
 * @property {boolean} over whether its time limit has run out
 * @property {Entry | null} sent its decision, on its way
 */

/** @typedef {{level?: number, note?: string, opinion?: 'clear' | 'open'}} More */

export class Desk extends EventTarget {
  /** @type {Shown | null} */
  shown = null;
  /** @type {Held | null} */
  held = null;
  /** @type {'taking' | 'sending' | 'looking' | 'undoing' | null} */
  busy = null;
  /** What is to be said about the last thing that was done. @type {{kind: 'problem' | 'note', text: string} | null} */
  notice = null;
  /** Why there is no parcel on the screen, and whether that ends when one comes. @type {{title: string, text: string, waits?: boolean} | null} */
  nothing = null;
  /** What the picture on the screen was, once it is told that it was one for training. @type {Reveal | null} */
  revealed = null;
  /** The lane that parcels are taken from; all without one. */
  lane = '';

  #asking = new AbortController();
  /** The parcel that is being asked for. @type {string | null} */
  #wanted = null;
  #lastMoved = Date.now();
  /** The regions that the viewer was given. */
  #given = '';
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beating;
  #viewer;
  #outbox;

  /**
   * @param {import('../viewer/viewer.js').Viewer} viewer
   * @param {import('./outbox.js').Outbox} outbox
   * @param {{mayRead: boolean, mayDecide: boolean}} rights
   */
  constructor(viewer, outbox, { mayRead, mayDecide }) {
    super();
    this.#viewer = viewer;
    this.#outbox = outbox;
    this.mayRead = mayRead;
    this.mayDecide = mayDecide;
    outbox.addEventListener('settled', (event) => this.#settled(/** @type {CustomEvent<Entry>} */ (event).detail));
    window.addEventListener('pagehide', () => this.#letGo());
    for (const sign of ['keydown', 'pointermove', 'pointerdown', 'wheel']) {
      window.addEventListener(sign, () => (this.#lastMoved = Date.now()), { capture: true, passive: true });
    }
  }

  /** Whether the present parcel can be decided about now. */
  get ready() {
    return this.held !== null && !this.held.over && this.held.sent === null && this.busy === null;
  }

  /**
   * Shows a parcel without taking it. A held one stays on the screen until it is decided or given back.
   * @param {string} id
   */
  async look(id) {
    if (this.held) {
      if (this.held.id !== id) this.#say('note', t('review-held-first'));
      return;
    }
    this.#asking.abort();
    const mine = new AbortController();
    this.#asking = mine;
    this.#wanted = id;
    try {
      const review = this.mayRead ? await this.#review(id, mine.signal) : null;
      const scan = review?.scan ?? (await showScan(id, mine.signal));
      if (mine.signal.aborted || this.held) return;
      this.notice = null;
      this.#show({ id, scan, review });
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      const gone = error.body.status === 404 || error.body.status === 410;
      if (this.shown?.id === id && !gone) return;
      this.#showNothing(
        gone ? { title: t('parcels-gone'), text: t('parcels-gone-why') } : { title: t('parcels-one-not-loaded'), text: problemText(error.body) },
      );
    } finally {
      if (this.#asking === mine) this.#wanted = null;
    }
  }

  /** Asks again for what is shown, since something happened. */
  async refresh() {
    const { shown, held } = this;
    if (!shown || !this.mayRead || this.busy || held?.sent || this.revealed) return;
    if (!held) {
      // What someone asked for a moment ago comes first.
      if (this.#wanted === null) await this.look(shown.id);
      return;
    }
    const review = await this.#review(held.id, new AbortController().signal).catch(() => null);
    if (!review || this.held !== held || this.busy) return;
    if (review.state === 'not_reviewed') this.#timeIsOver(review);
    else if (review.state !== 'leased') this.#lost();
  }

  /** Takes the most urgent parcel, or this one. @param {string} [id] */
  async take(id) {
    if (!this.mayDecide || this.busy) return;
    if (this.held && !this.held.over) {
      this.#say('note', t('review-held-first'));
      return;
    }
    this.#become('taking');
    try {
      const claimed = await claim(this.#claimOf(id));
      this.busy = null;
      this.#hold(claimed);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Takes the real parcel behind a picture for training, for a decision about the parcel itself. */
  async takeReal() {
    const { shown, revealed } = this;
    if (!shown || !revealed || this.busy) return;
    this.#become('taking');
    try {
      const claimed = await claimReal(shown.id);
      this.busy = null;
      this.#hold(claimed);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Puts the parcel back undecided. */
  async giveBack() {
    const { held } = this;
    if (!held || held.sent || this.busy) return;
    this.#drop();
    this.#say('note', t('review-given-back'));
    await giveBack(held.id, held.lease).catch(() => {
      // It comes back by itself when the lease ends.
    });
    await this.refresh();
  }

  /**
   * Whether a decision may be made; says why not.
   * @param {Action} action
   */
  check(action) {
    const { held, shown } = this;
    const review = shown?.review;
    if (!held || !review || !this.ready) return false;
    if (performance.now() - held.since < LEAST_LOOK_MS) return false;
    if (action !== 'clear') return true;
    const seen = this.#viewer.viewsSeen();
    const unseen = review.report.views.find(({ name }) => !seen.includes(name));
    if (unseen) this.#say('problem', t('review-unseen', { view: unseen.name }));
    const marked = this.#marks(review).some(({ change }) => ['drawn', 'moved', 'reclassed'].includes(change));
    if (marked) this.#say('problem', t('review-marked'));
    return !unseen && !marked;
  }

  /** Whether the machine's regions wait for a first look. */
  get firstLookMissing() {
    return this.ready && this.shown?.review?.regions_withheld === true;
  }

  /**
   * Says what one would do, and gets the machine's regions.
   * @param {Action} action
   * @returns {Promise<boolean>}
   */
  async lookFirst(action) {
    const { held, shown } = this;
    if (!held || !shown || !this.firstLookMissing) return false;
    this.#become('looking');
    try {
      const review = await firstLook(held.id, held.lease, action);
      this.busy = null;
      if (this.held !== held) return false;
      this.shown = { id: held.id, scan: sceneOf(review), review };
      this.#giveRegions();
      this.#say('note', t('review-first-said', { action: t(`review-action-${action}`) }));
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /**
   * Decides. What comes next is asked for at the same time, and shown once the decision is on disk.
   * @param {Action} action
   * @param {More} [more]
   */
  async decide(action, more = {}) {
    const { held, shown } = this;
    if (!held || !shown?.review || !this.check(action)) return;
    performance.mark('decided');
    const { review, scan } = shown;
    const body = {
      lease: held.lease,
      action,
      ...more,
      regions: this.#marks(review),
      enhancements: this.#viewer.enhancements(),
      used: this.#viewer.used(),
      views_seen: this.#viewer.viewsSeen(),
      took_ms: Math.round(performance.now() - held.since),
      idempotency_key: crypto.randomUUID(),
    };
    this.busy = 'sending';
    this.notice = null;
    clearInterval(this.#beating);
    const sending = this.#outbox.send({ scan: held.id, code: scan.parcel, body, first: review.first_action });
    held.sent = this.#outbox.entries[0] ?? null;
    const slow = setTimeout(() => this.#tell(), SAID_AFTER_MS);
    const [sent, next] = await Promise.allSettled([sending, claim(this.#claimOf())]);
    clearTimeout(slow);
    this.busy = null;
    const entry = sent.status === 'fulfilled' ? sent.value : null;
    const claimed = next.status === 'fulfilled' ? next.value : null;
    if (entry?.state === 'refused') {
      // The parcel stays where it is, with the reason; what came next goes back.
      if (claimed) giveBack(claimed.scan_id, claimed.lease.token).catch(() => {});
      this.#refused(entry);
    } else if (entry?.reveal) {
      // What it was is told first; what came next goes back meanwhile.
      if (claimed) giveBack(claimed.scan_id, claimed.lease.token).catch(() => {});
      this.#reveal(entry.reveal);
    } else if (claimed) {
      this.#hold(claimed);
    } else if (entry?.state === 'recorded') {
      this.#drop();
      if (next.status === 'fulfilled') this.#hold(null);
      else this.#failed(next.reason);
    } else {
      this.#tell();
    }
  }

  /** Takes the last decision back, while that is possible. */
  async undo() {
    const entry = this.#outbox.undoable(serverNow());
    if (!entry?.decision || this.busy) return;
    const { held } = this;
    this.#become('undoing');
    try {
      const claimed = await undo(entry.decision);
      this.busy = null;
      this.#outbox.undone(entry);
      if (held && held.sent === null) giveBack(held.id, held.lease).catch(() => {});
      this.#drop();
      this.#hold(claimed);
      this.#say('note', t('review-undone', { parcel: nameOf(entry) }));
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {{title: string, text: string, waits?: boolean}} words */
  showNothing(words) {
    if (!this.held) this.#showNothing(words);
  }

  /**
   * @param {string} id
   * @param {AbortSignal} signal
   */
  async #review(id, signal) {
    try {
      return await showReview(id, signal);
    } catch (error) {
      // It is in no review: the machine cleared it, or it waits for its answer.
      if (error instanceof Problem && error.body.status === 404) return null;
      throw error;
    }
  }

  /** @param {string} [id] */
  #claimOf(id) {
    return { ahead: AHEAD, ...(this.lane ? { lane: this.lane } : {}), ...(id ? { scan_id: id } : {}) };
  }

  /** @param {Claimed | null} claimed */
  #hold(claimed) {
    this.#asking.abort();
    clearInterval(this.#beating);
    if (!claimed) {
      this.held = null;
      this.#showNothing({ title: t('review-none-waits'), text: t('review-none-waits-why'), waits: true });
      return;
    }
    const { lease, scan_id: id, review, ahead } = claimed;
    /** @type {Held} */
    const held = { id, lease: lease.token, since: performance.now(), over: false, sent: null };
    this.held = held;
    this.notice = null;
    this.#show({ id, scan: review.scan, review });
    // It may have been on the screen before: whoever takes it sees the plain picture first.
    this.#viewer.reset();
    this.#viewer.prefetch({ pictures: ahead.flatMap(({ pictures }) => pictures) });
    this.#beating = setInterval(() => this.#beat(held), review.policy.heartbeat_ms);
    this.dispatchEvent(new Event('taken'));
  }

  /** @param {Held} held */
  async #beat(held) {
    if (this.held !== held || held.sent || this.busy) return;
    const due = this.shown?.review?.due_at;
    if (due && msUntil(due) <= 0) {
      this.refresh();
      return;
    }
    if (Date.now() - this.#lastMoved > GONE_MS) return;
    try {
      await renew(held.id, held.lease);
    } catch (error) {
      if (this.held !== held || this.busy || held.sent) return;
      // A line that is cut says nothing of who holds the parcel.
      if (error instanceof Problem && error.body.status === 409) await this.refresh();
    }
  }

  /** The time limit of the held parcel has run out. @param {Review} review */
  #timeIsOver(review) {
    clearInterval(this.#beating);
    if (review.projection) {
      this.#reveal(review.projection);
      return;
    }
    if (this.held) this.held.over = true;
    const { shown } = this;
    if (shown) this.shown = { ...shown, review };
    this.#say('problem', t('review-time-over'));
  }

  /** Tells that what is on the screen was a picture for training, and outlines its threat. @param {Reveal} reveal */
  #reveal(reveal) {
    const { shown } = this;
    this.#drop();
    if (!shown?.review) return;
    this.shown = { ...shown, review: { ...shown.review, state: 'decided', due_at: null, held_by: null } };
    this.revealed = reveal;
    this.notice = null;
    this.#viewer.reveal({ view: reveal.view_number, box: reveal.box, class: reveal.class });
    this.#tell();
  }

  #lost() {
    const { shown } = this;
    this.#drop();
    this.#say('problem', t('review-lost'));
    if (shown) this.look(shown.id).then(() => this.#say('problem', t('review-lost')));
  }

  /** @param {Entry} entry */
  #refused(entry) {
    const { held } = this;
    if (!held) return;
    held.sent = null;
    this.#say('problem', t('review-refused', { parcel: nameOf(entry), why: entry.why ?? '' }));
    const { review } = this.shown ?? {};
    this.#beating = setInterval(() => this.#beat(held), review?.policy.heartbeat_ms ?? 10_000);
    this.refresh();
  }

  /** A decision that had been kept has its answer. @param {Entry} entry */
  async #settled(entry) {
    const { held } = this;
    if (this.busy || !held || held.sent !== entry) return;
    if (entry.state === 'recorded' && entry.reveal) {
      this.#reveal(entry.reveal);
    } else if (entry.state === 'recorded') {
      this.#drop();
      this.#tell();
      await this.take();
    } else if (entry.state === 'refused') {
      this.#refused(entry);
    }
  }

  /** @param {Review} review @returns {Mark[]} */
  #marks({ report }) {
    return this.#viewer.regions().map(({ view, of, ...rest }) => {
      const original = of === undefined ? undefined : report.regions[of];
      return { ...rest, view: report.views[view]?.name ?? '', ...(original ? { of: original.id } : {}) };
    });
  }

  #drop() {
    clearInterval(this.#beating);
    this.held = null;
  }

  #letGo() {
    const { held } = this;
    if (held && !held.sent) giveBack(held.id, held.lease).catch(() => {});
  }

  /** @param {Shown} shown */
  #show({ id, scan, review }) {
    const scene = review ? sceneOf(review) : scan;
    this.shown = { id, scan: scene, review };
    this.nothing = null;
    this.revealed = null;
    this.#viewer.show(scene);
    this.#giveRegions();
    this.#tell();
  }

  /** Gives the viewer regions that it does not have yet; those that someone works on are left alone. */
  #giveRegions() {
    const { shown, held } = this;
    if (!shown) return;
    const { regions } = shown.scan.late ?? shown.scan.report;
    const given = JSON.stringify([shown.id, held?.lease ?? null, regions]);
    if (given === this.#given) return;
    this.#given = given;
    this.#viewer.setRegions(regions);
  }

  /** @param {{title: string, text: string, waits?: boolean}} words */
  #showNothing(words) {
    this.shown = null;
    this.revealed = null;
    this.nothing = words;
    this.#tell();
  }

  /** @param {'taking' | 'sending' | 'looking' | 'undoing'} what */
  #become(what) {
    this.busy = what;
    this.notice = null;
    this.#tell();
  }

  /** @param {unknown} error */
  #failed(error) {
    this.busy = null;
    if (!(error instanceof Problem)) throw error;
    this.#say('problem', error.gone ? t('review-not-sent') : problemText(error.body));
  }

  /**
   * @param {'problem' | 'note'} kind
   * @param {string} text
   */
  #say(kind, text) {
    this.notice = { kind, text };
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}

/** The scan with the report to look at. @param {Review} review @returns {Scan} */
function sceneOf({ scan, report }) {
  return scan.late ? scan : { ...scan, report };
}

/** @param {Entry} entry */
export function nameOf({ code, scan }) {
  return code ?? t('common-no-code', { id: scan.slice(-6) });
}
