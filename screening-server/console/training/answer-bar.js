// The bar below the picture: what is asked, what can be answered, what was right, and what is wrong.

import { fill, h, say } from '../dom.js';
import { t } from '../i18n/text.js';
import { sign } from '../keys.js';
import { lostText } from './course.js';
import { asksThreat, choiceName, mostMarks, question, verdict } from './questions.js';

/** @typedef {import('./course.js').Course} Course */
/** @typedef {import('./questions.js').Answer} Answer */
/** @typedef {import('../viewer/marks.js').Marks} Marks */

export class AnswerBar {
  #question = h('p', { class: 'question' });
  #marks = h('p', { class: 'dim small' });
  #verdict = h('p', { class: 'verdict', hidden: true });
  #notice = h('p', { class: 'notice', role: 'alert', hidden: true });
  #buttons = h('div', { class: 'choices', role: 'group' });
  #made = '';
  #said = '';

  /**
   * @param {HTMLElement} element
   * @param {{marks: Marks, keymap: import('../keymap.js').Keymap, announce: (text: string) => void}} context
   */
  constructor(element, { marks, keymap, announce }) {
    this.element = element;
    this.marks = marks;
    this.keymap = keymap;
    this.announce = announce;
    /** @type {Course | null} */
    this.course = null;
    fill(element, [h('div', { class: 'status' }, this.#question, this.#verdict, this.#marks, this.#notice), this.#buttons]);
    marks.listen((points) => {
      this.show();
      announce(t('training-marks', { count: points.length }));
    });
    keymap.addEventListener('change', () => this.show());
  }

  /**
   * Does what a key says.
   * @param {string} name
   * @returns {boolean} whether it is one of the bar's
   */
  run(name) {
    const { course } = this;
    if (!course) return false;
    const kind = course.session.kind;
    const choice = /^training-choice-(\d)$/.exec(name)?.[1];
    if (name === 'training-next') course.next();
    else if (name === 'training-threat') this.#answer(kind === 'click_threat' || kind === 'free_search' ? this.#marked() : asksThreat(kind) ? { threat: true } : null);
    else if (name === 'training-no-threat') this.#answer(asksThreat(kind) ? { threat: false } : null);
    else if (name === 'training-unmark') this.marks.removeLast();
    else if (choice) this.#answer(course.item?.choices[Number(choice) - 1] ? { choice: Number(choice) - 1 } : null);
    else return false;
    return true;
  }

  /** @returns {Answer | null} */
  #marked() {
    const { session } = /** @type {Course} */ (this.course);
    const marks = this.marks.points.map(({ x, y }) => /** @type {[number, number]} */ ([x, y]));
    if (marks.length === 0) {
      this.#say(t('training-mark-first'));
      return null;
    }
    return session.kind === 'free_search' ? { threat: true, marks } : { marks };
  }

  /** @param {Answer | null} answer */
  #answer(answer) {
    const { course } = this;
    if (!answer || !course || course.state !== 'asking' || course.busy) return;
    // A place on the picture says that there is a threat: without one, it is taken back first.
    if (answer.threat === false && this.marks.points.length > 0) {
      this.#say(t('training-unmark-first'));
      return;
    }
    course.answer(answer);
  }

  show() {
    const { course } = this;
    if (!course) return;
    const { session, state, judged, busy, lost } = course;
    const { kind } = session;
    this.element.dataset['state'] = lost ? 'lost' : busy ? 'busy' : state;
    say(this.#question, state === 'late' ? t('player-late') : state === 'passed' && !busy ? t('training-passed') : question(kind));
    const most = mostMarks(kind);
    this.#marks.hidden = most === 0 || state !== 'asking';
    say(this.#marks, t('training-marked', { count: this.marks.points.length, most }));
    this.#verdict.hidden = judged === null;
    if (judged) {
      this.#verdict.className = `verdict ${judged.correct && judged.located !== false ? 'right' : 'wrong'}`;
      say(this.#verdict, verdict(kind, judged));
    }
    this.#say(lost ? lostText() : (course.notice ?? ''));
    this.#showButtons();
    if (judged && this.#said !== `${session.id} ${judged.position}`) {
      this.#said = `${session.id} ${judged.position}`;
      this.announce(verdict(kind, judged));
    }
  }

  /** @param {string} text */
  #say(text) {
    this.#notice.hidden = text === '';
    say(this.#notice, text);
  }

  #showButtons() {
    const course = /** @type {Course} */ (this.course);
    const { state, busy, lost, item, session } = course;
    const keys = this.keymap.actions.map(({ name }) => this.keymap.keyOf(name)).join();
    const made = JSON.stringify([session.id, state, lost, item?.position, keys]);
    if (made !== this.#made) {
      this.#made = made;
      fill(this.#buttons, lost ? [this.#button(t('common-try-again'), null, () => course.retry())] : this.#wanted(course));
      // What is asked next is answered by keys at once; what was told waits for one key.
      if (state === 'told' || state === 'late' || state === 'passed') this.#buttons.querySelector('button')?.focus();
    }
    for (const button of this.#buttons.querySelectorAll('button')) button.disabled = busy && !lost;
  }

  /** @param {Course} course */
  #wanted({ state, item, session }) {
    const { kind } = session;
    if (state !== 'asking' || !item) return state === 'none' ? [] : [this.#action('training-next', t('player-next'), true)];
    if (item.choices.length > 0) {
      return item.choices.map(({ name, picture }, index) => {
        const shown = picture && h('img', { src: this.course?.picture(item.position, `choice-${index}`), alt: '' });
        return this.#action(`training-choice-${index + 1}`, choiceName(kind, name), false, shown);
      });
    }
    if (kind === 'click_threat') return [this.#action('training-threat', t('training-there'), true)];
    return [
      this.#action('training-no-threat', t('player-no-threat')),
      this.#action('training-threat', t(kind === 'free_search' ? 'training-there' : 'player-threat')),
    ];
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {boolean} [primary]
   * @param {HTMLElement | false} [picture]
   */
  #action(name, text, primary = false, picture = false) {
    const made = this.#button(text, this.keymap.keyOf(name), () => this.run(name), picture);
    made.dataset['action'] = name;
    if (primary) made.classList.add('primary');
    return made;
  }

  /**
   * @param {string} text
   * @param {string | null} key
   * @param {() => void} onclick
   * @param {HTMLElement | false} [picture]
   */
  #button(text, key, onclick, picture = false) {
    const hint = key && h('kbd', { 'aria-hidden': 'true' }, sign(key));
    return h('button', { type: 'button', class: picture ? 'button pictured' : 'button', 'aria-keyshortcuts': key, onclick }, picture, h('span', {}, text), hint);
  }
}
