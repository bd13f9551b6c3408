// What an answer is worth; the same rules as the service's (training/item.rs).

/**
 * @typedef {object} Threat
 * @property {string} class
 * @property {[number, number, number, number]} bbox left, top, width, height in pixels
 */

/**
 * @typedef {object} Item
 * @property {string} picture
 * @property {string | null} alone
 * @property {[number, number]} size
 * @property {{name: string, picture: string | null}[]} choices
 * @property {string | null} enhancement
 * @property {{threat: Threat | null, others: Threat[], choice: number | null}} truth
 */

/**
 * Whether an answer is right.
 * @param {string} kind
 * @param {Item} item
 * @param {import('./state.js').Given} given
 */
export function isRight(kind, item, given) {
  const { threat, choice } = item.truth;
  if (given.late) return false;
  if (kind === 'click_threat') return given.mark !== null && isLocated(item, given.mark);
  if (item.choices.length > 0) return given.choice === choice;
  return given.said === (threat !== null);
}

/**
 * Whether a mark is at one of the item's threats.
 * @param {Item} item
 * @param {[number, number]} mark
 */
export function isLocated({ truth: { threat, others } }, mark) {
  return threat !== null && [threat, ...others].some((one) => isAt(one, mark));
}

/**
 * Whether a mark is at the threat: in its box, or near it.
 * @param {Threat} threat
 * @param {[number, number]} mark
 */
function isAt({ bbox: [left, top, width, height] }, [x, y]) {
  const near = Math.max(0.05 * Math.max(width, height), 4);
  return x >= left - near && x <= left + width + near && y >= top - near && y <= top + height + near;
}

/**
 * An answer as a learning system is told of it.
 * @param {string} kind
 * @param {Item} item
 * @param {import('./state.js').Given} given
 * @param {number} number from 0
 * @returns {import('./lms.js').Interaction}
 */
export function interaction(kind, item, given, number) {
  const correct = isRight(kind, item, given);
  const told = { number, correct, tookMs: given.tookMs };
  if (kind === 'click_threat') {
    return { ...told, type: 'fill-in', response: given.mark ? given.mark.map(Math.round).join(' ') : 'none', right: null };
  }
  if (item.choices.length > 0) {
    return { ...told, type: 'choice', response: String(given.choice ?? 'none'), right: String(item.truth.choice) };
  }
  // Without an answer in time, the response is the wrong one.
  const there = item.truth.threat !== null;
  return { ...told, type: 'true-false', response: String(given.late ? !there : given.said), right: String(there) };
}
