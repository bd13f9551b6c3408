// What can be done at the desk, by name, with the key that does it unless the user took another.

/** @type {readonly import('../keymap.js').KeyAction[]} */
export const DESK_ACTIONS = [
  { name: 'review-next', key: ' ' },
  { name: 'review-take', key: 'Enter' },
  { name: 'review-clear', key: 'c' },
  { name: 'review-open', key: 'o' },
  { name: 'review-escalate', key: 'e' },
  { name: 'review-second', key: 's' },
  { name: 'review-give-back', key: 'q' },
  { name: 'review-undo', key: 'u' },
  { name: 'review-outcome', key: 'a' },
];

/** @type {readonly import('../keymap.js').KeyAction[]} */
export const LIST_ACTIONS = [
  { name: 'parcels-key-next', key: 'j' },
  { name: 'parcels-key-previous', key: 'k' },
  { name: 'parcels-key-search', key: '/' },
];

/** Keys that always do the same beside those above. @type {Record<string, string>} */
export const ARROWS = { ArrowDown: 'parcels-key-next', ArrowUp: 'parcels-key-previous' };
