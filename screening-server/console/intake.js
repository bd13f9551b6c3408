// Pictures that someone drops or chooses: each is sent as a parcel and followed until it has an answer.

import { Problem, screen } from './api.js';
import { byId, fill, h, say } from './dom.js';
import { t } from './i18n/text.js';
import { decisionBadge } from './shapes.js';
import { decisionName, percent, problemText } from './words.js';

/** @typedef {import('./api.js').Scan} Scan */

/** More at a time would only wait in the service's queue. */
const AT_A_TIME = 2;
/** A full answer has nothing to say here for long: the parcel is in the list. UNKNOWN stays until dismissed. */
const GOES_AFTER_MS = 6000;
const CODE_LENGTH = 64;

/** @typedef {{file: File, row: HTMLElement, only: boolean}} Job */

export class Intake {
  /** @type {Job[]} */
  #waiting = [];
  #running = 0;
  #rows = byId('intake');
  #file = /** @type {HTMLInputElement} */ (byId('file'));
  #drop = byId('drop');

  /** @param {{onanswer: (scan: Scan, only: boolean) => void, onrecord: (id: string) => void, onrefused: () => void}} listener */
  constructor(listener) {
    this.listener = listener;
    this.#file.addEventListener('change', () => {
      this.take([...(this.#file.files ?? [])]);
      // So that the same file can be chosen again.
      this.#file.value = '';
    });
    this.#listen();
  }

  choose() {
    this.#file.click();
  }

  /** @param {File[]} files */
  take(files) {
    for (const file of files) {
      const row = h('li', {});
      this.#rows.append(row);
      this.#waiting.push({ file, row, only: files.length === 1 });
      fill(row, [h('b', {}, file.name), h('span', { class: 'dim' }, t('parcels-intake-waits'))]);
    }
    this.#showRows();
    this.#next();
  }

  #listen() {
    const brings = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
    document.addEventListener('dragover', (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      this.#drop.hidden = false;
    });
    document.addEventListener('dragleave', (event) => {
      // Only when the pointer leaves the page, not when it goes from one element to the next.
      if (event.relatedTarget === null) this.#drop.hidden = true;
    });
    document.addEventListener('drop', (event) => {
      this.#drop.hidden = true;
      if (!brings(event)) return;
      event.preventDefault();
      this.take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  #next() {
    while (this.#running < AT_A_TIME) {
      const job = this.#waiting.shift();
      if (!job) return;
      this.#running += 1;
      this.#run(job).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  /** @param {Job} job */
  async #run(job) {
    const { file, row, only } = job;
    const bar = h('progress', { max: 1, value: 0, 'aria-label': t('parcels-intake-bar', { file: file.name }) });
    const text = h('span', { class: 'dim' }, t('parcels-intake-sending'));
    fill(row, [h('b', {}, file.name), text, bar]);
    try {
      const scan = await screen(file, codeOf(file), (share) => {
        if (share < 1) {
          bar.value = share;
          say(text, t('parcels-intake-sent', { share: percent(share) }));
        } else {
          // How long screening takes is not known beforehand: the bar moves without saying how far.
          bar.removeAttribute('value');
          say(text, t('parcels-intake-screening'));
        }
      });
      this.#answered(row, file, scan);
      this.listener.onanswer(scan, only);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#refused(job, error);
      this.listener.onrefused();
    }
  }

  /**
   * @param {HTMLElement} row
   * @param {File} file
   * @param {Scan} scan
   */
  #answered(row, file, scan) {
    const { decision, reasons } = scan.report;
    const show = button(t('common-show'), () => this.listener.onrecord(scan.id));
    if (decision === 'ALARM' || decision === 'CLEAR') {
      fill(row, [h('b', {}, file.name), decisionBadge(decision), show]);
      setTimeout(() => this.#dismiss(row), GOES_AFTER_MS);
      this.#announce(`${file.name}: ${decisionName(decision)}`);
      return;
    }
    const why = reasons[0]?.text ?? '';
    row.className = 'refused';
    const dismiss = button(t('common-dismiss'), () => this.#dismiss(row));
    fill(row, [h('b', {}, file.name), decisionBadge('UNKNOWN'), h('p', {}, why), h('span', { class: 'actions' }, show, dismiss)]);
    this.#announce(`${file.name}: ${decisionName('UNKNOWN')}. ${why}`);
  }

  /**
   * @param {Job} job
   * @param {Problem} problem
   */
  #refused({ file, row, only }, problem) {
    const { id, status } = problem.body;
    const why = problemText(problem.body);
    // A picture that cannot be read stays so; a full or absent service may be back.
    const again = status === 0 || status === 429 || status >= 500;
    row.className = 'refused';
    fill(row, [
      h('b', {}, file.name),
      decisionBadge('UNKNOWN'),
      h('p', {}, why),
      h(
        'span',
        { class: 'actions' },
        id && button(t('common-show'), () => this.listener.onrecord(id)),
        again &&
          button(t('common-try-again'), () => {
            this.#waiting.push({ file, row, only });
            row.className = '';
            this.#next();
          }),
        button(t('common-dismiss'), () => this.#dismiss(row)),
      ),
    ]);
    this.#announce(`${file.name}: ${decisionName('UNKNOWN')}. ${why}`);
  }

  /** @param {HTMLElement} row */
  #dismiss(row) {
    row.remove();
    this.#showRows();
  }

  #showRows() {
    this.#rows.hidden = this.#rows.childElementCount === 0;
  }

  /** @param {string} text */
  #announce(text) {
    say(byId('announce'), text);
  }
}

/**
 * @param {string} label
 * @param {() => void} onclick
 */
function button(label, onclick) {
  return h('button', { type: 'button', class: 'button small', onclick }, label);
}

/** A file's name without its ending, in the letters that codes are made of. @param {File} file */
function codeOf(file) {
  const stem = file.name.replace(/\.[^.]*$/, '');
  return stem.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, CODE_LENGTH) || 'unnamed';
}
