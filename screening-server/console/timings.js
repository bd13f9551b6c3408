// Where the time went: one bar for the whole, a row a step.

import { h } from './dom.js';
import { STEPS, milliseconds } from './words.js';

/** Sums over tiles that run beside each other: they say what is inside `detect`, not how long it took. */
const WITHIN = [
  ['tensor_ms', 'tensors'],
  ['inference_ms', 'inference'],
  ['head_ms', 'boxes'],
];

/** @param {Record<string, number>} times */
export function timings(times) {
  const total = times['total_ms'] ?? 0;
  if (!(total > 0)) return h('p', { class: 'dim' }, 'Nothing ran.');
  const steps = STEPS.map(([key, name]) => ({ key, name, ms: times[key] ?? 0 }));
  const rest = total - steps.reduce((sum, step) => sum + step.ms, 0);
  if (rest > total / 1000) steps.push({ key: 'rest', name: 'Other', ms: rest });

  const parts = steps.map(({ key, ms }) => {
    const part = h('span', { class: `step ${key}` });
    part.style.flexGrow = String(Math.max(ms, 0));
    return part;
  });
  const rows = steps.flatMap(({ key, name, ms }) => [
    h('dt', {}, h('span', { class: `swatch step ${key}`, 'aria-hidden': 'true' }), name),
    h('dd', {}, milliseconds(ms)),
    h('dd', { class: 'dim' }, `${Math.round((ms / total) * 100)} %`),
  ]);
  const within = WITHIN.map(([key, name]) => `${name} ${milliseconds(times[key ?? ''] ?? 0)}`).join(', ');
  return h(
    'div',
    { class: 'timings' },
    h('div', { class: 'time-bar', 'aria-hidden': 'true' }, parts),
    h('dl', {}, rows),
    h('p', { class: 'dim small' }, `Detect, summed over tiles: ${within}.`),
  );
}
