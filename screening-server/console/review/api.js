// The interface of review: the queue, taking a parcel, deciding, and what opening showed.

import { ask } from '../api.js';

/** @typedef {import('../api.js').Scan} Scan */
/** @typedef {import('../api.js').Report} Report */
/** @typedef {import('../api.js').Box} Box */
/** @typedef {'clear' | 'open' | 'escalate' | 'second_opinion'} Action */
/** @typedef {'waiting' | 'leased' | 'escalated' | 'second_opinion' | 'decided' | 'not_reviewed'} State */

/**
 * A parcel as a line of the queue.
 * @typedef {object} Item
 * @property {string} scan_id
 * @property {string | null} parcel_code
 * @property {string | null} lane
 * @property {string} scanned_at
 * @property {string} queued_at
 * @property {string | null} due_at
 * @property {import('../api.js').Decision | null} machine_decision
 * @property {{code: string, text: string}[]} reasons
 * @property {string | null} top_class
 * @property {number | null} risk
 * @property {State | null} state null for a parcel that no person is to look at
 * @property {number} level
 * @property {string | null} held_by
 * @property {string[]} views
 */

/** @typedef {{waiting: number, leased: number, escalated: number, second_opinion: number, decided_today: number, not_reviewed_today: number}} Counts */

/**
 * @typedef {object} Made
 * @property {string} id
 * @property {Action | 'not_reviewed'} action
 * @property {number} level
 * @property {number} to_level
 * @property {'clear' | 'open' | null} opinion
 * @property {string} decided_by
 * @property {string} at
 * @property {string | null} note
 * @property {string[]} enhancements
 * @property {string | null} undone_at
 */

/**
 * A region as a person leaves it.
 * @typedef {object} Mark
 * @property {string} view
 * @property {Box} box
 * @property {string} class
 * @property {string} change
 * @property {number} [of]
 * @property {string} [reason]
 */

/**
 * A parcel under review.
 * @typedef {object} Review
 * @property {Scan} scan
 * @property {Report} report
 * @property {boolean} regions_withheld
 * @property {Made[]} decisions
 * @property {string} queued_at
 * @property {string | null} due_at
 * @property {{boxes_after_first: boolean, time_limit_ms: number | null, undo_ms: number, heartbeat_ms: number, lease_ms: number}} policy
 * @property {State} state
 * @property {State} stage
 * @property {number} level
 * @property {string | null} held_by
 * @property {Action | null} first_action
 * @property {Outcome | null} outcome what opening showed
 * @property {Reveal} [projection] that it was a picture for training, which nobody decided about in time
 */

/**
 * The truth about a picture that was shown for training.
 * @typedef {object} Reveal
 * @property {string} class of the fictitious threat
 * @property {string} view
 * @property {number} view_number
 * @property {Box} box
 * @property {boolean | null} found null where nobody decided in time
 * @property {boolean} elsewhere whether another place was marked
 * @property {string} scan_id the real parcel's scan
 */

/**
 * @typedef {object} Claimed
 * @property {{token: string, until: string}} lease
 * @property {string} scan_id
 * @property {Review} review
 * @property {{scan_id: string, pictures: string[]}[]} ahead
 */

/**
 * @typedef {object} DecisionBody
 * @property {string} lease
 * @property {Action} action
 * @property {number} [level]
 * @property {'clear' | 'open'} [opinion]
 * @property {string} [note]
 * @property {Mark[]} regions
 * @property {string[]} enhancements
 * @property {string[]} used
 * @property {string[]} views_seen
 * @property {number} took_ms
 * @property {string} idempotency_key
 */

/** @typedef {{class: string, quantity: number, calibre: string | null, marking: string | null, note: string | null}} FoundItem */

/**
 * What opening a parcel showed.
 * @typedef {object} Outcome
 * @property {number} version
 * @property {string} at
 * @property {string} by
 * @property {boolean} found
 * @property {FoundItem[]} items
 * @property {string | null} declared
 * @property {string | null} note
 * @property {{sha256: string, url: string}[]} photos
 */

const path = (/** @type {string} */ id, rest = '') => `/v1/review/${encodeURIComponent(id)}${rest}`;

/** A photo takes longer than a word. */
const UPLOAD_MS = 120_000;

/**
 * @param {Record<string, string | number | null | undefined>} filter
 * @param {AbortSignal} signal
 */
export async function listQueue(filter, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, String(value));
  const page = await ask('GET', `/v1/review/queue?${query}`, { signal });
  return /** @type {{items: Item[], counts: Counts, next: string | null}} */ (page);
}

/**
 * Takes a parcel; null where none waits.
 * @param {{scan_id?: string, ahead?: number, lane?: string}} wanted
 */
export async function claim(wanted) {
  return /** @type {Claimed | null} */ (await ask('POST', '/v1/review/claim', { json: wanted }));
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 */
export async function showReview(id, signal) {
  return /** @type {Review} */ (await ask('GET', path(id), { signal }));
}

/**
 * @param {string} id
 * @param {string} lease
 * @param {Action} action
 */
export async function firstLook(id, lease, action) {
  return /** @type {Review} */ (await ask('POST', path(id, '/first-look'), { json: { lease, action } }));
}

/**
 * @param {string} id
 * @param {string} lease
 */
export async function renew(id, lease) {
  await ask('POST', path(id, '/lease'), { json: { lease } });
}

/**
 * Gives a parcel back undecided. It outlives the page.
 * @param {string} id
 * @param {string} lease
 */
export async function giveBack(id, lease) {
  await ask('DELETE', path(id, `/lease?lease=${encodeURIComponent(lease)}`), { keepalive: true });
}

/**
 * @param {string} id
 * @param {DecisionBody} body
 */
export async function decide(id, body) {
  return /** @type {{decision_id: string, undo_until: string, state: State, level: number, projection?: Reveal}} */ (
    await ask('POST', path(id, '/decision'), { json: body })
  );
}

/** @param {string} decision */
export async function undo(decision) {
  return /** @type {Claimed} */ (await ask('POST', path('decisions', `/${encodeURIComponent(decision)}/undo`)));
}

/** Takes the real parcel behind a picture for training. @param {string} id the picture's */
export async function claimReal(id) {
  return /** @type {Claimed} */ (await ask('POST', path('projections', `/${encodeURIComponent(id)}/parcel`)));
}

/**
 * Records what opening showed, or corrects it.
 * @param {string} id
 * @param {{found: boolean, items: FoundItem[], declared: string | null, note: string | null, corrects?: number, photos?: string[]}} outcome
 * @param {File[]} photos
 */
export async function recordOutcome(id, outcome, photos) {
  const form = new FormData();
  form.set('outcome', JSON.stringify(outcome));
  for (const photo of photos) form.append('photo', photo);
  const made = /** @type {{outcome: Outcome}} */ (await ask('POST', path(id, '/outcome'), { form, patience: UPLOAD_MS }));
  return made.outcome;
}
