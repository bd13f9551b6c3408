// Scores of trainees as tables and plots: each value with its interval, by what makes threats hard, from week to week.

import { h, s } from '../dom.js';
import { formatNumber, formatPercent, t, tOr } from '../i18n/text.js';
import { enhancementName } from '../training/questions.js';
import { className } from '../words.js';
import { fillTable } from './page.js';
import { plotFigure } from './plot.js';

/** @typedef {{value: number, low: number, high: number, trials: number}} Estimate */
/** @typedef {{median_ms: number, low_ms: number | null, high_ms: number | null, trials: number}} Time */
/**
 * @typedef {object} Scores
 * @property {number} answered
 * @property {number} late
 * @property {number} hits
 * @property {number} misses
 * @property {number} false_alarms
 * @property {number} correct_rejections
 * @property {Estimate | null} hit_rate
 * @property {Estimate | null} false_alarm_rate
 * @property {Estimate | null} d_prime
 * @property {Estimate | null} criterion
 * @property {Estimate | null} a_prime
 * @property {Estimate | null} correct
 * @property {Estimate | null} localisation
 * @property {Time | null} response_time
 */
/** @typedef {{overall: Scores, by_factor: {factor: string, level: string, scores: Scores}[], by_week: {week: string, scores: Scores}[]}} Sheet */
/** @typedef {{mean: number, deviation: number, people: number}} GroupMean */
/**
 * @typedef {object} Group
 * @property {number} smallest_group
 * @property {GroupMean | null} d_prime
 * @property {GroupMean | null} hit_rate
 * @property {GroupMean | null} false_alarm_rate
 * @property {GroupMean | null} correct
 * @property {GroupMean | null} response_time_ms
 */

/** @typedef {'hit_rate' | 'false_alarm_rate' | 'd_prime' | 'criterion' | 'a_prime' | 'correct' | 'localisation' | 'response_time'} Measure */

/** @type {readonly Measure[]} */
export const MEASURES = ['hit_rate', 'false_alarm_rate', 'd_prime', 'criterion', 'a_prime', 'correct', 'localisation', 'response_time'];
const SHARES = ['hit_rate', 'false_alarm_rate', 'correct', 'localisation'];
/** What the group is compared by. @type {Record<string, keyof Omit<Group, 'smallest_group'>>} */
const COMPARED = { hit_rate: 'hit_rate', false_alarm_rate: 'false_alarm_rate', d_prime: 'd_prime', correct: 'correct', response_time: 'response_time_ms' };
/** More lines than these in one plot are not told apart. */
const MOST_LINES = 6;
const BAR = { width: 120, height: 14 };
const DAY_MS = 86_400_000;

/** @param {Measure} measure */
export function measureName(measure) {
  return t(`score-${measure}`);
}

/**
 * A value as it is read: shares in per cent, times in seconds.
 * @param {Measure} measure
 * @param {number} value
 */
export function formatMeasure(measure, value) {
  if (SHARES.includes(measure)) return formatPercent(value);
  if (measure === 'response_time') return t('score-seconds', { seconds: formatNumber(value / 1000, { maximumFractionDigits: 1 }) });
  // No minus before a zero.
  const rounded = Math.round(value * 100) / 100 || 0;
  return formatNumber(rounded, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/**
 * A measure as a value with its interval; null where there is none.
 * @param {Scores} scores
 * @param {Measure} measure
 * @returns {{value: number, low: number | null, high: number | null} | null}
 */
export function estimate(scores, measure) {
  if (measure === 'response_time') {
    const time = scores.response_time;
    return time && { value: time.median_ms, low: time.low_ms, high: time.high_ms };
  }
  return scores[measure];
}

/**
 * @param {Measure} measure
 * @param {{low: number | null, high: number | null}} of
 */
function interval(measure, { low, high }) {
  return low === null || high === null ? '' : t('score-interval', { low: formatMeasure(measure, low), high: formatMeasure(measure, high) });
}

/** A value with its interval below it. @param {Scores} scores @param {Measure} measure */
export function valueCell(scores, measure) {
  const found = estimate(scores, measure);
  if (!found) return '–';
  const around = interval(measure, found);
  return h('span', {}, formatMeasure(measure, found.value), around && h('span', { class: 'interval' }, around));
}

/** A share as a bar with its interval; the number stands beside it. @param {{value: number, low: number | null, high: number | null} | null} found */
function bar(found) {
  if (!found) return '';
  const mirrored = document.documentElement.dir === 'rtl';
  const x = (/** @type {number} */ share) => (mirrored ? 1 - share : share) * BAR.width;
  const middle = BAR.height / 2;
  const from = Math.min(x(0), x(found.value));
  const [low, high] = [found.low ?? found.value, found.high ?? found.value];
  return s(
    'svg',
    { class: 'share-bar', viewBox: `0 0 ${BAR.width} ${BAR.height}`, width: BAR.width, height: BAR.height, 'aria-hidden': 'true' },
    s('rect', { class: 'track', width: BAR.width, height: BAR.height }),
    s('rect', { class: 'value', x: from, width: Math.abs(x(found.value) - x(0)), height: BAR.height }),
    s('path', { class: 'whisker', d: `M${x(low)} ${middle}H${x(high)}M${x(low)} ${middle - 3}v6M${x(high)} ${middle - 3}v6` }),
  );
}

/** Which measures have a value. @param {Scores[]} all @returns {Measure[]} */
export function measuresOf(all) {
  return MEASURES.filter((measure) => all.some((scores) => estimate(scores, measure) !== null));
}

/**
 * One person's measures, beside the others' mean where that is told.
 * @param {Scores} scores
 * @param {Group | null} group
 */
export function measuresTable(scores, group) {
  const table = h('table', {});
  const measures = measuresOf([scores]);
  const others = (/** @type {Measure} */ measure) => {
    const key = COMPARED[measure];
    const mean = group && key ? group[key] : null;
    if (!mean) return '–';
    const spread = t('score-deviation', { deviation: formatMeasure(measure, mean.deviation), people: mean.people });
    return h('span', {}, formatMeasure(measure, mean.mean), h('span', { class: 'interval' }, spread));
  };
  fillTable(
    table,
    t('score-measures'),
    [t('score-measure'), number(t('score-own')), ...(group ? [number(t('score-others'))] : []), t('score-means')],
    measures.map((measure) => [
      measureName(measure),
      valueCell(scores, measure),
      ...(group ? [others(measure)] : []),
      h('span', { class: 'dim' }, t(`score-means-${measure}`)),
    ]),
    t('score-none'),
  );
  return h('div', { class: 'sideways' }, table);
}

/** How many of what, in one line. @param {Scores} scores */
export function countsText(scores) {
  const { answered, late, hits, misses, false_alarms: alarms, correct_rejections: rejections } = scores;
  const counted = hits + misses + alarms + rejections > 0;
  const words = [t('score-answered', { count: answered })];
  if (counted) words.push(t('score-counts', { hits, misses, alarms, rejections }));
  if (late > 0) words.push(t('score-late', { count: late }));
  return words.join(' ');
}

/**
 * By class, view difficulty, superposition and enhancement.
 * @param {Sheet} sheet
 */
export function factorTable({ by_factor: levels }) {
  const table = h('table', {});
  const measures = /** @type {Measure[]} */ (['d_prime', 'false_alarm_rate', 'localisation', 'response_time']).filter((measure) =>
    levels.some(({ scores }) => estimate(scores, measure) !== null),
  );
  const main = levels.some(({ scores }) => scores.hit_rate) ? 'hit_rate' : 'correct';
  fillTable(
    table,
    t('score-by-factor'),
    [t('score-factor'), t('score-level'), number(t('score-answers')), number(measureName(main)), t('score-bar'), ...measures.map((one) => number(measureName(one)))],
    levels.map(({ factor, level, scores }) => [
      t(`score-factor-${factor}`),
      levelName(factor, level),
      formatNumber(main === 'hit_rate' ? scores.hits + scores.misses : scores.answered),
      valueCell(scores, main),
      bar(estimate(scores, main)),
      ...measures.map((measure) => valueCell(scores, measure)),
    ]),
    t('score-none'),
  );
  return h('div', { class: 'sideways' }, table);
}

/** @param {string} factor @param {string} level */
function levelName(factor, level) {
  if (factor === 'class') return className(level);
  return factor === 'enhancement' ? enhancementName(level) : tOr(`score-level-${level}`, level);
}

/**
 * One line a person, with everything that has a value.
 * @param {{trainee: string, sheet: Sheet}[]} people
 */
export function peopleTable(people) {
  const table = h('table', {});
  const measures = measuresOf(people.map(({ sheet }) => sheet.overall));
  fillTable(
    table,
    t('score-by-trainee'),
    [t('studio-trainee'), number(t('score-answers')), ...measures.map((measure) => number(measureName(measure)))],
    people.map(({ trainee, sheet }) => [
      h('span', { class: 'code' }, trainee),
      formatNumber(sheet.overall.answered),
      ...measures.map((measure) => valueCell(sheet.overall, measure)),
    ]),
    t('score-none'),
  );
  for (const [index, row] of [...(table.tBodies[0]?.rows ?? [])].entries()) row.dataset['trainee'] = people[index]?.trainee ?? '';
  return h('div', { class: 'sideways' }, table);
}

/**
 * Learning curves over weeks, a line a person.
 * @param {{name: string, sheet: Sheet}[]} people
 * @param {Measure} measure
 */
export function curve(people, measure) {
  const weeks = weeksOf(people.flatMap(({ sheet }) => sheet.by_week.map(({ week }) => week)));
  const points = (/** @type {Sheet} */ sheet) =>
    weeks.map(({ week }) => {
      const found = sheet.by_week.find((one) => one.week === week);
      const of = found && estimate(found.scores, measure);
      return of ? { value: of.value, low: of.low, high: of.high, note: interval(measure, of) } : { value: null };
    });
  return plotFigure({
    caption: t('score-curve', { measure: measureName(measure) }),
    kind: 'lines',
    times: weeks.map(({ monday }) => monday),
    by: 'week',
    series: people.slice(0, MOST_LINES).map(({ name, sheet }) => ({ name, points: points(sheet) })),
    format: (value) => formatMeasure(measure, value),
    most: SHARES.includes(measure) ? 1 : 0.5,
  });
}

/** The measure that says most of a sheet: sensitivity, or the share of right choices. @param {Sheet[]} sheets @returns {Measure} */
export function mainMeasure(sheets) {
  const has = (/** @type {Measure} */ measure) => sheets.some(({ overall }) => estimate(overall, measure) !== null);
  return has('d_prime') ? 'd_prime' : has('correct') ? 'correct' : has('hit_rate') ? 'hit_rate' : 'false_alarm_rate';
}

/**
 * All ISO 8601 weeks from the first to the last of these, each with the day that it begins with.
 * @param {string[]} names such as 2026-W09
 */
function weeksOf(names) {
  const mondays = names.map(mondayOf).sort((a, b) => a - b);
  const [first, last] = [mondays[0], mondays.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Map(names.map((name) => [mondayOf(name), name]));
  const weeks = [];
  for (let monday = first; monday <= last; monday += 7 * DAY_MS) {
    weeks.push({ week: known.get(monday) ?? '', monday: new Date(monday).toISOString() });
  }
  return weeks;
}

/** The first week of a year is the one with 4 January. @param {string} name */
function mondayOf(name) {
  const [year = 0, week = 1] = name.split('-W').map(Number);
  const fourth = Date.UTC(year, 0, 4);
  const day = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((week - 1) * 7 - day) * DAY_MS;
}

/** @param {string} text @returns {{text: string, number: true}} */
function number(text) {
  return { text, number: true };
}
