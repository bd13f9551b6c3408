// Builds an exercise, or a new version of one, by rules. What is wrong is said at its field.

import { Problem } from '../api.js';
import { fill, h, say } from '../dom.js';
import { LANGUAGES, language, t } from '../i18n/text.js';
import { change } from '../pages/page.js';
import { KINDS, kindName } from '../training/questions.js';
import { problemText } from '../words.js';
import { FIELDS, firstRules } from './fields.js';

/** @typedef {import('./fields.js').Rules} Rules */
/** @typedef {import('./fields.js').Control} Control */
/** @typedef {import('./exercise.js').Exercise} Exercise */
/** @typedef {{element: HTMLElement, control: Control, fault: HTMLElement}} Shown */

const GROUPS = /** @type {const} */ (['what', 'parcels', 'threats', 'how', 'more']);
const LONGEST_TITLE = 120;
const LONGEST_LEAD = 4000;

export class RulesForm {
  /** @type {Map<string, Shown>} */
  #fields = new Map();
  #kind = h('select', {});
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  #send;

  /**
   * @param {Exercise | null} exercise of which a version is made; null for a new one
   * @param {{ondone: (exercise: Exercise) => void, oncancel: () => void}} listener
   */
  constructor(exercise, { ondone, oncancel }) {
    this.exercise = exercise;
    this.ondone = ondone;
    const rules = exercise?.versions.at(-1)?.rules ?? firstRules();
    fill(this.#kind, KINDS.map((kind) => h('option', { value: kind, selected: kind === rules.kind }, kindName(kind))));
    this.#kind.addEventListener('change', () => this.#fit());
    this.#send = h('button', { type: 'submit', class: 'button primary' }, t('studio-make'));
    // In the order of the page: the first that is wrong gets the focus.
    const title = exercise ? null : this.#title();
    const kind = this.#show('kind', { element: this.#kind, focus: this.#kind, read: () => ({ kind: this.kind }), fault: () => null });
    const groups = GROUPS.map((group) => {
      const fields = FIELDS.filter((field) => field.group === group).map((field) => this.#show(field.name, field.make(rules), field));
      return h('fieldset', { 'data-group': group }, h('legend', {}, t(`studio-group-${group}`)), group === 'what' && [title, kind], fields, group === 'what' && !exercise && this.#lead());
    });
    this.element = h(
      'form',
      { class: 'panel rules-form', novalidate: true, 'aria-labelledby': 'form-title' },
      h('h2', { id: 'form-title', tabindex: '-1' }, exercise ? t('studio-new-version-of', { title: exercise.title }) : t('studio-new')),
      this.#problem,
      groups,
      h('div', { class: 'actions' }, this.#send, h('button', { type: 'button', class: 'button', onclick: oncancel }, t('common-cancel'))),
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#fields.get('source')?.element.addEventListener('change', () => this.#fit());
    this.#fit();
  }

  get kind() {
    return /** @type {import('../training/questions.js').Kind} */ (this.#kind.value);
  }

  /** @returns {import('./fields.js').Source} */
  get source() {
    return this.#fields.get('source')?.control.read(this.kind).source ?? 'rendered';
  }

  /** Fields that the present kind and source have. */
  get #present() {
    const { kind, source } = this;
    return [...this.#fields].filter(([name]) => {
      const field = FIELDS.find((one) => one.name === name);
      return (field?.kinds?.includes(kind) ?? true) && (field?.sources?.includes(source) ?? true);
    });
  }

  #fit() {
    const { kind } = this;
    this.#fields.get('source')?.control.fit?.(kind, 'rendered');
    const { source } = this;
    const present = new Set(this.#present.map(([name]) => name));
    for (const [name, { element, control }] of this.#fields) {
      element.hidden = !present.has(name);
      control.fit?.(kind, source);
    }
    for (const group of this.element.querySelectorAll('fieldset')) {
      group.hidden = [...group.querySelectorAll('.field[data-field]')].every((field) => field instanceof HTMLElement && field.hidden);
    }
  }

  async #submit() {
    this.#problem.hidden = true;
    const faults = this.#present.map(([name, { control }]) => /** @type {const} */ ([name, control.fault(this.kind)]));
    for (const [name, fault] of faults) this.#say(name, fault);
    const wrong = faults.find(([, fault]) => fault !== null);
    if (wrong) {
      this.#fields.get(wrong[0])?.control.focus.focus();
      return;
    }
    const read = this.#present.map(([, { control }]) => control.read(this.kind));
    const { title, lead, ...rules } = /** @type {Rules & {title?: string, lead?: Record<string, string>}} */ (Object.assign({}, ...read));
    this.#send.disabled = true;
    try {
      const { exercise } = this;
      const made = exercise
        ? await change('POST', `/v1/exercises/${exercise.id}/versions`, rules)
        : await change('POST', '/v1/exercises', { title, lead, rules });
      this.ondone(made);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#refused(error.body);
    } finally {
      this.#send.disabled = false;
    }
  }

  /** What the service refuses stands at its field where its words name one. @param {import('../api.js').ProblemBody} body */
  #refused(body) {
    const named = body.code === 'bad_title' ? 'title' : body.code === 'bad_lead' ? 'lead' : /: (\w+) /.exec(body.detail)?.[1];
    const text = body.status === 0 ? t('common-no-answer') : problemText(body);
    const shown = named === undefined ? undefined : this.#fields.get(named);
    if (named !== undefined && shown && !shown.element.hidden) {
      this.#say(named, text);
      shown.control.focus.focus();
    } else {
      this.#problem.hidden = false;
      say(this.#problem, text);
    }
  }

  /** @param {string} name @param {string | null} text */
  #say(name, text) {
    const shown = this.#fields.get(name);
    if (!shown) return;
    shown.fault.hidden = text === null;
    say(shown.fault, text ?? '');
    if (text === null) shown.control.focus.removeAttribute('aria-invalid');
    else shown.control.focus.setAttribute('aria-invalid', 'true');
  }

  /**
   * @param {string} name
   * @param {Control} control
   * @param {{full?: boolean, many?: boolean}} [how]
   */
  #show(name, control, { full = false, many = false } = {}) {
    const [nameId, hintId, faultId] = [`name-${name}`, `hint-${name}`, `fault-${name}`];
    const fault = h('p', { class: 'fault', id: faultId, role: 'alert', hidden: true });
    const hint = h('p', { class: 'hint', id: hintId }, t(`studio-hint-${name}`));
    const label = many || control.element !== control.focus ? h('span', { class: 'name', id: nameId }, t(`studio-${name}`)) : h('label', { class: 'name', for: `field-${name}` }, t(`studio-${name}`));
    const group = control.element.getAttribute('role') === 'group' || many ? control.element : null;
    if (group) {
      group.setAttribute('role', 'group');
      group.setAttribute('aria-labelledby', nameId);
    }
    if (control.element === control.focus) control.focus.id = `field-${name}`;
    control.focus.setAttribute('aria-describedby', `${hintId} ${faultId}`);
    const element = h('div', { class: full ? 'field full' : 'field', 'data-field': name }, label, control.element, hint, fault);
    element.addEventListener('input', () => this.#say(name, null));
    this.#fields.set(name, { element, control, fault });
    return element;
  }

  #title() {
    const input = h('input', { type: 'text', maxlength: LONGEST_TITLE, autocomplete: 'off' });
    /** @type {any} */
    const control = { element: input, focus: input, read: () => ({ title: input.value.trim() }), fault: () => (input.value.trim() ? null : t('studio-fault-title')) };
    return this.#show('title', control);
  }

  /** What trainees read before, a text for each language. */
  #lead() {
    /** @type {Record<string, string>} */
    const texts = {};
    const choice = h('select', { 'aria-label': t('player-language') }, LANGUAGES.map(({ code, name, tag }) => h('option', { value: code, lang: tag, selected: code === language() }, name)));
    const area = h('textarea', { maxlength: LONGEST_LEAD, dir: 'auto', 'aria-labelledby': 'name-lead' });
    area.addEventListener('input', () => (texts[choice.value] = area.value));
    choice.addEventListener('change', () => (area.value = texts[choice.value] ?? ''));
    const read = () => ({ lead: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')) });
    /** @type {any} */
    const control = { element: h('div', { class: 'field' }, choice, area), focus: area, read, fault: () => null };
    return this.#show('lead', control, { full: true });
  }
}
