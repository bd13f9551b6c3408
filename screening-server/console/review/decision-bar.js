// The bar below the pictures: where the parcel stands, the time that is left, and what can be decided.

import { fill, h, say } from '../dom.js';
import { formatNumber, t } from '../i18n/text.js';
import { sign } from '../keys.js';
import { msUntil } from '../server-time.js';
import { Ask } from './ask.js';
import { countDown } from './time-left.js';

/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {import('./queue.js').Queue} Queue */
/** @typedef {import('../keymap.js').Keymap} Keymap */

/** The last part of a time limit, in which it is shown in another colour and said. */
const SOON_MS = 10_000;

/** @type {{name: string, action: import('./api.js').Action, kind: string}[]} */
const DECISIONS = [
  { name: 'review-clear', action: 'clear', kind: 'clear' },
  { name: 'review-open', action: 'open', kind: 'open' },
  { name: 'review-escalate', action: 'escalate', kind: 'escalate' },
  { name: 'review-second', action: 'second_opinion', kind: 'second' },
];

export class DecisionBar {
  #ask = new Ask(() => this.onleave());
  #where = h('p', { class: 'where' });
  #value = h('span', { class: 'value' });
  #clock = h('span', { class: 'clock' });
  #time = h('div', { class: 'time', role: 'timer', hidden: true }, h('span', { class: 'track' }, this.#value), this.#clock);
  #notice = h('p', { class: 'notice', hidden: true });
  #buttons = h('div', { class: 'choices', role: 'group', 'aria-label': t('review-decision') });
  /** @type {string} What the buttons were made for. */
  #made = '';
  #warned = '';
  /** @type {object | null} */
  #said = null;

  /**
   * @param {HTMLElement} element
   * @param {{desk: Desk, queue: Queue, keymap: Keymap, user: string, supervises: boolean, announce: (text: string) => void, onleave: () => void}} context
   */
  constructor(element, { desk, queue, keymap, user, supervises, announce, onleave }) {
    this.element = element;
    this.desk = desk;
    this.queue = queue;
    this.keymap = keymap;
    this.user = user;
    this.supervises = supervises;
    this.announce = announce;
    this.onleave = onleave;
    fill(element, [h('div', { class: 'status' }, this.#where, this.#notice, this.#time), this.#buttons, this.#ask.element]);
    desk.addEventListener('change', () => this.show());
    queue.addEventListener('change', () => this.show());
    keymap.addEventListener('change', () => this.show());
    setInterval(() => this.#tick(), 200);
    this.show();
  }

  /**
   * Decides, or asks for the second key of it. Before the first look the same key says what one would do.
   * @param {string} name of the key's action
   */
  async run(name) {
    const { desk } = this;
    const decision = DECISIONS.find((one) => one.name === name);
    if (!decision || !desk.ready) return;
    const { action } = decision;
    if (action === 'second_opinion' && !this.#secondPossible) return;
    if (action === 'escalate' && !this.#escalatePossible) return;
    if (desk.firstLookMissing) {
      const looked = await desk.lookFirst(action);
      // The machine's regions are to be looked at before the parcel goes: the same key again confirms.
      if (!looked || action === 'clear' || action === 'open') return;
    }
    if (action === 'escalate') {
      this.#ask.escalate(desk.shown?.review?.level ?? 1, (more) => desk.decide(action, more));
    } else if (action === 'second_opinion') {
      const keys = { clear: this.keymap.keyOf('review-clear'), open: this.keymap.keyOf('review-open') };
      this.#ask.second(keys, (more) => desk.decide(action, more));
    } else {
      this.#ask.close();
      desk.decide(action);
    }
  }

  show() {
    const { desk } = this;
    const where = this.#whereWords();
    say(this.#where, where);
    this.#where.title = where;
    this.#notice.hidden = desk.notice === null;
    if (desk.notice) {
      say(this.#notice, desk.notice.text);
      this.#notice.className = `notice ${desk.notice.kind}`;
      if (desk.notice !== this.#said) this.announce(desk.notice.text);
    }
    this.#said = desk.notice;
    this.element.dataset['state'] = this.#state;
    if (!desk.ready) this.#ask.close();
    this.#showButtons();
    this.#tick();
  }

  get #state() {
    const { held, shown } = this.desk;
    if (held?.sent) return held.sent.state === 'kept' ? 'unsent' : 'sending';
    if (held) return held.over ? 'over' : 'held';
    if (this.desk.revealed) return 'revealed';
    return shown ? 'looking' : 'none';
  }

  get #secondPossible() {
    const review = this.desk.shown?.review;
    return this.user !== '' && review?.stage !== 'second_opinion' && (review?.level ?? 1) < 3;
  }

  get #escalatePossible() {
    return (this.desk.shown?.review?.level ?? 1) < 3;
  }

  #whereWords() {
    const { desk } = this;
    const review = desk.shown?.review;
    const level = review?.level ?? 1;
    switch (this.#state) {
      case 'unsent': return t('review-unsent');
      case 'sending': return t('review-sending');
      case 'over': return t('review-over');
      case 'revealed': return t('reveal-where');
      case 'held': {
        if (review?.regions_withheld) return t('review-first-look');
        if (review?.stage === 'second_opinion') return t('review-you-second');
        return level > 1 ? t('review-you-level', { level }) : t('review-you');
      }
      case 'none': return desk.busy === 'taking' ? t('review-taking') : '';
    }
    if (!review) return desk.mayRead ? t('review-no-review') : '';
    if (review.state === 'leased') return t('review-is-held', { who: review.held_by ?? '' });
    if (review.state === 'escalated') return t('review-is-escalated', { level });
    return t(`review-is-${review.state}`);
  }

  #showButtons() {
    const { desk, keymap } = this;
    const held = desk.held !== null && !desk.held.over;
    const review = desk.shown?.review;
    const takeable = !desk.held && desk.mayDecide && ['waiting', 'escalated', 'second_opinion'].includes(review?.state ?? '');
    const names = held
      ? [
          ...DECISIONS.filter(({ action }) => (action !== 'second_opinion' || this.#secondPossible) && (action !== 'escalate' || this.#escalatePossible)),
          { name: 'review-give-back', kind: 'quiet' },
        ]
      : [
          ...(takeable ? [{ name: 'review-take', kind: '' }] : []),
          ...(desk.mayDecide ? [{ name: 'review-next', kind: 'primary' }] : []),
        ];
    const counts = this.queue.counts;
    const waiting = counts ? counts.waiting + counts.second_opinion + (this.supervises ? counts.escalated : 0) : 0;
    const busy = held ? !desk.ready : desk.busy !== null;
    const made = JSON.stringify([names, busy, names.map(({ name }) => keymap.keyOf(name)), held ? 0 : waiting]);
    if (made === this.#made) return;
    this.#made = made;
    const hadFocus = this.#buttons.contains(document.activeElement);
    fill(
      this.#buttons,
      names.map(({ name, kind }) => {
        const key = sign(keymap.keyOf(name));
        const count = name === 'review-next' && waiting > 0 && h('span', { class: 'number' }, formatNumber(waiting, { maximumFractionDigits: 0 }));
        return h(
          'button',
          {
            type: 'button',
            class: `button ${kind}`,
            'data-action': name,
            disabled: busy,
            'aria-keyshortcuts': keymap.keyOf(name) === ' ' ? 'Space' : keymap.keyOf(name),
            onclick: () => this.element.dispatchEvent(new CustomEvent('action', { detail: name })),
          },
          h('span', {}, t(`${name}-short`)),
          count,
          h('kbd', { 'aria-hidden': 'true' }, key),
        );
      }),
    );
    // A key that is pressed next is for the picture, not for the button that was pressed last.
    if (hadFocus) this.onleave();
  }

  #tick() {
    const { shown, held } = this.desk;
    const review = shown?.review;
    const isOpen = review && review.state !== 'decided' && review.state !== 'not_reviewed';
    const due = isOpen && !held?.sent ? review.due_at : null;
    this.#time.hidden = !due;
    if (!due || !review) return;
    const left = msUntil(due);
    const limit = review.policy.time_limit_ms ?? Math.max(left, 1);
    this.#value.style.width = `${Math.min(100, Math.max(0, (100 * left) / limit))}%`;
    say(this.#clock, countDown(left));
    this.#time.setAttribute('aria-label', t('review-time-left'));
    this.#time.classList.toggle('soon', left < SOON_MS);
    if (held && left < SOON_MS && left > 0 && this.#warned !== held.id) {
      this.#warned = held.id;
      this.announce(t('review-soon', { seconds: Math.ceil(left / 1000) }));
    }
    if (held && !held.over && left <= 0) this.desk.refresh();
  }
}
