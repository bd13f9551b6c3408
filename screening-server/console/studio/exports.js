// Takes an exercise out of the service as a file.

import { Problem } from '../api.js';
import { h } from '../dom.js';
import { language, t } from '../i18n/text.js';
import { asked } from '../pages/page.js';

/** Every form in which an exercise leaves, as the service calls it. @type {readonly string[]} */
const FORMATS = ['scorm12', 'scorm2004', 'cmi5', 'moodle', 'moodle-languages', 'pdf'];
/** Those that hold one language. */
const ONE_LANGUAGE = ['moodle', 'pdf'];

/**
 * The choice of a form, and the button.
 * @param {string} exercise
 * @param {number} version
 * @param {string[]} languages of the exercise; empty for all
 */
export function exportChoice(exercise, version, languages) {
  const choice = h('select', { 'aria-label': t('studio-format') }, FORMATS.map((format) => h('option', { value: format }, t(`studio-format-${format}`))));
  const button = h('button', { type: 'button', class: 'button small', 'data-action': 'export' }, t('studio-export'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    const query = new URLSearchParams({ format: choice.value });
    // In the language of this page, where the exercise has it.
    if (ONE_LANGUAGE.includes(choice.value) && (languages.length === 0 || languages.includes(language()))) query.set('language', language());
    await asked(() => save(`/v1/exercises/${exercise}/versions/${version}/export?${query}`));
    button.disabled = false;
  });
  return h('span', { class: 'export' }, choice, button);
}

/**
 * Fetches a file and hands it to the browser; a refusal is one, and no file.
 * @param {string} path
 */
export async function save(path) {
  const response = await fetch(path).catch(() => null);
  if (!response?.ok) throw await refusal(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'exercise';
  const url = URL.createObjectURL(await response.blob());
  h('a', { href: url, download: name }).click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {Response | null} response */
async function refusal(response) {
  const none = { title: '', status: 0, code: 'no_answer', detail: t('common-no-answer'), decision: /** @type {const} */ ('UNKNOWN') };
  if (!response) return new Problem(none);
  const body = await response.json().catch(() => null);
  return new Problem(body ?? { ...none, status: response.status, detail: t('common-answered', { status: response.status }) });
}
