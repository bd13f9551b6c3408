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
  static async open(browser, url, { size = { width: 1280, height: 800 }, user, language, locale = 'en-GB' } = {}) {
    const context = await browser.newContext({ viewport: size, locale, permissions: ['clipboard-read', 'clipboard-write'] });
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
      if (['error', 'warning'].includes(message.type())) this.complaints.push(`console: ${message.text()}`);
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

  /** Waits until a parcel is both selected and shown with all of its pictures. */
  async shows(scan) {
    const code = scan.parcel ?? scan.id.slice(-6);
    await eventually(`parcel ${code} is shown`, () =>
      this.page.evaluate(([name, decision]) => {
        const title = document.querySelector('.who h2')?.textContent ?? '';
        const loading = document.querySelectorAll('.stage.loading').length;
        const word = document.querySelector('.card .decision b')?.textContent;
        return (title.includes(name) && word === decision && loading === 0) || `${title} ${word}, ${loading} loading`;
      }, [code, scan.report.decision]),
    );
  }

  async goTo(scan) {
    await this.page.evaluate((id) => (location.hash = `#/scan/${id}`), scan.id);
    await this.shows(scan);
  }

  /** Where each box is, and where the report says that it should be, in pixels of the screen. */
  boxes() {
    return this.page.$$eval('.stage:not(.none)', (stages) =>
      stages.flatMap((stage) => {
        const frame = stage.querySelector('.xray').getBoundingClientRect();
        return [...stage.querySelectorAll('.region')].map((group) => {
          const { x, y, width, height } = group.querySelector('.line').getBoundingClientRect();
          return { id: Number(group.dataset.region), x, y, width, height, frame: frame.toJSON() };
        });
      }),
    );
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
