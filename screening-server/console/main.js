// The page: brings the list, the parcel, the intake and the keyboard together.

import { Problem, showScan } from './api.js';
import { byId, say } from './dom.js';
import { Feed } from './feed.js';
import { localise, t } from './i18n/text.js';
import { Intake } from './intake.js';
import { listenToKeys } from './keys.js';
import { List } from './list.js';
import { Parcel } from './parcel.js';
import { showTop } from './top.js';
import { clock, problemText } from './words.js';

/** @typedef {import('./api.js').Decision} Decision */

const PARCEL_HASH = '#/scan/';

localise();

const feed = new Feed();
const list = new List(feed, select);
const intake = new Intake({
  onanswer(scan, only) {
    feed.refresh();
    if (only) select(scan.id);
  },
  onrecord: select,
  onrefused: () => feed.refresh(),
});
const parcel = new Parcel({ onstep: step, onchoose: () => intake.choose() });

/** The parcel that is being asked for; a later one makes an earlier one pointless. */
let asking = new AbortController();
/** Whether the page showed a parcel because it was asked to, so that new parcels do not take its place. */
let chosen = false;
/** Whether the selected parcel could not be loaded for want of an answer, so that it is worth asking again. */
let unloaded = false;

/** @param {string} id */
function select(id) {
  chosen = true;
  list.select(id);
  history.replaceState(null, '', PARCEL_HASH + encodeURIComponent(id));
  placeInList();
  load(id);
}

/** @param {number} by */
function step(by) {
  const id = list.neighbour(by);
  if (id) select(id);
}

/** @param {string} id */
async function load(id) {
  asking.abort();
  const mine = new AbortController();
  asking = mine;
  unloaded = false;
  try {
    const scan = await showScan(id, mine.signal);
    if (mine.signal.aborted) return;
    parcel.show(scan);
    document.title = t('parcels-page-of', { parcel: scan.parcel ?? t('parcels-one') });
  } catch (error) {
    if (mine.signal.aborted) return;
    if (!(error instanceof Problem)) throw error;
    if (error.body.status === 404) {
      parcel.showProblem(t('parcels-gone'), t('parcels-gone-why'));
      return;
    }
    unloaded = true;
    if (parcel.scan?.id !== id) {
      parcel.showProblem(t('parcels-one-not-loaded'), problemText(error.body));
    }
  }
}

/** A parcel whose answer came in time changes no more; one without, or that ran out of time, may yet get one. */
function loadAgain() {
  const { selected } = list;
  const { scan } = parcel;
  if (!selected) return;
  const open = scan && (scan.pending || (scan.report.abort_reason === 'TIMEOUT' && !scan.late));
  const awaited = scan?.id === selected && open;
  if (unloaded || awaited) load(selected);
}

function placeInList() {
  parcel.placeIs(list.shown.findIndex((row) => row.id === list.selected), list.shown.length, feed.next !== null);
}

feed.addEventListener('change', () => {
  showService();
  if (!chosen) {
    const first = list.shown[0];
    if (first) select(first.id);
    else if (feed.loaded) parcel.showNone(!feed.decision && !feed.search);
  } else if (!feed.problem) {
    loadAgain();
  }
  placeInList();
});

function showService() {
  const { problem, answered } = feed;
  const lamp = byId('service');
  lamp.classList.toggle('live', !problem && answered !== null);
  lamp.classList.toggle('gone', problem !== null);
  if (problem) say(byId('service-text'), t('top-gone'));
  else if (answered) say(byId('service-text'), t('top-live'));
  lamp.title = answered ? t('top-last-answer', { time: clock(answered.toISOString()) }) : '';
  byId('banner').hidden = !problem;
  if (!problem) return;
  const sentences = [
    problem.body.status === 0 ? t('common-no-answer') : problemText(problem.body),
    answered && t('parcels-shown-since', { time: clock(answered.toISOString()) }),
    t('parcels-treat-unknown'),
  ];
  say(byId('banner-text'), sentences.filter(Boolean).join(' '));
  countDown();
}

function countDown() {
  if (byId('banner').hidden) return;
  const left = Math.max(0, Math.ceil((feed.retryAt - Date.now()) / 1000));
  say(byId('banner-wait'), left > 0 ? t('parcels-retry-in', { seconds: left }) : t('parcels-trying'));
}

/** @param {HTMLElement} button */
function filterBy(button) {
  for (const one of byId('filter').querySelectorAll('button')) {
    one.setAttribute('aria-pressed', String(one === button));
  }
  feed.setDecision(/** @type {Decision | null} */ (button.dataset['decision'] || null));
}

const search = /** @type {HTMLInputElement} */ (byId('search'));
const order = /** @type {HTMLSelectElement} */ (byId('order'));

search.addEventListener('input', () => feed.setSearch(search.value));
search.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  const first = list.shown[0];
  if (first) select(first.id);
  byId('parcels').focus();
});
order.addEventListener('change', () => list.setOrder(order.value === 'urgent' ? 'urgent' : 'newest'));
byId('filter').addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button) filterBy(button);
});
byId('choose').addEventListener('click', () => intake.choose());
byId('banner-now').addEventListener('click', () => feed.refresh());
setInterval(countDown, 500);

listenToKeys([
  { keys: ['j', 'ArrowDown'], what: t('parcels-key-next'), run: () => step(1) },
  { keys: ['k', 'ArrowUp'], what: t('parcels-key-previous'), run: () => step(-1) },
  { keys: ['n'], what: t('parcels-key-region-next'), run: () => parcel.nextRegion(1) },
  { keys: ['p'], what: t('parcels-key-region-previous'), run: () => parcel.nextRegion(-1) },
  { keys: ['b'], what: t('parcels-key-boxes'), run: () => parcel.toggleBoxes() },
  { keys: ['r'], what: t('parcels-key-reset'), run: () => parcel.reset() },
  { keys: ['+', '='], what: t('parcels-zoom-in'), run: () => parcel.zoom(1.4) },
  { keys: ['-'], what: t('parcels-zoom-out'), run: () => parcel.zoom(1 / 1.4) },
  { keys: ['l'], what: t('parcels-light-title'), run: () => parcel.nextLight() },
  { keys: ['/'], what: t('parcels-key-search'), run: () => search.focus() },
]);

/** A link to a parcel. */
function selectLinked() {
  if (!location.hash.startsWith(PARCEL_HASH)) return;
  const id = decodeURIComponent(location.hash.slice(PARCEL_HASH.length));
  if (id !== list.selected) select(id);
}

window.addEventListener('hashchange', selectLinked);
selectLinked();
showTop('parcels');
feed.start();
