// What a supervisor watches: the lines as they run, how people decide, and how often machine and people are right.

import { byId, fill, h, say } from '../dom.js';
import { formatNumber, formatPercent, formatTime, t } from '../i18n/text.js';
import { className } from '../words.js';
import { asked, begin, fillTable, read } from './page.js';
import { plotFigure } from './plot.js';

/** A share of counted cases with its interval. @typedef {{count: number, of: number, rate: number | null, low: number | null, high: number | null}} Proportion */
/**
 * @typedef {{lane: string | null, scans: number, per_minute: number, pending: number, alarm: Proportion, clear: Proportion,
 *   unknown: Proportion, missed_deadlines: Proportion}} Lane
 */
/** @typedef {Record<string, number> & {override: Proportion, hit: Proportion}} Figures */
/** @typedef {{start: string, group: string | null, figures: Figures}} Bucket */
/** @typedef {{drawn: number, waiting: number, not_reviewed: number, miss: Proportion, confirmed: Proportion}} Sample */
/** @typedef {{week: string | null, lane: string | null, model: string | null, person: Sample, machine: Sample}} QualityRow */
/** @typedef {'hour' | 'day' | 'week'} By */

const EVERY_MS = 5000;
const DECISIONS = ['clear', 'open', 'escalate', 'second_opinion', 'not_reviewed'];
/** How far back a plot goes. */
const BACK = { hour: 24, day: 14, week: 12 };
const LONG_MS = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };
/** More lines than these in one plot are not told apart. */
const MOST_GROUPS = 6;

const { role } = await begin('supervisor');
/** An administrator keeps the lines running; how people decide is not theirs to see. */
const seesPeople = role !== 'administrator';

const by = /** @type {HTMLSelectElement} */ (byId('by'));
const group = /** @type {HTMLSelectElement} */ (byId('group'));

async function showLines() {
  const answer = await asked(() => read('/v1/statistics/lanes'));
  if (!answer) return;
  const { from, to, lanes, total } = /** @type {{from: string, to: string, lanes: Lane[], total: Lane}} */ (answer);
  const minutes = Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000);
  say(byId('live-lead'), t('pages-live-lead', { minutes, time: formatTime(to, 'clock') }));
  fill(byId('live-sum'), [
    tile(t('pages-live-rate'), hourly(total)),
    tile(t('decision-ALARM'), percent(total.alarm)),
    tile(t('decision-UNKNOWN'), percent(total.unknown)),
    tile(t('pages-live-missed'), percent(total.missed_deadlines)),
    tile(t('pages-live-pending'), formatNumber(total.pending)),
  ]);
  fillTable(
    byId('live-table'),
    t('pages-live'),
    [
      t('pages-lane'),
      number(t('pages-live-scans')),
      number(t('pages-live-rate')),
      number(t('decision-ALARM')),
      number(t('decision-CLEAR')),
      number(t('decision-UNKNOWN')),
      number(t('pages-live-missed')),
      number(t('pages-live-pending')),
    ],
    lanes.map((lane) => [
      lane.lane === null ? t('pages-no-lane') : h('span', { class: 'code' }, lane.lane),
      formatNumber(lane.scans),
      hourly(lane),
      rate(lane.alarm),
      rate(lane.clear),
      rate(lane.unknown),
      rate(lane.missed_deadlines),
      formatNumber(lane.pending),
    ]),
    t('pages-live-none'),
  );
}

/** @param {Lane} lane */
function hourly(lane) {
  return formatNumber(lane.per_minute * 60, { maximumFractionDigits: 0 });
}

/** @param {string} text @returns {{text: string, number: true}} */
function number(text) {
  return { text, number: true };
}

/**
 * @param {string} name
 * @param {string} value
 */
function tile(name, value) {
  return h('p', { class: 'tile' }, h('span', { class: 'dim' }, name), h('b', {}, value));
}

/** @param {Proportion} proportion */
function percent({ rate: share }) {
  return share === null ? '–' : formatPercent(share, 1);
}

/** The share, with what it was counted from and its interval. @param {Proportion} proportion */
function rate(proportion) {
  return proportion.rate === null ? '–' : h('span', {}, percent(proportion), h('span', { class: 'interval' }, interval(proportion)));
}

/** @param {Proportion} proportion */
function interval({ count, of, low, high }) {
  const range = { low: formatPercent(low ?? 0, 1), high: formatPercent(high ?? 0, 1) };
  return t('pages-interval', { count: formatNumber(count), of: formatNumber(of), ...range });
}

/**
 * The beginnings of the latest periods, as the service has them: in UTC, weeks from Monday on.
 * @param {By} unit
 */
function beginnings(unit) {
  const now = new Date();
  const start = unit === 'hour' ? new Date(now).setUTCMinutes(0, 0, 0) : new Date(now).setUTCHours(0, 0, 0, 0);
  const monday = unit === 'week' ? ((now.getUTCDay() + 6) % 7) * LONG_MS.day : 0;
  const last = start - monday;
  return Array.from({ length: BACK[unit] }, (_, index) => new Date(last - (BACK[unit] - 1 - index) * LONG_MS[unit]).toISOString());
}

/**
 * @param {By} unit
 * @param {string} grouping
 * @param {string[]} times
 * @returns {Promise<Bucket[] | null>}
 */
async function decisions(unit, grouping, times) {
  const query = new URLSearchParams({ by: unit, from: times[0] ?? '', ...(grouping === 'none' ? {} : { group: grouping }) });
  const answer = await asked(() => read(`/v1/statistics/decisions?${query}`));
  return answer ? answer.buckets : null;
}

async function showDecisions() {
  const times = beginnings('hour');
  const found = await decisions('hour', 'none', times);
  if (!found) return;
  const series = DECISIONS.map((name) => ({
    name: t(`pages-decision-${name}`),
    points: times.map((time) => ({ value: found.find(({ start }) => start === time)?.figures[name] ?? 0 })),
  }));
  const all = found.some(({ figures }) => DECISIONS.some((name) => (figures[name] ?? 0) > 0));
  fill(byId('decisions-plot'), [
    plotFigure({ caption: t('pages-decisions-plot'), kind: 'bars', times, by: 'hour', series: all ? series : [], most: 4 }),
  ]);
}

async function showRates() {
  const unit = /** @type {By} */ (by.value);
  const times = beginnings(unit);
  const found = await decisions(unit, group.value, times);
  if (!found) return;
  showRate('hit-plot', t('pages-hit'), 'hit', found, times, unit);
  showRate('override-plot', t('pages-override'), 'override', found, times, unit);
}

/**
 * A rate with its intervals over time, a line a group.
 * @param {string} place
 * @param {string} caption
 * @param {'hit' | 'override'} field
 * @param {Bucket[]} found
 * @param {string[]} times
 * @param {By} unit
 */
function showRate(place, caption, field, found, times, unit) {
  const counted = (/** @type {string | null} */ name) =>
    found.filter((bucket) => bucket.group === name).reduce((sum, { figures }) => sum + figures[field].of, 0);
  const groups = [...new Set(found.map((bucket) => bucket.group))].filter((name) => counted(name) > 0);
  const shown = groups.sort((a, b) => counted(b) - counted(a)).slice(0, MOST_GROUPS);
  const series = shown.map((name) => ({
    name: name ?? (group.value === 'none' ? t('pages-all') : t('pages-group-unnamed')),
    points: times.map((time) => point(found.find(({ start, group: of }) => start === time && of === name)?.figures[field])),
  }));
  fill(byId(place), [
    plotFigure({ caption, kind: 'lines', times, by: unit, series, format: share, most: 0.05 }),
    groups.length > shown.length && h('p', { class: 'dim small' }, t('pages-group-most', { shown: shown.length, all: groups.length })),
  ]);
}

/** @param {Proportion | undefined} proportion */
function point(proportion) {
  if (!proportion || proportion.rate === null) return { value: null };
  return { value: proportion.rate, low: proportion.low, high: proportion.high, note: interval(proportion) };
}

/** @param {number} value */
function share(value) {
  return formatPercent(value, value > 0 && value < 0.1 ? 1 : 0);
}

async function showQuality() {
  const times = beginnings('week');
  const weekly = await asked(() => read(`/v1/statistics/quality?${new URLSearchParams({ group: 'week', from: times[0] ?? '' })}`));
  const apart = await asked(() => read('/v1/statistics/quality?group=lane,model'));
  if (!weekly || !apart) return;
  const weeks = /** @type {QualityRow[]} */ (weekly.rows);
  const series = /** @type {('person' | 'machine')[]} */ (['person', 'machine']).map((who) => ({
    name: t(`pages-quality-${who}`),
    points: times.map((time) => point(weeks.find(({ week }) => week === time)?.[who].miss)),
  }));
  fill(byId('miss-plot'), [plotFigure({ caption: t('pages-miss'), kind: 'lines', times, by: 'week', series, format: share, most: 0.05 })]);
  fillTable(
    byId('quality-table'),
    t('pages-quality'),
    [t('pages-lane'), t('report-model'), number(t('pages-quality-waiting')), number(t('pages-quality-person')), number(t('pages-quality-machine'))],
    /** @type {QualityRow[]} */ (apart.rows).map(({ lane, model, person, machine }) => [
      lane ?? t('pages-no-lane'),
      model ?? '–',
      formatNumber(person.waiting + machine.waiting),
      rate(person.miss),
      rate(machine.miss),
    ]),
    t('pages-plot-none'),
  );
}

async function showFound() {
  const answer = await asked(() => read('/v1/statistics/outcomes'));
  if (!answer) return;
  const { hit, classes, missing } = /** @type {{hit: Proportion, classes: {class: string, parcels: number, pieces: number}[], missing: number}} */ (answer);
  fill(byId('found-sum'), [
    tile(t('pages-found-hit'), percent(hit)),
    tile(t('pages-found-parcels'), t('pages-found-of', { count: hit.count, of: hit.of })),
    tile(t('pages-found-missing'), formatNumber(missing)),
  ]);
  fillTable(
    byId('found-table'),
    t('pages-found'),
    [t('pages-found-class'), number(t('pages-found-in')), number(t('pages-found-pieces'))],
    classes.map((found) => [className(found.class), formatNumber(found.parcels), formatNumber(found.pieces)]),
    t('pages-found-none'),
  );
}

/** What is live is asked for again while someone looks. */
async function watch() {
  if (!document.hidden) await showLines();
  setTimeout(watch, EVERY_MS);
}

for (const id of ['review', 'rates', 'quality', 'found']) byId(id).hidden = !seesPeople;
for (const choice of [by, group]) choice.addEventListener('change', showRates);
if (seesPeople) {
  await showDecisions();
  await showRates();
  await showQuality();
  await showFound();
}
await watch();
