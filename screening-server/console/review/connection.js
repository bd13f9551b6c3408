// Whether the service answers, said plainly: in the head of the page, and in a banner with what it means.

import { byId, say } from '../dom.js';
import { t } from '../i18n/text.js';
import { clock, problemText } from '../words.js';

/** @typedef {import('./live.js').Live} Live */
/** @typedef {import('./queue.js').Queue} Queue */
/** @typedef {import('./outbox.js').Outbox} Outbox */

export class Connection {
  /** @param {{live: Live, queue: Queue, outbox: Outbox}} parts */
  constructor({ live, queue, outbox }) {
    this.live = live;
    this.queue = queue;
    this.outbox = outbox;
    for (const [one, event] of /** @type {const} */ ([[live, 'state'], [queue, 'change'], [outbox, 'change']])) {
      one.addEventListener(event, () => this.#show());
    }
    byId('banner-now').addEventListener('click', () => {
      live.now();
      queue.refresh();
      outbox.flush();
    });
    setInterval(() => this.#countDown(), 500);
  }

  #show() {
    const { live, queue, outbox } = this;
    const kept = outbox.entries.filter(({ state }) => state === 'kept').length;
    const gone = live.state === 'gone' || queue.problem !== null;
    const lamp = byId('service');
    lamp.classList.toggle('live', !gone && live.state === 'live');
    lamp.classList.toggle('gone', gone);
    say(byId('service-text'), gone ? t('top-gone') : live.state === 'live' ? t('top-live') : t('top-connecting'));
    const { answered, problem } = queue;
    lamp.title = answered ? t('top-last-answer', { time: clock(answered.toISOString()) }) : '';
    byId('banner').hidden = !gone && kept === 0;
    if (byId('banner').hidden) return;
    const sentences = [
      gone && (problem && problem.body.status !== 0 ? problemText(problem.body) : t('common-no-answer')),
      gone && answered && t('parcels-shown-since', { time: clock(answered.toISOString()) }),
      kept > 0 ? t('review-kept', { count: kept }) : t('parcels-treat-unknown'),
    ];
    say(byId('banner-text'), sentences.filter(Boolean).join(' '));
    this.#countDown();
  }

  #countDown() {
    if (byId('banner').hidden) return;
    const { live } = this;
    const seconds = Math.max(0, Math.ceil((live.retryAt - Date.now()) / 1000));
    say(byId('banner-wait'), live.state === 'gone' && seconds > 0 ? t('parcels-retry-in', { seconds }) : t('parcels-trying'));
  }
}
