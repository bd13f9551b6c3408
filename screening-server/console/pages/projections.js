// How often people find fictitious threats, a month at a time: by person and class, each rate with its interval drawn.

import { byId, fill, h, s } from '../dom.js';
import { formatNumber, formatPercent, formatTime, t } from '../i18n/text.js';
import { className } from '../words.js';
import { asked, begin, fillTable, read } from './page.js';

/** @typedef {{count: number, of: number, rate: number | null, low: number | null, high: number | null}} Proportion */
/** @typedef {{operator: string, class: string | null, hits: Proportion, misses: number, marked_elsewhere: number, median_ms: number}} Row */

const MONTHS = 12;
const [WIDTH, HEIGHT] = [160, 18];

await begin('projections');

const month = /** @type {HTMLSelectElement} */ (byId('month'));
const csv = /** @type {HTMLAnchorElement} */ (byId('csv'));

/** The last months in UTC, the present one first. */
function months() {
  const now = new Date();
  return Array.from({ length: MONTHS }, (_, back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 15, 12)));
}

async function show() {
  const query = new URLSearchParams({ month: month.value });
  csv.href = `/v1/statistics/projections.csv?${query}`;
  csv.download = `projections-${month.value}.csv`;
  const answer = await asked(() => read(`/v1/statistics/projections?${query}`));
  if (!answer) return;
  fillTable(
    byId('projections-table'),
    t('projections-title'),
    [
      t('projections-who'),
      t('projections-class'),
      number(t('projections-shown')),
      number(t('projections-found')),
      t('projections-rate'),
      number(t('projections-elsewhere')),
      number(t('projections-median')),
    ],
    /** @type {Row[]} */ (answer.rows).map(({ operator, class: name, hits, marked_elsewhere: elsewhere, median_ms: median }) => [
      h('span', { class: 'code' }, operator),
      name === null ? h('b', {}, t('projections-all')) : className(name),
      formatNumber(hits.of),
      formatNumber(hits.count),
      rate(hits),
      formatNumber(elsewhere),
      t('review-seconds', { seconds: formatNumber(median / 1000, { maximumFractionDigits: 1 }) }),
    ]),
    t('projections-none'),
  );
}

/** The rate as a mark on a line from none to all, with its interval; and in words. @param {Proportion} hits */
function rate({ rate: share, low, high }) {
  if (share === null || low === null || high === null) return '–';
  const isMirrored = document.documentElement.dir === 'rtl';
  const x = (/** @type {number} */ value) => 5 + (isMirrored ? 1 - value : value) * (WIDTH - 10);
  const middle = HEIGHT / 2;
  const drawing = s(
    'svg',
    { class: 'rate-line', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' },
    s('line', { class: 'axis', x1: x(0), x2: x(1), y1: middle, y2: middle }),
    s('path', { class: 'whisker', d: `M${x(low)} ${middle - 4}v8M${x(low)} ${middle}H${x(high)}M${x(high)} ${middle - 4}v8` }),
    s('circle', { class: 'mark', cx: x(share), cy: middle, r: 4 }),
  );
  const words = t('projections-interval', { low: formatPercent(low, 0), high: formatPercent(high, 0) });
  return h('span', { class: 'rate' }, drawing, h('span', {}, formatPercent(share, 0), h('span', { class: 'interval' }, words)));
}

/** @param {string} text @returns {{text: string, number: true}} */
function number(text) {
  return { text, number: true };
}

fill(month, months().map((date) => h('option', { value: date.toISOString().slice(0, 7) }, formatTime(date.getTime(), 'month'))));
month.addEventListener('change', show);
await show();
