// A question with fields in front of the page. It stays until it was done or given up, and says why it could not be done.

import { Problem } from '../api.js';
import { h, say } from '../dom.js';
import { t } from '../i18n/text.js';
import { problemText } from '../words.js';

/**
 * @param {string} title
 * @param {HTMLElement[]} fields
 * @param {string} action what the button that does it says
 * @param {(fields: FormData) => Promise<unknown>} act
 * @returns {Promise<boolean>} whether it was done
 */
export function dialog(title, fields, action, act) {
  return new Promise((resolve) => {
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    const send = h('button', { class: 'button primary', type: 'submit' }, action);
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'dialog-title' }, title),
      fields,
      problem,
      h('div', { class: 'actions' }, h('button', { class: 'button', type: 'button', onclick: () => box.close() }, t('common-cancel')), send),
    );
    const box = h('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' }, form);
    let done = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      send.disabled = true;
      try {
        await act(new FormData(form));
        done = true;
        box.close();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        problem.hidden = false;
        say(problem, error.body.status === 0 ? t('common-no-answer') : problemText(error.body));
      } finally {
        send.disabled = false;
      }
    });
    box.addEventListener('close', () => {
      box.remove();
      resolve(done);
    });
    document.body.append(box);
    box.showModal();
  });
}
