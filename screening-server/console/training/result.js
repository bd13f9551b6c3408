// How a session went, and how one does altogether.

import { h } from '../dom.js';
import { formatNumber, t } from '../i18n/text.js';
import { longTime } from '../words.js';
import { fillTable, button } from '../pages/page.js';
import { countsText, curve, factorTable, mainMeasure, measuresTable } from '../pages/scores.js';
import { choiceName, enhancementName, shownWith, verdict } from './questions.js';

/** @typedef {import('./course.js').Session} Session */
/** @typedef {import('./questions.js').Judged} Judged */
/** @typedef {import('../pages/scores.js').Scores} Scores */
/** @typedef {import('../pages/scores.js').Sheet} Sheet */
/** @typedef {import('../pages/scores.js').Group} Group */

/**
 * @param {{session: Session, scores: Scores, answers: Judged[]}} result
 * @param {{group: Group | null, title: string, onlook: (judged: Judged) => void}} context
 */
export function sessionResult({ session, scores, answers }, { group, title, onlook }) {
  const right = answers.filter(({ correct, located }) => correct && located !== false).length;
  const when = t('training-when', { began: longTime(session.began), ended: longTime(session.ended ?? '') });
  return [
    h(
      'section',
      { class: 'panel', 'aria-labelledby': 'result-title' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'result-title', tabindex: '-1' }, title), h('p', { class: 'dim' }, when)),
      h('p', { class: 'score-line' }, t('player-score', { right, items: session.items })),
      h('p', { class: 'dim' }, countsText(scores)),
      measuresTable(scores, group),
      group && groupNote(group),
    ),
    h('section', { class: 'panel', 'aria-labelledby': 'answers-title' }, h('h2', { id: 'answers-title' }, t('training-answers')), answersTable(session, answers, onlook)),
  ];
}

/**
 * @param {Session} session
 * @param {Judged[]} answers
 * @param {(judged: Judged) => void} onlook
 */
function answersTable({ kind }, answers, onlook) {
  const table = h('table', {});
  const enhanced = kind === 'enhancement';
  fillTable(
    table,
    t('training-answers'),
    [t('pages-audit-number'), t('training-said'), t('training-verdict'), ...(enhanced ? [t('score-factor-enhancement')] : []), { text: t('score-response_time'), number: true }, t('pages-actions')],
    answers.map((judged) => {
      const number = judged.position + 1;
      return [
        number,
        saidText(kind, judged),
        h('span', { class: judged.correct && judged.located !== false ? 'right' : 'wrong' }, verdict(kind, judged)),
        ...(enhanced ? [enhancementName(shownWith(judged.item) ?? 'plain')] : []),
        t('score-seconds', { seconds: formatNumber(judged.took_ms / 1000, { maximumFractionDigits: 1 }) }),
        button(t('training-look'), () => onlook(judged), String(number)),
      ];
    }),
    t('score-none'),
  );
  return h('div', { class: 'sideways' }, table);
}

/** @param {import('./questions.js').Kind} kind @param {Judged} judged */
function saidText(kind, { answer, item }) {
  if (!answer) return '–';
  if (answer.choice !== undefined && answer.choice !== null) return choiceName(kind, item.choices[answer.choice]?.name ?? '');
  if (kind === 'click_threat') return t('training-said-place');
  return t(answer.threat ? 'player-threat' : 'player-no-threat');
}

/**
 * Everything that one's answers show.
 * @param {{sheet: Sheet, group: Group}} own
 */
export function ownScores({ sheet, group }) {
  if (sheet.overall.answered + sheet.overall.late === 0) return [h('p', { class: 'dim' }, t('training-no-scores'))];
  const name = t('score-own');
  return [
    h('p', { class: 'dim' }, countsText(sheet.overall)),
    measuresTable(sheet.overall, group),
    groupNote(group),
    curve([{ name, sheet }], mainMeasure([sheet])),
    sheet.by_factor.length > 0 && h('h3', {}, t('score-by-factor')),
    sheet.by_factor.length > 0 && factorTable(sheet),
  ];
}

/** Who the others are, and when they are told. @param {Group} group */
function groupNote(group) {
  return h('p', { class: 'dim small' }, t('score-group-note', { people: group.smallest_group }));
}
