// Plots as inline SVG: bars on each other, and lines with intervals. What they show stands in a table behind each, and
// in one sentence for a screen reader. Time runs in the direction of the text.

import { h, s } from '../dom.js';
import { formatNumber, formatTime, t } from '../i18n/text.js';
import { fillTable } from './page.js';

/** One value of a series; null where there is none. @typedef {{value: number | null, low?: number | null, high?: number | null, note?: string}} Point */
/** @typedef {{name: string, points: Point[]}} Series */
/**
 * @typedef {object} Plot
 * @property {string} caption what is shown
 * @property {'bars' | 'lines'} kind
 * @property {string[]} times of the points of every series, RFC 3339
 * @property {'hour' | 'day' | 'week'} by what a point stands for
 * @property {Series[]} series
 * @property {(value: number) => string} [format] of values; a plain number without it
 * @property {number} [most] the least height of the axis
 */

const WIDTH = 580;
const HEIGHT = 210;
const ROOM = { top: 10, right: 12, bottom: 26, left: 46 };
const GRID_LINES = 4;
const LABELS = 6;

/**
 * The plot with its legend and its table.
 * @param {Plot} plot
 */
export function plotFigure(plot) {
  const hasData = plot.series.some(({ points }) => points.some(({ value }) => value !== null));
  const table = h('table', {});
  fillPlotTable(table, plot);
  return h(
    'figure',
    { class: 'plot' },
    h('figcaption', {}, h('h3', {}, plot.caption)),
    hasData ? drawing(plot) : h('p', { class: 'dim' }, t('pages-plot-none')),
    hasData && plot.series.length > 1 && legend(plot.series),
    hasData && h('details', {}, h('summary', {}, t('pages-plot-table')), h('div', { class: 'sideways' }, table)),
  );
}

/** @param {Plot} plot */
function drawing(plot) {
  const { kind, times, series } = plot;
  const format = plot.format ?? ((value) => formatNumber(value));
  const isMirrored = document.documentElement.dir === 'rtl';
  const x = (/** @type {number} */ place) => (isMirrored ? WIDTH - place : place);
  const inner = WIDTH - ROOM.left - ROOM.right;
  const step = inner / Math.max(times.length, 1);
  const middle = (/** @type {number} */ at) => x(ROOM.left + (at + 0.5) * step);
  const top = highest(plot);
  const low = goesBelow(plot) ? -top : 0;
  const y = (/** @type {number} */ value) => HEIGHT - ROOM.bottom - ((value - low) / (top - low)) * (HEIGHT - ROOM.top - ROOM.bottom);

  const grid = Array.from({ length: GRID_LINES + 1 }, (_, index) => low + ((top - low) * index) / GRID_LINES).map((value) => [
    s('line', { class: value === 0 ? 'axis' : 'grid', x1: x(ROOM.left), x2: x(WIDTH - ROOM.right), y1: y(value), y2: y(value) }),
    s('text', { x: x(ROOM.left - 6), y: y(value) + 4, 'text-anchor': isMirrored ? 'start' : 'end' }, format(value)),
  ]);
  const every = Math.ceil(times.length / LABELS);
  const labels = times.map((time, at) =>
    at % every === 0 && s('text', { x: middle(at), y: HEIGHT - 8, 'text-anchor': 'middle' }, shortLabel(time, plot.by)),
  );
  const marks =
    kind === 'bars' ? bars(series, times.length, middle, y, Math.max(step * 0.7, 2)) : series.map((one, index) => lines(one, index, series.length, middle, y, step));
  return s(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': sentence(plot, format), direction: 'ltr' },
    grid.flat(),
    labels,
    marks.flat(),
  );
}

/**
 * @param {Series[]} series
 * @param {number} count
 * @param {(at: number) => number} middle
 * @param {(value: number) => number} y
 * @param {number} width
 */
function bars(series, count, middle, y, width) {
  return Array.from({ length: count }, (_, at) => {
    let sum = 0;
    return series.map(({ points }, index) => {
      const value = points[at]?.value ?? 0;
      if (value <= 0) return null;
      const from = sum;
      sum += value;
      const place = { x: middle(at) - width / 2, y: y(sum), width, height: y(from) - y(sum) };
      return s('g', { class: `series-${index}` }, s('rect', { class: 'bar', ...place }));
    });
  });
}

/**
 * @param {Series} series
 * @param {number} index
 * @param {number} count
 * @param {(at: number) => number} middle
 * @param {(value: number) => number} y
 * @param {number} step
 */
function lines({ points }, index, count, middle, y, step) {
  // Beside each other, so that intervals of one moment do not hide each other.
  const aside = (index - (count - 1) / 2) * Math.min(7, step / (count + 1));
  /** @type {SVGElement[]} */
  const parts = [];
  let path = '';
  points.forEach(({ value, low, high }, at) => {
    if (value === null) return;
    const px = middle(at) + aside;
    path += `${path === '' || (points[at - 1]?.value ?? null) === null ? 'M' : 'L'}${px.toFixed(1)} ${y(value).toFixed(1)}`;
    if (low !== undefined && low !== null && high !== undefined && high !== null) {
      const d = `M${px - 3} ${y(high)}h6M${px} ${y(high)}V${y(low)}M${px - 3} ${y(low)}h6`;
      parts.push(s('path', { class: 'whisker', d }));
    }
    parts.push(marker(index, px, y(value)));
  });
  return s('g', { class: `series-${index}` }, s('path', { class: 'line', d: path }), parts);
}

/**
 * A shape of its own for each series.
 * @param {number} index
 * @param {number} x
 * @param {number} y
 */
function marker(index, x, y) {
  const shapes = ['M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0', 'M-4 -4h8v8h-8z', 'M0 -5L5 4H-5z', 'M0 -5L5 0L0 5L-5 0z', 'M-5 -4H5L0 5z', 'M-1.5 -5h3v10h-3z'];
  return s('path', { class: 'mark', d: shapes[index % shapes.length], transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
}

/** @param {Series[]} series */
function legend(series) {
  const items = series.map(({ name }, index) =>
    h('li', { class: `series-${index}` }, s('svg', { viewBox: '0 0 14 14', 'aria-hidden': 'true' }, marker(index, 7, 7)), name),
  );
  return h('ul', { class: 'legend' }, items);
}

/**
 * @param {HTMLElement} table
 * @param {Plot} plot
 */
function fillPlotTable(table, { caption, series, times, by, format = (value) => formatNumber(value) }) {
  const cell = (/** @type {Point | undefined} */ point) => {
    if (!point || point.value === null) return '–';
    return h('span', {}, format(point.value), point.note && h('span', { class: 'interval' }, point.note));
  };
  fillTable(
    table,
    caption,
    [t('pages-audit-time'), ...series.map(({ name }) => ({ text: name, number: /** @type {true} */ (true) }))],
    times.map((time, at) => [longLabel(time, by), ...series.map(({ points }) => cell(points[at]))]),
    t('pages-none'),
  );
}

/** Whether a line, or an interval of it, goes below nothing: then the axis goes as far below as above. @param {Plot} plot */
function goesBelow({ kind, series }) {
  return kind === 'lines' && series.some(({ points }) => points.some(({ value, low }) => (value ?? 0) < 0 || (low ?? 0) < 0));
}

/** A round height of the axis above every value. @param {Plot} plot */
function highest({ kind, series, times, most = 0 }) {
  const values =
    kind === 'bars'
      ? times.map((_, at) => series.reduce((sum, { points }) => sum + (points[at]?.value ?? 0), 0))
      : series.flatMap(({ points }) => points.map(({ value, low, high }) => Math.max(Math.abs(value ?? 0), Math.abs(low ?? 0), Math.abs(high ?? 0))));
  const found = Math.max(...values, most);
  if (found <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(found));
  const round = [1, 2, 4, 5, 8, 10].find((one) => one * size >= found) ?? 10;
  return round * size;
}

/**
 * What the picture says, for those who do not see it: the last value of each series.
 * @param {Plot} plot
 * @param {(value: number) => string} format
 */
function sentence({ caption, series }, format) {
  const last = series.map(({ name, points }) => {
    const point = [...points].reverse().find(({ value }) => value !== null);
    return `${name}: ${point && point.value !== null ? format(point.value) : '–'}`;
  });
  return `${caption}. ${t('pages-plot-last')} ${last.join('; ')}`;
}

/**
 * @param {string} time
 * @param {'hour' | 'day' | 'week'} by
 */
function shortLabel(time, by) {
  return by === 'hour' ? formatTime(time, 'minute') : formatTime(noon(time), 'short-day');
}

/**
 * @param {string} time
 * @param {'hour' | 'day' | 'week'} by
 */
function longLabel(time, by) {
  return by === 'hour' ? `${formatTime(time, 'weekday')}, ${formatTime(time, 'minute')}` : formatTime(noon(time), 'day');
}

/** Days are the service's, which are UTC's: at noon they have the same date nearly everywhere. @param {string} time */
function noon(time) {
  return new Date(time).getTime() + 12 * 3_600_000;
}
