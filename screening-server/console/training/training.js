// The trainee's page: what is assigned, an exercise in the console's viewer, and how it went.

import { byId, fill, h, say } from '../dom.js';
import { formatNumber, language, t } from '../i18n/text.js';
import { Keymap } from '../keymap.js';
import { Keys } from '../keys.js';
import { dialog } from '../pages/dialog.js';
import { announce, asked, begin, button, complain, fillTable, read } from '../pages/page.js';
import { Marks } from '../viewer/marks.js';
import { createViewer } from '../viewer/viewer.js';
import { longTime } from '../words.js';
import { TRAINING_ACTIONS, TRAINING_VIEWER_ACTIONS } from './actions.js';
import { AnswerBar } from './answer-bar.js';
import { Course, beginSession, readSession } from './course.js';
import { lookAgain, pose, showTruth } from './look.js';
import { kindName, mostMarks } from './questions.js';
import { ownScores, sessionResult } from './result.js';

/** @typedef {import('./questions.js').Judged} Judged */
/** @typedef {{id: string, title: string, lead: Record<string, string>, kind: import('./questions.js').Kind, items: number}} Assigned */
/** @typedef {{id: string, exercise: string, began: string, ended: string | null}} Entry */

/** The last part of an item's time, in which the clock is shown in another colour. */
const SOON_S = 10;
const TICK_MS = 200;
const SESSIONS_SHOWN = 20;

const { user } = await begin('training');
const keymap = new Keymap([...TRAINING_ACTIONS, ...TRAINING_VIEWER_ACTIONS], user);
const keyOf = (/** @type {string} */ name) => keymap.keyOf(name);
const marks = new Marks();
const viewer = createViewer(byId('viewer'), { keyOf, marks });
const bar = new AnswerBar(byId('answer'), { marks, keymap, announce });

/** @type {Course | null} */
let course = null;
/** What the viewer shows by now. */
let shown = '';
/** @type {Assigned[]} */
let exercises = [];

keymap.addEventListener('change', () => viewer.nameKeys(keyOf));
new Keys(
  keymap,
  [
    { title: t('training-keys'), names: TRAINING_ACTIONS.map(({ name }) => name) },
    { title: t('review-keys-viewer'), names: TRAINING_VIEWER_ACTIONS.map(({ name }) => name) },
  ],
  { Delete: 'training-unmark' },
  (name, event) => {
    if (!course || viewer.handleKey(name)) return;
    // A key that lies on the keyboard answers nothing.
    if (event.repeat) return;
    if (name === 'training-mark') {
      if (course.state !== 'asking' || mostMarks(course.session.kind) === 0) return;
      viewer.setTool('mark');
      stage()?.focus();
    } else bar.run(name);
  },
);
byId('leave').addEventListener('click', () => go(''));
byId('end').addEventListener('click', endEarly);
window.addEventListener('hashchange', route);
setInterval(tick, TICK_MS);
await route();

/** @param {string} hash */
function go(hash) {
  if (location.hash === hash || (hash === '' && location.hash === '')) route();
  else location.hash = hash;
}

async function route() {
  leave();
  const [, what, id] = /^#\/(session|result)\/(.+)$/.exec(location.hash) ?? [];
  if (what === 'session' && id) await play(decodeURIComponent(id));
  else if (what === 'result' && id) await showResult(decodeURIComponent(id));
  else await showHome();
}

function leave() {
  course?.close();
  course = null;
  bar.course = null;
  delete byId('answer').dataset['state'];
  shown = '';
  for (const id of ['home', 'session', 'result']) byId(id).hidden = true;
}

/** @returns {Promise<{exercises: Assigned[], sessions: Entry[]} | null>} */
async function load() {
  const answer = await asked(() => read('/v1/training'));
  if (answer) exercises = answer.exercises;
  return answer;
}

async function showHome() {
  byId('home').hidden = false;
  const answer = await load();
  if (!answer) return;
  const { sessions } = answer;
  const cards = exercises.map((exercise) => card(exercise, sessions.filter((one) => one.exercise === exercise.id)));
  fill(byId('assigned'), cards.length > 0 ? cards : [h('p', { class: 'dim' }, t('training-none'))]);
  byId('past').hidden = sessions.length === 0;
  fillTable(
    byId('sessions-table'),
    t('training-sessions'),
    [t('studio-title'), t('training-began'), t('training-ended'), t('pages-actions')],
    sessions.slice(0, SESSIONS_SHOWN).map((one) => [
      titleOf(one.exercise),
      longTime(one.began),
      one.ended ? longTime(one.ended) : t('training-open'),
      one.ended
        ? button(t('training-result'), () => go(`#/result/${one.id}`), titleOf(one.exercise))
        : button(t('training-go-on'), () => go(`#/session/${one.id}`), titleOf(one.exercise)),
    ]),
    t('pages-none'),
  );
  const own = await asked(() => read('/v1/training/scores'));
  if (own) fill(byId('scores'), ownScores(own));
}

/**
 * @param {Assigned} exercise
 * @param {Entry[]} sessions
 */
function card({ id, title, lead, kind, items }, sessions) {
  const text = lead[language()] ?? lead['en'] ?? '';
  const open = sessions.some(({ ended }) => ended === null);
  const done = sessions.filter(({ ended }) => ended !== null).length;
  const label = open ? t('training-go-on') : done > 0 ? t('training-again') : t('player-begin');
  const facts = [kindName(kind), t('player-items', { items }), done > 0 && t('training-done', { count: done })].filter(Boolean).join(' · ');
  return h(
    'article',
    { class: 'card', 'data-exercise': id },
    h('div', { class: 'card-head' }, h('h3', { dir: 'auto' }, title), h('button', { type: 'button', class: 'button primary', 'aria-label': `${label}: ${title}`, onclick: () => start(id) }, label)),
    h('p', { class: 'dim small' }, facts),
    text && h('p', { lang: lead[language()] ? null : 'en', dir: 'auto' }, text),
  );
}

/** @param {string} id */
function titleOf(id) {
  return exercises.find((one) => one.id === id)?.title ?? t('training-no-title');
}

/** @param {string} exercise */
async function start(exercise) {
  const session = await asked(() => beginSession(exercise));
  if (session) go(`#/session/${session.id}`);
}

/** @param {string} id */
async function play(id) {
  if (exercises.length === 0) await load();
  const session = await asked(() => readSession(id));
  if (!session) {
    byId('home').hidden = false;
    return;
  }
  if (session.ended) {
    location.replace(`#/result/${id}`);
    return;
  }
  byId('session').hidden = false;
  say(byId('session-title'), titleOf(session.exercise));
  /** @type {Course} */
  const mine = new Course(session, (item) => viewer.prefetch({ pictures: [mine.picture(item.position, 'picture')] }));
  course = mine;
  bar.course = mine;
  mine.addEventListener('change', show);
  await mine.resume();
}

/** Shows what has changed. */
function show() {
  if (!course) return;
  const mine = course;
  const { session, item, state, notice } = course;
  if (state === 'ended' && !course.busy) {
    const ended = session.id;
    location.hash = `#/result/${ended}`;
    if (notice) kept = notice;
    return;
  }
  const number = Math.min(session.answered + (state === 'asking' || state === 'none' || state === 'late' ? 1 : 0), session.items);
  say(byId('progress-text'), t('player-progress', { number, items: session.items }));
  const progress = /** @type {HTMLProgressElement} */ (byId('progress'));
  progress.max = session.items;
  progress.value = session.answered;
  const content = item ? `${session.id} ${item.position} ${course.judged ? 'told' : 'asked'}` : '';
  if (item && content !== shown && (state === 'asking' || course.judged)) {
    shown = content;
    const address = (/** @type {number} */ position, /** @type {string} */ picture) => mine.picture(position, picture);
    const unknown = course.judged ? showTruth({ viewer, marks }, session.kind, course.judged, address) : pose({ viewer, marks }, session, item, address);
    if (unknown) complain(t('training-unknown-enhancement', { name: unknown }));
    if (state === 'asking') stage()?.focus();
  }
  bar.show();
  tick();
}

/** What was refused at the very end is said beside the result. */
let kept = '';

function stage() {
  return viewer.stages[0]?.element ?? null;
}

/** The clock of the item. */
function tick() {
  const clock = byId('clock');
  const left = course?.until ? Math.max(0, (course.until - performance.now()) / 1000) : null;
  clock.hidden = left === null || course?.state !== 'asking';
  if (left === null || clock.hidden) return;
  say(clock, t('player-left', { seconds: formatNumber(Math.ceil(left), { maximumFractionDigits: 0 }) }));
  clock.classList.toggle('soon', left <= SOON_S);
  if (left === 0) course?.timeIsOver();
}

function endEarly() {
  const mine = course;
  if (!mine) return;
  const left = mine.session.items - mine.session.answered;
  dialog(t('training-end'), [h('p', {}, t('training-end-warning', { count: left }))], t('training-end'), async () => {}).then((done) => {
    if (done) mine.end();
  });
}

/** @param {string} id */
async function showResult(id) {
  byId('result').hidden = false;
  if (exercises.length === 0) await load();
  const result = await asked(() => read(`/v1/training/sessions/${encodeURIComponent(id)}/result`));
  if (!result) return;
  const own = await asked(() => read('/v1/training/scores'));
  const group = own?.exercises.find((/** @type {any} */ one) => one.exercise === result.session.exercise)?.group ?? null;
  const address = (/** @type {number} */ position, /** @type {string} */ picture) =>
    `/v1/training/sessions/${encodeURIComponent(id)}/items/${position}/${picture}`;
  const onlook = (/** @type {Judged} */ judged) => lookAgain(result.session.kind, judged, address);
  fill(byId('result-parts'), sessionResult(result, { group, title: titleOf(result.session.exercise), onlook }));
  if (own) fill(byId('result-scores'), ownScores(own));
  byId('result-title').focus();
  if (kept) complain(kept);
  kept = '';
}
