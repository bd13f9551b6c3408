// The trainer's page: all exercises, the form that builds one, and one with its versions, trainees and scores.

import { byId, fill, h } from '../dom.js';
import { formatNumber, t } from '../i18n/text.js';
import { announce, asked, begin, change, fillTable, read } from '../pages/page.js';
import { kindName } from '../training/questions.js';
import { ExerciseView, stateCell } from './exercise.js';
import { RulesForm } from './rules-form.js';

/** @typedef {import('./exercise.js').Exercise} Exercise */

const POLL_MS = 2000;

const { role } = await begin('studio');
const mayChange = role === null || role === 'trainer';
/** An auditor sees what is asked, not how people do. */
const seesScores = role !== 'auditor';

/** @type {ExerciseView | null} */
let view = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let polling;

byId('new').hidden = !mayChange;
byId('course').hidden = !mayChange;
byId('new').addEventListener('click', () => (location.hash = '#/new'));
byId('course').addEventListener('click', takeUpCourse);
window.addEventListener('hashchange', route);
await route();

async function route() {
  view?.close();
  view = null;
  clearTimeout(polling);
  const [, id, isNew] = /^#\/exercise\/([^/]+)(\/new)?$/.exec(location.hash) ?? [];
  const isForm = location.hash === '#/new' || isNew !== undefined;
  byId('list').hidden = isForm || id !== undefined;
  byId('detail').hidden = !byId('list').hidden;
  fill(byId('detail'), []);
  if (!isForm && id === undefined) {
    await showList();
    return;
  }
  const all = /** @type {Exercise[]} */ ((await asked(() => read('/v1/exercises')))?.exercises ?? []);
  const exercise = id === undefined ? null : await asked(() => read(`/v1/exercises/${encodeURIComponent(id)}`));
  if (id !== undefined && !exercise) return;
  if (isForm) showForm(exercise);
  else await showExercise(exercise, all);
}

async function showList() {
  const answer = await asked(() => read('/v1/exercises'));
  if (!answer) return;
  const exercises = /** @type {Exercise[]} */ (answer.exercises);
  fillTable(
    byId('exercises-table'),
    t('studio-exercises'),
    [t('studio-title'), t('studio-kind'), { text: t('pages-version'), number: true }, t('pages-state'), { text: t('studio-items'), number: true }, { text: t('studio-trainees'), number: true }],
    exercises.map((exercise) => {
      const newest = exercise.versions.at(-1);
      return [
        h('a', { href: `#/exercise/${exercise.id}`, dir: 'auto' }, exercise.title),
        newest ? kindName(newest.rules.kind) : '',
        newest?.version ?? '',
        newest ? stateCell(newest) : '',
        newest ? formatNumber(newest.total) : '',
        formatNumber(exercise.trainees.length),
      ];
    }),
    t('studio-none'),
  );
  const isMaking = exercises.some(({ versions }) => versions.some(({ state }) => state === 'generating'));
  if (isMaking && !byId('list').hidden) polling = setTimeout(showList, POLL_MS);
}

async function takeUpCourse() {
  const taken = await asked(() => change('POST', '/v1/course'));
  if (!taken) return;
  announce(t('studio-course-taken'));
  clearTimeout(polling);
  await showList();
}

/** @param {Exercise | null} exercise */
function showForm(exercise) {
  const form = new RulesForm(exercise, {
    ondone: (made) => (location.hash = `#/exercise/${made.id}`),
    oncancel: () => (location.hash = exercise ? `#/exercise/${exercise.id}` : ''),
  });
  fill(byId('detail'), [form.element]);
  byId('form-title').focus();
}

/**
 * @param {Exercise} exercise
 * @param {Exercise[]} all
 */
async function showExercise(exercise, all) {
  const known = [...new Set(all.flatMap(({ trainees }) => trainees))].sort();
  const onversion = () => (location.hash = `#/exercise/${exercise.id}/new`);
  const mine = new ExerciseView(exercise, { mayChange, seesScores, known, onversion });
  view = mine;
  fill(byId('detail'), mine.elements);
  byId('exercise-title').focus();
  await mine.start();
}
