// Every page in every language: all texts are there and fit, the language is the reader's, and Arabic runs from right
// to left while pictures do not.

import assert from 'node:assert/strict';

import { check, eventually } from './checks.mjs';
import { misfits } from './fit.mjs';
import { ConsolePage } from './page.mjs';
import { checkTexts, languages } from './texts.mjs';

/** Every page with what says that it is whole, and whose it is. */
const PAGES = [
  { address: '/login', ready: '#send:not(:empty)' },
  { address: '/', ready: '#navigation a', user: 'supervisor', quiet: 1500 },
  { address: '/console/pages/people.html', ready: '#keys-table tbody tr', user: 'administrator' },
  { address: '/console/pages/models.html', ready: '#changes-table tbody tr', user: 'supervisor' },
  { address: '/console/pages/supervisor.html', ready: '#live-table tbody tr', user: 'supervisor' },
  { address: '/console/pages/training.html', ready: '#assigned p', user: 'operator' },
  { address: '/console/pages/studio.html', ready: '#exercises-table tbody tr', user: 'supervisor' },
  { address: '/console/pages/audit.html', ready: '#trail-table tbody tr', user: 'auditor' },
];

const FROM_RIGHT = ['ar'];

/** @param service one with an account for each role */
export async function checkLanguages(browser, service) {
  await checkTexts();
  const open = (address, options) => ConsolePage.open(browser, new URL(address, service.url).href, options);

  for (const language of languages) {
    await check(`in ${language} every page has all its texts, and all of them fit at 1280 x 800`, async () => {
      for (const { address, ready, user, quiet = 300 } of PAGES) {
        const view = await open(address, { user, language });
        await view.page.waitForSelector(ready, { state: 'attached' });
        await view.page.waitForTimeout(quiet);
        const [lang, dir] = await view.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
        assert.deepEqual([lang.split('-')[0], dir], [language, FROM_RIGHT.includes(language) ? 'rtl' : 'ltr'], address);
        assert.deepEqual(await misfits(view.page), [], `${address} in ${language}`);
        assert.deepEqual(view.complaints, [], address);
        await view.shot(`${language}${address.replace(/\W+/g, '-').replace(/-$/, '') || '-console'}`);
        await view.page.context().close();
      }
    });
  }

  await check('the language is the browser’s, then the one that was chosen, for each user', async () => {
    const french = await open('/login', { locale: 'fr-CA' });
    assert.equal(await french.page.textContent('#title'), 'Connexion');
    await french.page.context().close();
    const unknown = await open('/login', { locale: 'nl-NL' });
    assert.equal(await unknown.page.textContent('#title'), 'Log in');

    // Chosen before the log-in, it is this browser's.
    await unknown.page.selectOption('#language', 'uk');
    await eventually('Ukrainian', async () => (await unknown.page.textContent('#title')) === 'Вхід');
    const logIn = async (name) => {
      await unknown.page.fill('#name', name);
      await unknown.page.fill('#password', 'correct horse battery');
      await unknown.page.click('#send');
      await unknown.page.waitForSelector('#navigation a');
    };
    const navigation = () => unknown.page.textContent('#navigation');
    await logIn('supervisor');
    assert.match(await navigation(), /Моделі/);

    // Chosen by someone, it is that one's.
    const choose = async (code) => {
      await unknown.page.click('.menu summary');
      await Promise.all([unknown.page.waitForNavigation(), unknown.page.selectOption('#language', code)]);
      await unknown.page.waitForSelector('#navigation a');
    };
    await choose('es');
    assert.match(await navigation(), /Modelos/);
    await unknown.page.goto(new URL('/console/pages/models.html', service.url).href);
    await unknown.page.waitForSelector('#models-table tbody tr');
    assert.match(await unknown.page.textContent('h1'), /Modelos/);
    await unknown.page.click('.menu summary');
    await unknown.page.click('#log-out');
    await unknown.page.waitForSelector('#send:not(:empty)');
    await logIn('auditor');
    assert.match(await navigation(), /Моделі/);
    await unknown.page.context().close();
  });

  await check('from right to left: the page is mirrored, pictures and regions are not', async () => {
    const places = async (language) => {
      const view = await open('/', { user: 'supervisor', language });
      await view.page.waitForSelector('.stage:not(.none)', { state: 'attached' });
      await view.page.waitForSelector('#navigation a');
      await view.page.waitForTimeout(1500);
      const found = await view.page.evaluate(() => {
        const stage = document.querySelector('.stage');
        const left = (selector) => document.querySelector(selector).getBoundingClientRect().left;
        const frame = stage.getBoundingClientRect();
        // Places within the stage: the same in both directions of writing.
        const boxes = [...document.querySelectorAll('.stage .region')].map((region) => {
          const box = region.getBoundingClientRect();
          return [Math.round(box.left - frame.left), Math.round(box.top - frame.top)];
        });
        return { mark: left('.mark'), account: left('#account'), direction: getComputedStyle(stage).direction, width: Math.round(frame.width), boxes };
      });
      await view.page.context().close();
      return found;
    };
    const [english, arabic] = [await places('en'), await places('ar')];
    assert.ok(english.mark < english.account && arabic.mark > arabic.account, 'the head');
    assert.equal(arabic.direction, 'ltr');
    if (english.width === arabic.width) assert.deepEqual(arabic.boxes, english.boxes);
    assert.equal(arabic.boxes.length, english.boxes.length);
  });

  await check('numbers and times are as the locale and the time zone have them', async () => {
    const written = async (options) => {
      const view = await open('/login', options);
      const found = await view.page.evaluate(async () => {
        const { formatNumber, formatPercent, formatTime } = await import('/console/i18n/text.js');
        const moment = '2027-03-01T22:30:00Z';
        return [formatNumber(1234567.5, {}), formatPercent(0.256, 1), formatTime(moment, 'minute'), formatTime(moment, 'day'), formatTime('soon')];
      });
      await view.page.context().close();
      return found.map((text) => text.replace(/[\u00a0\u202f\u200f\u061c]/g, ' ').trim());
    };
    assert.deepEqual(await written({ locale: 'en-GB', timezoneId: 'Europe/London' }), ['1,234,567.5', '25.6%', '22:30', '1 Mar 2027', 'soon']);
    assert.deepEqual(await written({ locale: 'uk-UA', timezoneId: 'Europe/Kyiv' }), ['1 234 567,5', '25,6 %', '00:30', '2 бер. 2027 р.', 'soon'].map((text) => text.replace(' %', '%')));
    assert.deepEqual((await written({ locale: 'ar-EG', timezoneId: 'Africa/Cairo' })).slice(0, 1), ['١٬٢٣٤٬٥٦٧٫٥']);
    // The browser speaks no Serbian: digits and dates still go with the text.
    assert.deepEqual((await written({ locale: 'en-US', language: 'sr', timezoneId: 'Europe/Belgrade' })).slice(0, 3), ['1.234.567,5', '25,6%', '23:30']);
  });
}
