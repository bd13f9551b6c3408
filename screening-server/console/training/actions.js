// What a trainee can do by keys. Threat and no threat lie where open and clear lie at the desk, a mark where a region is
// drawn, and what the viewer can do stays where it is.

import { VIEWER_ACTIONS } from '../viewer/actions.js';

/** @type {readonly import('../keymap.js').KeyAction[]} */
export const TRAINING_ACTIONS = [
  { name: 'training-threat', key: 'o' },
  { name: 'training-no-threat', key: 'c' },
  { name: 'training-next', key: ' ' },
  { name: 'training-mark', key: 'd' },
  { name: 'training-unmark', key: 'Backspace' },
  { name: 'training-choice-1', key: 'a' },
  { name: 'training-choice-2', key: 's' },
  { name: 'training-choice-3', key: 'h' },
  { name: 'training-choice-4', key: 'j' },
  { name: 'training-choice-5', key: 'k' },
];

/** What of the viewer goes with an exercise; enhancements are as its rules say. */
const LOOKING = [
  'viewer-pan', 'viewer-ruler', 'viewer-one-view', 'viewer-zoom-in', 'viewer-zoom-out', 'viewer-actual-size',
  'viewer-light', 'viewer-reset',
];

export const TRAINING_VIEWER_ACTIONS = VIEWER_ACTIONS.filter(({ name, enhancement, dual }) => (enhancement ? !dual : LOOKING.includes(name)));

/**
 * What the viewer lets a trainee do.
 * @param {{enhancements: readonly string[], fixed: readonly string[], marks: boolean}} wanted
 * @returns {import('../viewer/viewer.js').Limits}
 */
export function limits({ enhancements, fixed, marks }) {
  // While places are marked, dragging moves the picture: there is no tool for it alone.
  const actions = marks ? LOOKING.filter((name) => name !== 'viewer-pan') : LOOKING;
  return { actions, enhancements, fixed, tool: marks ? 'mark' : 'pan' };
}
