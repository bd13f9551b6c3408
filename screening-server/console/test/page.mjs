// The browser, and the console's page as a person finds their way on it.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { eventually } from './checks.mjs';
import { PASSWORD } from './service.mjs';

const SHOTS = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'shots');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = ['disable-gpu', 'disable-background-networking', 'disable-component-update', 'disable-sync', 'no-first-run'];

/** Debian's Chromium; its own sandbox needs what containers do not give. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find(existsSync);
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...QUIET.map((name) => `--${name}`)] });
}

export class ConsolePage {
  /** What the browser complained about. */
  complaints = [];

  /** A page of its own browser context; logged in where `user` is given, in `language` where one is. */
  static async open(browser, url, { size = { width: 1280, height: 800 }, user, language, locale = 'en-GB', timezoneId } = {}) {
    const context = await browser.newContext({ viewport: size, locale, timezoneId, permissions: ['clipboard-read', 'clipboard-write'] });
    if (user) {
      const { origin } = new URL(url);
      const data = { name: user, password: PASSWORD };
      const answer = await context.request.post(new URL('/v1/session', url).href, { data, headers: { origin } });
      if (!answer.ok()) throw new Error(`${user} cannot log in: ${await answer.text()}`);
    }
    if (language) {
      await context.addInitScript((code) => {
        if (localStorage.getItem('screening.language') === null) localStorage.setItem('screening.language', code);
      }, language);
    }
    const page = new ConsolePage(await context.newPage());
    await page.page.goto(url);
    return page;
  }

  constructor(page) {
    this.page = page;
    page.on('console', (message) => {
      const [text, { url }] = [message.text(), message.location()];
      // Screenshots make the graphics driver wait. And whether a parcel is in a review is asked of every one.
      const expected = /GPU stall due to ReadPixels/.test(text) || (/404/.test(text) && /\/v1\/review\/[^/]+$/.test(url));
      if (['error', 'warning'].includes(message.type()) && !expected) this.complaints.push(`console: ${text} ${url}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^https?:$/.test(protocol) && hostname !== '127.0.0.1') this.complaints.push(`foreign: ${request.url()}`);
    });
    page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`violates the content policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
  }

  /** The list as it stands: id, decision and whether it is selected. */
  rows() {
    return this.page.$$eval('#parcels:not([hidden]) .parcel', (rows) =>
      rows.map((row) => ({
        id: row.dataset.id,
        word: row.querySelector('.decision b').textContent,
        shape: row.querySelector('.shape').getAttribute('class'),
        code: row.querySelector('.code').textContent,
        selected: row.getAttribute('aria-selected') === 'true',
      })),
    );
  }

  async selected() {
    return (await this.rows()).find((row) => row.selected)?.id ?? null;
  }

  /** Waits until a parcel is on the screen with all of its pictures. */
  async shows({ code, id }) {
    await eventually(`parcel ${code ?? id} is shown`, () =>
      this.page.evaluate(([name, last]) => {
        const title = document.querySelector('#parcel-code')?.textContent ?? '';
        const drawn = [...document.querySelectorAll('.viewer .stage:not(.none)')].map((stage) => stage.dataset.drawn ?? 'no');
        const whole = drawn.every((word) => word === 'whole') && !document.querySelector('.stage.loading');
        return ((name ? title === name : title.includes(last)) && whole) || `${title}, drawn: ${drawn}`;
      }, [code ?? null, (id ?? '').slice(-6)]),
    );
  }

  async goTo({ id, parcel }) {
    await this.page.evaluate((scan) => (location.hash = `#/scan/${scan}`), id);
    await this.shows({ code: parcel, id });
  }

  /** The parcel on the screen, by its scan. */
  shown() {
    return this.page.evaluate(() => /^#\/scan\/(.+)$/.exec(location.hash)?.[1] ?? null);
  }

  /** Where the desk stands: none, looking, held, sending, unsent, over. */
  desk() {
    return this.page.$eval('#decision', (bar) => bar.dataset.state);
  }

  /** Waits until the desk stands like this. */
  async stands(state) {
    await eventually(`the desk is ${state}`, async () => (await this.desk()) === state || (await this.desk()));
  }

  /** JSON from the interface, as the user of this page. */
  async get(path) {
    const answer = await this.page.context().request.get(new URL(path, this.page.url()).href);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }

  /** Sends a picture as a parcel, as the user of this page. */
  async send(parcel, bytes) {
    const { origin } = new URL(this.page.url());
    const answer = await this.page.context().request.post(`${origin}/v1/scans?parcel=${parcel}`, {
      data: Buffer.from(bytes),
      headers: { origin, 'content-type': 'application/octet-stream' },
    });
    if (!answer.ok()) throw new Error(`${parcel}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }

  /** Lets files fall onto the page. */
  async drop(files) {
    const list = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }));
    await this.page.evaluate((items) => {
      const transfer = new DataTransfer();
      for (const { name, text } of items) {
        transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
      }
      for (const type of ['dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    }, list);
  }

  async shot(name) {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
}
