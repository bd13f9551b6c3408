// The console in a real browser against the real program.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { check, eventually, finish } from './checks.mjs';
import { checkDocs } from './docs.mjs';
import { ConsolePage, launch } from './page.mjs';
import { SAMPLES, Service } from './service.mjs';

const picture = readdirSync(SAMPLES, { recursive: true }).filter((name) => /\.png$/i.test(name)).sort()[0];
if (!picture) throw new Error(`${SAMPLES} holds no PNG`);
const good = readFileSync(join(SAMPLES, picture));

const service = await Service.start();
const browser = await launch();
const console_ = await ConsolePage.open(browser, service.url);
const { page } = console_;

const list = async (query = '') => (await service.get(`/v1/scans?limit=50${query}`)).scans;
const show = (id) => service.get(`/v1/scans/${id}`);
const listed = (scans) => JSON.stringify(scans.map(({ id, decision }) => [id, decision]));
const rows = async () => JSON.stringify((await console_.rows()).map(({ id, word }) => [id, word]));
const showsList = (what, query) =>
  eventually(what, async () => (await rows()) === listed(await list(query)) || (await rows()));

const parcels = await list();
const reports = await Promise.all(parcels.map(({ id }) => show(id)));
/** The parcel with most regions: the hardest to draw. */
const busiest = [...reports].sort((a, b) => b.report.regions.length - a.report.regions.length)[0];

await check('the list is the service’s, word and shape saying the decision', async () => {
  assert.ok(parcels.length > 0, 'the demo screened nothing');
  await showsList('list');
  for (const { word, shape } of await console_.rows()) assert.ok(shape.includes(word.toLowerCase()), `${word}: ${shape}`);
});

await check('thumbnails are loaded', async () => {
  await eventually('thumbnails', () =>
    page.$$eval('.thumb img', (images) => images.length > 0 && images.every((image) => image.naturalWidth > 0)),
  );
});

await check('the first parcel is shown without asking; keys go on and back', async () => {
  const ids = parcels.map(({ id }) => id);
  await console_.shows(reports[0]);
  for (const [key, at] of [['j', 1], ['ArrowDown', 2], ['k', 1], ['ArrowUp', 0], ['k', 0]]) {
    await page.keyboard.press(key);
    assert.equal(await console_.selected(), ids[Math.min(at, ids.length - 1)], key);
    await console_.shows(reports[Math.min(at, ids.length - 1)]);
  }
});

await check('every region of every report has its box, where the report says', async () => {
  assert.ok(busiest.report.regions.length > 0, 'no sample has a region');
  for (const scan of reports) {
    await console_.goTo(scan);
    const { regions, views } = scan.report;
    const drawn = await console_.boxes();
    assert.deepEqual(drawn.map(({ id }) => id).sort(byNumber), regions.map(({ id }) => id).sort(byNumber), scan.parcel);
    for (const box of drawn) {
      const region = regions.find(({ id }) => id === box.id);
      const scale = box.frame.width / views[region.view].width;
      const [x, y, width, height] = region.box;
      const wanted = [box.frame.x + x * scale, box.frame.y + y * scale, width * scale, height * scale];
      [box.x, box.y, box.width, box.height].forEach((value, index) => {
        // Half of a line's width on each side, and the least size of a box.
        assert.ok(Math.abs(value - wanted[index]) < 3.5, `${scan.parcel} region ${box.id}: ${value}, wanted ${wanted[index]}`);
      });
    }
    const items = await page.$$eval('.region-item', (all) => all.map((item) => Number(item.dataset.region)));
    assert.deepEqual(items.sort(byNumber), regions.map(({ id }) => id).sort(byNumber));
  }
});

await check('the report says why, what with and how long', async () => {
  await console_.goTo(busiest);
  const text = await page.textContent('#inspector');
  const { reasons, model, engine, policy } = busiest.report;
  for (const word of [...reasons.map((reason) => reason.text), model.name, engine.provider, engine.precision, policy.name, 'Detect']) {
    assert.ok(text.includes(word), `'${word}' is missing`);
  }
  await console_.shot('alarm');
});

await check('b hides and shows the boxes', async () => {
  const visible = () => page.$eval('.overlay', (overlay) => getComputedStyle(overlay).display !== 'none');
  await page.keyboard.press('b');
  assert.equal(await visible(), false);
  await console_.shot('plain');
  await page.keyboard.press('b');
  assert.equal(await visible(), true);
});

await check('a region and its line in the report point at each other', async () => {
  const { id } = busiest.report.regions[0];
  const hot = (selector) => page.$eval(selector, (element) => element.classList.contains('hot'));
  await page.hover(`.region-item[data-region="${id}"]`);
  assert.ok(await hot(`.region[data-region="${id}"]`), 'from the line to the box');
  await page.mouse.move(1, 1);
  assert.ok(!(await hot(`.region[data-region="${id}"]`)), 'and no longer');
  await page.focus(`.region-item[data-region="${id}"]`);
  assert.ok(await hot(`.region[data-region="${id}"]`), 'by the keyboard');
  await page.evaluate(() => document.activeElement.blur());
});

await check('the wheel zooms to the pointer, dragging moves, r resets', async () => {
  const frame = () => page.$eval('.xray', (image) => image.getBoundingClientRect().toJSON());
  const stage = await page.$eval('.stage', (element) => element.getBoundingClientRect().toJSON());
  const first = await frame();
  const [x, y] = [Math.round(stage.x + stage.width * 0.4), Math.round(stage.y + stage.height * 0.55)];
  const under = (box) => [(x - box.x) / box.width, (y - box.y) / box.height];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -400);
  await eventually('zoom', async () => (await frame()).width > first.width * 1.5);
  const zoomed = await frame();
  under(zoomed).forEach((value, index) => assert.ok(Math.abs(value - under(first)[index]) < 0.01, 'the point moved'));
  await page.mouse.down();
  await page.mouse.move(x + 70, y + 30, { steps: 4 });
  await page.mouse.up();
  const dragged = await frame();
  assert.deepEqual([Math.round(dragged.x - zoomed.x), Math.round(dragged.y - zoomed.y)], [70, 30]);
  await page.keyboard.press('r');
  assert.deepEqual(await frame(), first);
});

await check('n shows the first region large', async () => {
  const width = () => page.$eval('.xray', (image) => image.getBoundingClientRect().width);
  const before = await width();
  await page.keyboard.press('n');
  assert.ok((await width()) > before, 'it is not larger');
  await console_.shot('region');
  await page.keyboard.press('r');
});

for (const decision of ['ALARM', 'UNKNOWN', 'CLEAR']) {
  await check(`the filter leaves ${decision} alone`, async () => {
    await page.click(`#filter [data-decision="${decision}"]`);
    await showsList('filtered', `&decision=${decision}`);
  });
}

await check('the search finds a parcel by its code', async () => {
  await page.click('#filter [data-decision=""]');
  await showsList('all again');
  const { parcel } = reports.at(-1);
  await page.keyboard.press('/');
  await page.keyboard.type(parcel);
  await eventually('found', async () => {
    const found = await console_.rows();
    return (found.length > 0 && found.every(({ code }) => code.includes(parcel))) || found;
  });
  await page.keyboard.press('Enter');
  await console_.shows(reports.find((scan) => scan.parcel?.includes(parcel)));
  await page.fill('#search', '');
  await showsList('all again');
});

await check('new parcels come by themselves and leave rows and selection as they are', async () => {
  await page.evaluate(() => document.querySelectorAll('.parcel').forEach((row) => (row.dataset.seen = 'yes')));
  const before = [await console_.selected(), await page.textContent('.who h2')];
  const sent = await service.post('LATER-1', good);
  await eventually('new row', async () => (await console_.rows())[0]?.id === sent.id);
  assert.deepEqual([await console_.selected(), await page.textContent('.who h2')], before);
  assert.equal(await page.$$eval('.parcel[data-seen]', (seen) => seen.length), parcels.length);
});

await check('all views of a parcel are shown', async () => {
  const sent = await service.postViews('VIEWS-2', { top: good, side: good });
  assert.equal(sent.report?.views.length, 2, JSON.stringify(sent));
  await console_.goTo(sent);
  assert.equal(await page.$$eval('.stage .xray', (images) => images.length), 2);
  await console_.shot('views');
});

await check('a dropped picture is screened and shown', async () => {
  await console_.drop([{ name: 'dropped picture.png', bytes: good }]);
  await eventually('in the list', async () => (await console_.rows())[0]?.code === 'dropped-picture');
  const [{ id, word }] = await console_.rows();
  const scan = await show(id);
  assert.equal(word, scan.report.decision);
  await console_.shows(scan);
});

await check('a broken picture is UNKNOWN, said why, and the page lives', async () => {
  await console_.drop([{ name: 'broken.png', bytes: good.subarray(0, 900) }]);
  await eventually('in the intake', async () => /UNKNOWN/.test((await page.textContent('#intake')) ?? ''));
  await eventually('in the list', async () => (await console_.rows())[0]?.code === 'broken');
  const [{ id, word, shape }] = await console_.rows();
  assert.deepEqual([word, shape], ['UNKNOWN', 'shape unknown']);
  const scan = await show(id);
  assert.ok((await page.textContent('#intake')).includes(scan.report.reasons[0].text), 'the reason');
  await console_.shows(scan);
  await console_.shot('broken');
  await page.click('#intake button:has-text("Dismiss")');
  await page.keyboard.press('j');
  await eventually('selection', async () => (await console_.selected()) !== id);
});

await check('older parcels follow on demand, and the newest page goes on being fresh', async () => {
  for (let index = 0; index < 60; index += 1) await service.post(`FILL-${index}`, 'no picture');
  const newest = await service.get('/v1/scans?limit=50');
  await eventually('filled', async () => (await console_.rows())[0]?.id === newest.scans[0].id);
  const all = await service.get('/v1/scans?limit=500');
  assert.ok(all.scans.length > 60, 'too few for a second page');
  await eventually('all', async () => {
    // The button goes when there is no more: a click of Playwright's would wait for it.
    await page.evaluate(() => document.getElementById('older').hidden || document.getElementById('older').click());
    return (await rows()) === listed(all.scans) || (await console_.rows()).length;
  });
});

await check('the most urgent come first on demand', async () => {
  await page.selectOption('#order', 'urgent');
  const words = (await console_.rows()).map(({ word }) => word);
  const rank = { ALARM: 0, UNKNOWN: 1, CLEAR: 2 };
  assert.deepEqual(words, [...words].sort((a, b) => rank[a] - rank[b]));
  await page.selectOption('#order', 'newest');
});

await check('everything that can be used has a name', async () => {
  const nameless = await page.$$eval('button, input:not([hidden]), select, a, [tabindex="0"]', (all) =>
    all
      .filter((one) => !(one.getAttribute('aria-label') || one.labels?.length || one.textContent.trim()))
      .map((one) => one.outerHTML),
  );
  assert.deepEqual(nameless, []);
});

await check('nothing is cut at 1280 and 900 pixels', async () => {
  await console_.goTo(busiest);
  for (const size of [{ width: 1280, height: 800 }, { width: 900, height: 700 }]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(200);
    const over = await page.$$eval('body, .left, .bar, .inspector, .tools', (all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${one.className} ${one.scrollWidth}`),
    );
    assert.deepEqual(over, [], `${size.width}`);
    await console_.shot(`width-${size.width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

await check('the list of keys opens and closes', async () => {
  await page.keyboard.press('?');
  assert.ok(await page.isVisible('#keys'));
  await console_.shot('keys');
  await page.keyboard.press('Escape');
  assert.ok(!(await page.isVisible('#keys')));
});

await checkDocs(browser, service, good);

await check('no error, no foreign request and no violation of the content policy', async () => {
  assert.deepEqual(console_.complaints, []);
});

await check('a parcel that is not kept is said to be gone', async () => {
  await page.evaluate(() => (location.hash = '#/scan/00000000-0000-7000-8000-000000000000'));
  await eventually('said', async () => /no longer kept/.test((await page.textContent('#views-room')) ?? ''));
  await console_.goTo(busiest);
});

await check('a service that is gone is said to be, and is found again', async () => {
  await service.kill();
  await eventually('banner', () => page.isVisible('#banner'));
  assert.match(await page.textContent('#banner'), /does not answer.*UNKNOWN/s);
  assert.ok((await console_.rows()).length > 0, 'the list is kept');
  assert.ok(await page.isVisible('.stage .xray'), 'the parcel is kept');
  await console_.shot('gone');
  await console_.drop([{ name: 'lost.png', bytes: good }]);
  await eventually('dropped', async () => /lost\.png.*UNKNOWN.*Try again/s.test((await page.textContent('#intake')) ?? ''));

  const again = await Service.start({ listen: new URL(service.url).host });
  await eventually('banner gone', async () => !(await page.isVisible('#banner')), 20_000);
  await page.click('#intake button:has-text("Try again")');
  await eventually('sent again', async () => (await console_.rows())[0]?.code === 'lost');
  await again.kill();
});

await check('a service without parcels says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-samples-'));
  const empty = await Service.start({ samples: folder });
  const view = await ConsolePage.open(browser, empty.url);
  await view.page.waitForSelector('.nothing');
  assert.match(await view.page.textContent('.nothing'), /No parcel has been screened yet/);
  await view.shot('empty');
  assert.deepEqual(view.complaints, []);
  await empty.kill();
  rmSync(folder, { recursive: true });
});

await browser.close();
process.exitCode = finish() ? 0 : 1;

function byNumber(a, b) {
  return a - b;
}
