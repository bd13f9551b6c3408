// One session of a trainee: items as they come, answers as they go, and what happens when the service is away. An answer
// is kept in this browser until the service has it. Nothing here draws.

import { Problem, ask } from '../api.js';
import { t } from '../i18n/text.js';
import { problemText } from '../words.js';

/** @typedef {import('./questions.js').Kind} Kind */
/** @typedef {import('./questions.js').Item} Item */
/** @typedef {import('./questions.js').Answer} Answer */
/** @typedef {import('./questions.js').Judged} Judged */
/**
 * @typedef {object} Session
 * @property {string} id
 * @property {string} exercise
 * @property {Kind} kind
 * @property {number} items
 * @property {number} answered
 * @property {string} began
 * @property {string | null} ended
 * @property {'at_once' | 'at_end'} feedback
 * @property {string[]} enhancements
 * @property {Item | null} item
 */
/** `asking` waits for an answer, `told` shows what was right, `late` is over time, `passed` has nothing to show. @typedef {'none' | 'asking' | 'told' | 'late' | 'passed' | 'ended'} State */

const RETRY_MS = 3000;
/** How often it is asked whether the service counts an item as late by now. */
const LATE_MS = 500;
const UNSENT = 'screening.training.unsent';

export class Course extends EventTarget {
  /** @type {State} */
  state = 'none';
  /** What is on the screen; stays after its answer. @type {Item | null} */
  item = null;
  /** @type {Judged | null} */
  judged = null;
  /** @type {string | null} */
  notice = null;
  /** Whether something is under way. */
  busy = false;
  /** Whether the service does not answer now. */
  lost = false;
  /** When the item's time is over, by the page's clock; null without a limit. @type {number | null} */
  until = null;
  #closed = false;
  /** @type {(() => void) | null} */
  #wake = null;

  /**
   * @param {Session} session
   * @param {(item: Item) => Promise<boolean>} fetchPictures whether all came
   */
  constructor(session, fetchPictures) {
    super();
    this.session = session;
    this.fetchPictures = fetchPictures;
  }

  /** @param {string} path */
  url(path) {
    return `/v1/training/sessions/${encodeURIComponent(this.session.id)}${path}`;
  }

  /** The address of a picture of an item. @param {number} position @param {string} picture */
  picture(position, picture) {
    return this.url(`/items/${position}/${picture}`);
  }

  /** Goes on where the session stands. An answer that never left this browser goes first. */
  async resume() {
    const kept = readUnsent();
    const { item } = this.session;
    if (kept?.session === this.session.id && item?.position === kept.position) {
      this.item = item;
      await this.answer(kept.answer);
    } else {
      forget();
      await this.next();
    }
  }

  /** Shows the next item, or says that there is none. */
  async next() {
    if (this.busy || this.state === 'asking' || this.state === 'ended') return;
    const late = this.state === 'late' ? this.item?.position : undefined;
    this.judged = null;
    this.notice = null;
    await this.#while(async () => {
      this.session = await this.#sure(() => ask('POST', this.url('/next')));
      // The service waits a little longer than the clock here.
      while (late !== undefined && this.session.item?.position === late && !this.#closed) {
        await this.#pause(LATE_MS);
        this.session = await this.#sure(() => ask('POST', this.url('/next')));
      }
      await this.#take();
    });
  }

  /** @param {Answer} answer */
  async answer(answer) {
    const { item } = this;
    if (this.busy || !item || (this.state !== 'asking' && this.state !== 'none')) return;
    this.notice = null;
    keep({ session: this.session.id, position: item.position, answer });
    let goesOn = false;
    await this.#while(async () => {
      const { judged, session } = await this.#sure(() => ask('POST', this.url('/answers'), { json: { position: item.position, answer } }));
      forget();
      this.session = session;
      this.judged = judged;
      const tells = judged !== null && session.feedback === 'at_once';
      this.state = tells ? 'told' : session.ended ? 'ended' : 'passed';
      goesOn = this.state === 'passed';
    });
    if (goesOn) await this.next();
  }

  /** Ends the session before its last item. */
  async end() {
    if (this.busy) return;
    await this.#while(async () => {
      this.session = await this.#sure(() => ask('POST', this.url('/end')));
      this.state = 'ended';
    });
  }

  /** The time of the item is over. */
  timeIsOver() {
    if (this.state !== 'asking' || this.busy) return;
    this.state = 'late';
    this.until = null;
    this.#tell();
  }

  /** Does not wait any longer before it asks the service again. */
  retry() {
    this.#wake?.();
  }

  /** Leaves the session; it can go on later. */
  close() {
    this.#closed = true;
    this.#wake?.();
  }

  /** Shows what was handed out. */
  async #take() {
    const { item, ended } = this.session;
    this.until = null;
    if (ended || !item) {
      this.item = null;
      this.state = 'ended';
      return;
    }
    this.item = item;
    if (item.left_ms !== null) this.until = performance.now() + item.left_ms;
    while (!this.#closed && !(await this.fetchPictures(item))) {
      this.#lose();
      await this.#pause(RETRY_MS);
    }
    this.lost = false;
    this.state = 'asking';
  }

  /**
   * Says that something is under way; what the service refuses is a notice, and the session is as the service has it.
   * @param {() => Promise<void>} act
   */
  async #while(act) {
    this.busy = true;
    this.#tell();
    try {
      await act();
    } catch (error) {
      if (this.#closed) return;
      if (!(error instanceof Problem)) throw error;
      await this.#refused(error.body);
    } finally {
      this.busy = false;
      this.#tell();
    }
  }

  /** @param {import('../api.js').ProblemBody} body */
  async #refused(body) {
    forget();
    this.notice = problemText(body);
    if (body.status === 400 || body.status === 422) return;
    this.until = null;
    try {
      this.session = await this.#sure(() => ask('GET', this.url('')));
      this.state = this.session.ended ? 'ended' : 'passed';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.notice = problemText(error.body);
      this.state = 'passed';
    }
  }

  /**
   * Asks until there is an answer.
   * @param {() => Promise<unknown>} question
   * @returns {Promise<any>}
   */
  async #sure(question) {
    for (;;) {
      try {
        const answer = await question();
        this.lost = false;
        return answer;
      } catch (error) {
        if (!(error instanceof Problem) || !error.gone || this.#closed) {
          this.lost = false;
          throw error;
        }
        this.#lose();
        await this.#pause(RETRY_MS);
      }
    }
  }

  #lose() {
    this.lost = true;
    this.#tell();
  }

  /** @param {number} ms */
  async #pause(ms) {
    await new Promise((done) => {
      const timer = setTimeout(() => done(null), ms);
      this.#wake = () => {
        clearTimeout(timer);
        done(null);
      };
    });
    this.#wake = null;
  }

  #tell() {
    if (!this.#closed) this.dispatchEvent(new Event('change'));
  }
}

/**
 * Begins a session, or goes on with the one that was interrupted.
 * @param {string} exercise
 * @returns {Promise<Session>}
 */
export async function beginSession(exercise) {
  return /** @type {Session} */ (await ask('POST', '/v1/training/sessions', { json: { exercise } }));
}

/** @param {string} id @returns {Promise<Session>} */
export async function readSession(id) {
  return /** @type {Session} */ (await ask('GET', `/v1/training/sessions/${encodeURIComponent(id)}`));
}

/** What is said while the service is away. */
export function lostText() {
  return t('training-lost');
}

/** @param {{session: string, position: number, answer: Answer}} unsent */
function keep(unsent) {
  localStorage.setItem(UNSENT, JSON.stringify(unsent));
}

function forget() {
  localStorage.removeItem(UNSENT);
}

/** @returns {{session: string, position: number, answer: Answer} | null} */
function readUnsent() {
  try {
    return JSON.parse(localStorage.getItem(UNSENT) ?? 'null');
  } catch {
    return null;
  }
}
