// The console in a real browser against the real program.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { accessFaults } from './access.mjs';
import { check, eventually, finish } from './checks.mjs';
import { checkDocs } from './docs.mjs';
import { misfits } from './fit.mjs';
import { checkLanguages } from './languages.mjs';
import { ConsolePage, launch } from './page.mjs';
import { checkPages } from './pages.mjs';
import { checkProjection } from './projection.mjs';
import { checkReview } from './review.mjs';
import { checkPackages } from './scorm.mjs';
import { SAMPLES, Service } from './service.mjs';
import { checkSources } from './sources.mjs';
import { checkTexts } from './texts.mjs';
import { checkTraining } from './training.mjs';
import { checkViewer } from './viewer.mjs';

const picture = readdirSync(SAMPLES, { recursive: true }).filter((name) => /\.png$/i.test(name)).sort()[0];
if (!picture) throw new Error(`${SAMPLES} holds no PNG`);
const good = readFileSync(join(SAMPLES, picture));
/** What a page may weigh without its pictures. */
const MOST_BYTES = 400_000;

await checkTexts();

const service = await Service.start();
const browser = await launch();
const console_ = await ConsolePage.open(browser, service.url);
const { page } = console_;

const list = async () => (await service.get('/v1/scans?limit=60')).scans;
const all = () => page.click('#parts [data-part="all"]');

const parcels = await list();
const reports = await Promise.all(parcels.map(({ id }) => service.get(`/v1/scans/${id}`)));
/** The parcel with most regions: the hardest to draw. */
const busiest = reports.filter(({ report }) => report.views.length === 1 && !report.views[0].dual_energy).sort((a, b) => b.report.regions.length - a.report.regions.length)[0];

await check('the demo opens on what waits for people, and can be used at once', async () => {
  const { items, counts } = await service.get('/v1/review/queue');
  assert.ok(items.length > 0, 'no sample waits');
  await console_.shows({ id: items[0].scan_id, code: items[0].parcel_code });
  assert.equal(counts.waiting, items.length);
  await console_.shot('demo');
  await page.keyboard.press(' ');
  await console_.stands('held');
  await console_.shot('demo-held');
  await page.keyboard.press('q');
  await console_.stands('looking');
});

await check('all screened parcels can be listed, word and shape saying the decision', async () => {
  await all();
  await eventually('list', async () => {
    const rows = await console_.rows();
    return JSON.stringify(rows.map(({ id, word }) => [id, word])) === JSON.stringify(parcels.map(({ id, decision }) => [id, decision])) || rows.length;
  });
  for (const { word, shape } of await console_.rows()) assert.ok(shape.includes(word.toLowerCase()), `${word}: ${shape}`);
});

await check('thumbnails are loaded', async () => {
  await eventually('thumbnails', () =>
    page.$$eval('.thumb img', (images) => images.length > 0 && images.slice(0, 4).every((image) => image.naturalWidth > 0)),
  );
});

await check('keys go on and back in the list', async () => {
  const ids = parcels.map(({ id }) => id);
  await console_.goTo(reports[0]);
  for (const [key, at] of [['j', 1], ['ArrowDown', 2], ['k', 1], ['ArrowUp', 0], ['k', 0]]) {
    await page.keyboard.press(key);
    await eventually(key, async () => (await console_.selected()) === ids[Math.min(at, ids.length - 1)]);
    await console_.shows({ code: reports[at].parcel, id: reports[at].id });
  }
});

await check('the report says why, what with and how long, and every region', async () => {
  await console_.goTo(busiest);
  const text = await page.textContent('#inspector');
  const { reasons, model, engine, policy } = busiest.report;
  for (const word of [...reasons.map((reason) => reason.text), model.name, engine.provider, engine.precision, policy.name, 'Detect']) {
    assert.ok(text.includes(word), `'${word}' is missing`);
  }
  const items = await page.$$eval('.region-item', (found) => found.map((item) => Number(item.dataset.region)));
  assert.deepEqual(items.sort(byNumber), busiest.report.regions.map(({ id }) => id).sort(byNumber));
  await console_.shot('alarm');
});

await check('a line of the report shows its region', async () => {
  const { id } = busiest.report.regions[0];
  await page.click(`.region-item[data-region="${id}"]`);
  await page.waitForSelector('.viewer .region.selected');
  await page.keyboard.press('r');
});

await check('the search finds a parcel by a part of its code', async () => {
  const { parcel } = reports.at(-1);
  await page.keyboard.press('/');
  await page.keyboard.type(parcel);
  await eventually('found', async () => {
    const found = await console_.rows();
    return (found.length > 0 && found.every(({ code }) => code.includes(parcel))) || found;
  });
  await page.fill('#search', '');
  await page.keyboard.press('Escape');
});

await check('the filter of classes leaves parcels of that class', async () => {
  const wanted = busiest.report.regions.find(({ alarm }) => alarm).class;
  await page.click('#parts [data-part="open"]');
  await page.selectOption('#class', wanted);
  const ids = (await service.get(`/v1/review/queue?class=${wanted}`)).items.map((item) => item.scan_id);
  assert.ok(ids.length > 0);
  await eventually('filtered', async () => JSON.stringify((await console_.rows()).map(({ id }) => id)) === JSON.stringify(ids));
  await page.selectOption('#class', '');
  await all();
});

await check('new parcels come by themselves and leave rows and selection as they are', async () => {
  await console_.goTo(busiest);
  await eventually('all', async () => (await console_.rows()).length === parcels.length);
  await page.evaluate(() => document.querySelectorAll('.parcel').forEach((row) => (row.dataset.seen = 'yes')));
  const sent = await service.post('LATER-1', good);
  await eventually('new row', async () => (await console_.rows())[0]?.id === sent.id);
  assert.equal(await console_.selected(), busiest.id);
  assert.equal(await page.$$eval('.parcel[data-seen]', (seen) => seen.length), parcels.length);
});

await check('all views of a parcel are shown', async () => {
  const sent = await service.postViews('VIEWS-2', { top: good, side: good });
  assert.equal(sent.report?.views.length, 2, JSON.stringify(sent));
  await console_.goTo(sent);
  assert.equal(await page.$$eval('.viewer .stage', (stages) => stages.length), 2);
  await console_.shot('views');
});

await check('a dropped picture is screened and shown', async () => {
  await console_.drop([{ name: 'dropped picture.png', bytes: good }]);
  await eventually('in the list', async () => (await console_.rows())[0]?.code === 'dropped-picture');
  await console_.shows({ code: 'dropped-picture' });
});

await check('a broken picture is UNKNOWN, said why, and the page lives', async () => {
  await console_.drop([{ name: 'broken.png', bytes: good.subarray(0, 900) }]);
  await eventually('in the intake', async () => /UNKNOWN/.test((await page.textContent('#intake')) ?? ''));
  await eventually('in the list', async () => (await console_.rows())[0]?.code === 'broken');
  const [{ id, word, shape }] = await console_.rows();
  assert.deepEqual([word, shape], ['UNKNOWN', 'shape unknown']);
  const scan = await service.get(`/v1/scans/${id}`);
  assert.ok((await page.textContent('#intake')).includes(scan.report.reasons[0].text), 'the reason');
  await console_.shot('broken');
  await page.click('#intake button:has-text("Dismiss")');
  await page.click('#parts [data-part="open"]');
  await page.waitForSelector(`[data-id="${id}"]`);
  await page.click(`[data-id="${id}"]`);
  await console_.stands('looking');
  await page.keyboard.press('Enter');
  await console_.stands('held');
  await page.waitForTimeout(350);
  await page.keyboard.press('c');
  await eventually('what was not seen is not cleared', async () => /not on the screen/.test((await page.textContent('#decision .notice')) ?? ''));
  assert.equal((await service.get(`/v1/review/${id}`)).state, 'leased');
  await page.keyboard.press('q');
});

await check('everything that can be used has a name, and axe finds nothing serious', async () => {
  await console_.goTo(busiest);
  const nameless = await page.$$eval('button, input:not([hidden]), select, a, [tabindex="0"]', (found) =>
    found
      .filter((one) => one.checkVisibility() && !(one.getAttribute('aria-label') || one.labels?.length || one.textContent.trim()))
      .map((one) => one.outerHTML),
  );
  assert.deepEqual(nameless, []);
  assert.deepEqual(await accessFaults(page), []);
});

await check('nothing is cut at 1920, 1280 and 900 pixels', async () => {
  for (const size of [{ width: 1920, height: 1080 }, { width: 1280, height: 800 }, { width: 900, height: 700 }]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(200);
    assert.deepEqual(await misfits(page), [], `${size.width}`);
    await console_.shot(`width-${size.width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

await check('the page without pictures is light in every language', async () => {
  for (const locale of ['en-GB', 'uk-UA', 'es-ES', 'fr-FR', 'sr-Latn-RS', 'sq-AL', 'ar-EG']) {
    const context = await browser.newContext({ locale });
    const fresh = await context.newPage();
    let [sent, held] = [0, 0];
    const weighing = [];
    fresh.on('requestfinished', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === '/v1/events' || request.resourceType() === 'image' || /\/views\//.test(pathname)) return;
      weighing.push(request.sizes().then((sizes) => (sent += sizes.responseBodySize)));
      weighing.push(request.response().then((response) => response.body()).then((body) => (held += body.length)));
    });
    await fresh.goto(service.url);
    await fresh.waitForSelector('#parcels .parcel');
    await fresh.waitForTimeout(500);
    await Promise.all(weighing);
    console.log(`      ${locale}: ${Math.round(sent / 1000)} kB are sent for the page without pictures, ${Math.round(held / 1000)} kB unpacked`);
    assert.ok(sent > 30_000 && sent < MOST_BYTES && held > sent, `${sent} of ${held} bytes`);
    await context.close();
  }
});

await checkViewer(browser, service);
await checkDocs(browser, service, good);

const site = await Service.startWithPeople(['operator', 'supervisor', 'integrator', 'administrator', 'auditor']);
await checkPages(browser, site);
await checkLanguages(browser, site);
await site.kill();

await check('no error, no foreign request and no violation of the content policy', async () => {
  assert.deepEqual(console_.complaints, []);
});

await check('a parcel that is not kept is said to be gone', async () => {
  await page.evaluate(() => (location.hash = '#/scan/00000000-0000-7000-8000-000000000000'));
  await eventually('said', async () => /no longer kept/.test((await page.textContent('#nothing')) ?? ''));
  await console_.goTo(busiest);
});

await check('a service that is gone is said to be, and is found again', async () => {
  await service.kill();
  await eventually('banner', () => page.isVisible('#banner'));
  assert.match(await page.textContent('#banner'), /does not answer.*UNKNOWN/s);
  assert.ok((await console_.rows()).length > 0, 'the list is kept');
  assert.ok(await page.isVisible('.viewer .stage canvas'), 'the parcel is kept');
  await console_.shot('gone');
  await console_.drop([{ name: 'lost.png', bytes: good }]);
  await eventually('dropped', async () => /lost\.png.*UNKNOWN.*Try again/s.test((await page.textContent('#intake')) ?? ''));

  const again = await Service.startEmpty({ listen: new URL(service.url).host });
  await eventually('banner gone', async () => !(await page.isVisible('#banner')), 20_000);
  await page.click('#intake button:has-text("Try again")');
  await all();
  await eventually('sent again', async () => (await console_.rows())[0]?.code === 'lost');
  await again.kill();
});

await check('a service without parcels says what to do', async () => {
  const empty = await Service.startEmpty();
  const view = await ConsolePage.open(browser, empty.url);
  await view.page.waitForSelector('.nothing:not([hidden])');
  assert.match(await view.page.textContent('.nothing'), /Drop an X-ray picture/);
  assert.deepEqual(await accessFaults(view.page), []);
  await view.shot('empty');
  assert.deepEqual(view.complaints, []);
  await empty.kill();
});

const marked = readdirSync(SAMPLES, { recursive: true }).find((name) => basename(String(name)) === `${busiest.parcel}.png`);
const alarm = readFileSync(join(SAMPLES, String(marked)));
await checkReview(browser, { good, marked: alarm });
await checkProjection(browser, alarm);

const school = await Service.startEmpty();
await checkPackages(browser, school);
await school.kill();
await checkTraining(browser);
await checkSources(browser, { good, marked: alarm });

await browser.close();
process.exitCode = finish() ? 0 : 1;

function byNumber(a, b) {
  return a - b;
}
