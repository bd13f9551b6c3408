// Where the time went: one bar for the whole, a row a step.

import { h } from './dom.js';
import { formatPercent, t } from './i18n/text.js';
import { STEPS, milliseconds } from './words.js';

/** @param {Record<string, number>} times */
export function timings(times) {
  const total = times['total_ms'] ?? 0;
  if (!(total > 0)) return h('p', { class: 'dim' }, t('report-time-none'));
  const steps = STEPS.map((key) => ({ key, ms: times[key] ?? 0 }));
  const rest = total - steps.reduce((sum, step) => sum + step.ms, 0);
  if (rest > total / 1000) steps.push({ key: 'rest', ms: rest });

  const parts = steps.map(({ key, ms }) => {
    const part = h('span', { class: `step ${key}` });
    part.style.flexGrow = String(Math.max(ms, 0));
    return part;
  });
  const rows = steps.flatMap(({ key, ms }) => [
    h('dt', {}, h('span', { class: `swatch step ${key}`, 'aria-hidden': 'true' }), t(`report-step-${key}`)),
    h('dd', {}, milliseconds(ms)),
    h('dd', { class: 'dim' }, formatPercent(ms / total)),
  ]);
  // Sums over tiles that run beside each other: they say what is inside `detect`, not how long it took.
  const within = t('report-time-within', {
    tensors: milliseconds(times['tensor_ms'] ?? 0),
    inference: milliseconds(times['inference_ms'] ?? 0),
    boxes: milliseconds(times['head_ms'] ?? 0),
  });
  return h(
    'div',
    { class: 'timings' },
    h('div', { class: 'time-bar', 'aria-hidden': 'true' }, parts),
    h('dl', {}, rows),
    h('p', { class: 'dim small' }, within),
  );
}
