// Exercises of reviewed parcels in the studio: picked by their pictures, as they were or with projected threats.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { accessFaults } from './access.mjs';
import { check, eventually } from './checks.mjs';
import { misfits } from './fit.mjs';
import { ConsolePage } from './page.mjs';
import { Service, noSamples } from './service.mjs';

const STUDIO = '/console/pages/studio.html';
const MADE_MS = 240_000;
/** Everything goes to people, and what they decide is final at once. */
const OPTIONS = ['--review-undo', '0', ...['ALARM', 'UNKNOWN', 'CLEAR'].flatMap((decision) => ['--review-enter', decision])];

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{good: Buffer, marked: Buffer}} pictures any picture that can be read, and one in which the machine marks regions
 */
export async function checkSources(browser, { good, marked }) {
  const service = await Service.startWithPeople(['trainer', 'anna=operator'], { samples: noSamples(), options: OPTIONS });
  const open = (user, address = '/') => ConsolePage.open(browser, new URL(address, service.url).href, { user });
  const anna = await open('anna');
  await eventually('the service is ready', async () => (await anna.page.context().request.get(`${service.url}readyz`)).ok(), MADE_MS);
  const found = await decided(anna, 'FOUND', marked, 'open');
  const cleared = await decided(anna, 'CLEARED-1', good, 'clear');
  await decided(anna, 'CLEARED-2', good, 'clear');
  await anna.page.context().close();
  const trainer = await open('trainer', `${STUDIO}#/new`);
  const { page } = trainer;
  const cards = () => page.$$eval('.parcels li', (all) => all.map((card) => card.textContent));
  const exercise = async () => {
    await page.click('.rules-form [type=submit]');
    await page.waitForSelector('#versions-table tbody tr');
    const id = /#\/exercise\/(.+)$/.exec(page.url())[1];
    await page.waitForSelector('#versions-table button:has-text("Publish")', { timeout: MADE_MS });
    await page.click('#versions-table button:has-text("Preview")');
    await page.waitForSelector('#preview .item');
    await page.$$eval('#preview img', (images) => images.forEach((image) => (image.loading = 'eager')));
    await eventually('pictures', () => page.$$eval('#preview img', (images) => images.every((image) => image.naturalWidth > 0)));
    await page.$eval('#preview', (panel) => panel.scrollIntoView());
    return trainer.get(`/v1/exercises/${id}/versions/1/items`);
  };

  await check('studio: reviewed parcels are picked by their pictures, and become an exercise with what opening showed', async () => {
    await page.waitForSelector('.rules-form');
    assert.ok(await page.isHidden('[data-group=parcels]'));
    await page.fill('#field-title', 'Of the line');
    await page.selectOption('#field-source', 'reviewed');
    await eventually('parcels', async () => (await cards()).length === 3 || cards());
    assert.ok((await page.isHidden('[data-field=prevalence]')) && (await page.isHidden('[data-group=threats]')));
    await page.selectOption('.parcels-filter', 'ordinary');
    await eventually('ordinary ones', async () => (await cards()).every((text) => /cleared/.test(text)) && (await cards()).length === 2);
    await page.selectOption('.parcels-filter', 'threat');
    await eventually('the one', async () => (await cards()).length === 1);
    await page.check('.parcels input');
    await page.selectOption('.parcels-filter', 'all');
    await eventually('all again', async () => (await cards()).length === 3);
    assert.ok(await page.isChecked(`.parcels input[value="${found.id}"]`), 'what was chosen stays');
    await page.check(`.parcels input[value="${cleared.id}"]`);
    await eventually('counted', async () => /2 chosen/.test(await page.textContent('[data-field=parcels]')));
    await page.$$eval('.parcels img', (images) => images.forEach((image) => (image.loading = 'eager')));
    await eventually('thumbnails', () => page.$$eval('.parcels img', (images) => images.every((image) => image.naturalWidth > 0)));
    assert.deepEqual(await accessFaults(page), []);
    assert.deepEqual(await misfits(page), []);
    await page.$eval('[data-field=parcels]', (field) => field.scrollIntoView());
    await trainer.shot('studio-parcels');
    const { items } = await exercise();
    assert.deepEqual(items.map(({ truth }) => truth.threat?.class ?? null), [found.class, null]);
    assert.ok((await page.$$('#preview rect')).length > 0, 'the threat is marked');
    assert.match(await page.textContent('#versions-table'), /reviewed parcels, as they were/);
    await trainer.shot('studio-reviewed');
  });

  await check('studio: threats are projected into picked parcels, which must be chosen', async () => {
    await page.goto(new URL(`${STUDIO}#/new`, service.url).href);
    await page.waitForSelector('.rules-form');
    await page.fill('#field-title', 'Projected');
    await page.selectOption('#field-kind', 'everyday');
    assert.ok(await page.$eval('#field-source option[value=projected]', (option) => option.disabled), 'not of everyday objects');
    await page.selectOption('#field-kind', 'click_threat');
    await page.selectOption('#field-source', 'projected');
    await eventually('cleared parcels alone', async () => (await cards()).length === 2 || cards());
    await page.click('.rules-form [type=submit]');
    assert.match(await page.textContent('#fault-parcels'), /at least one/);
    for (const box of await page.$$('.parcels input')) await box.check();
    await page.fill('#field-items', '2');
    await page.fill('[data-field=mm_per_pixel] input >> nth=0', '1.2');
    await page.fill('[data-field=mm_per_pixel] input >> nth=1', '1.2');
    const { items } = await exercise();
    assert.equal(items.length, 2);
    for (const { truth } of items) assert.ok(truth.threat.projected.realism >= 0.5, JSON.stringify(truth));
    assert.match(await page.textContent('#preview'), /Realism/);
    await trainer.shot('studio-projected');
  });

  await check('studio: no page of sources complained', () => assert.deepEqual(trainer.complaints, []));
  await page.context().close();
  await service.kill();
}

/** Sends a parcel and decides about it as the console does; where it is opened, the machine's first region was right. */
async function decided(view, code, picture, action) {
  const { origin } = new URL(view.page.url());
  const ask = async (method, path, data) => {
    const answer = await view.page.context().request.fetch(`${origin}${path}`, { method, data, headers: { origin } });
    assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  const { id } = await view.send(code, picture);
  await eventually('it is drawn', async () => (await view.page.context().request.get(`${origin}/v1/scans/${id}/views/0/thumbnail`)).ok());
  await eventually('it is in review', async () => (await view.page.context().request.get(`${origin}/v1/review/${id}`)).ok());
  const { lease, review } = await ask('POST', '/v1/review/claim', { scan_id: id });
  const { regions, views } = review.report;
  await ask('POST', `/v1/review/${id}/decision`, {
    lease: lease.token, action, regions: [], enhancements: [], used: [], views_seen: views.map(({ name }) => name), took_ms: 1000, idempotency_key: randomUUID(),
  });
  const found = action === 'open' ? regions[0].class : null;
  if (found) await ask('POST', `/v1/review/${id}/outcome`, { found: true, items: [{ class: found, quantity: 1 }] });
  return { id, class: found };
}
