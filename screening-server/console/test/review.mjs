// Operators at work: parcels taken, decided, taken back; cut lines; time limits; two at once.

import assert from 'node:assert/strict';

import { accessFaults } from './access.mjs';
import { check, eventually } from './checks.mjs';
import { Line } from './line.mjs';
import { checkLogin } from './login.mjs';
import { ConsolePage } from './page.mjs';
import { Service } from './service.mjs';

const PEOPLE = ['anna=operator', 'ben=operator', 'supervisor', 'auditor', 'administrator'];
const PARCELS = 20;
/** Two browsers and the detector on one machine. */
const LONG_MS = 60_000;
const LARGE = { width: 1920, height: 1080 };

/** Decisions in turn, and the keys that make each. */
const TURNS = [
  { keys: ['c'], action: 'clear' },
  { keys: ['o'], action: 'open' },
  { keys: ['e', '1'], action: 'escalate' },
  { keys: ['s', 'c'], action: 'second_opinion' },
  { keys: ['c'], action: 'clear' },
];

const review = (page, id) => page.get(`/v1/review/${id}`);
const last = async (page, id) => (await review(page, id)).decisions.at(-1);

/** Takes the most urgent parcel; its scan. */
async function take(at) {
  await at.page.keyboard.press(' ');
  await at.stands('held');
  const id = await at.shown();
  await at.shows({ code: (await review(at, id)).scan.parcel, id });
  await ripe(at);
  return id;
}

/** What is pressed as soon as a picture comes is taken for a slip. */
const ripe = (at) => at.page.waitForTimeout(350);

/**
 * @param {Buffer} pictures.good any picture that can be read
 * @param {Buffer} pictures.marked one in which the machine marks regions
 */
export async function checkReview(browser, { good, marked }) {
  const service = await Service.startWithPeople(PEOPLE, { options: ['--review-enter', 'ALARM', '--review-enter', 'UNKNOWN', '--review-enter', 'CLEAR', '--review-heartbeat', '4'] });
  const anna = await checkLogin(browser, service.url);
  await checkTwenty(service, anna);
  await checkUndo(anna, good);
  await checkOutcome(anna, good);
  await checkKeys(anna, good);
  await checkTwo(browser, service, anna, good);
  await checkLine(browser, service, good);
  await checkRoles(browser, service);
  await check('review: the audit trail is whole, and no page complained', async () => {
    assert.deepEqual(anna.complaints, []);
    await service.kill();
    const { status, text } = service.verifyAudit();
    assert.equal(status, 0, text);
  });
  await checkTime(browser, { good, marked });
}

async function checkTwenty(service, anna) {
  const { page } = anna;
  /** @type {{id: string, action: string}[]} */
  const made = [];
  const waits = [];

  await check('review: the queue stands by urgency, with counts', async () => {
    const queue = await anna.get('/v1/review/queue?limit=60');
    assert.ok(queue.items.length >= PARCELS, `${queue.items.length} parcels wait`);
    await eventually('rows', async () => {
      const rows = await page.$$eval('#parcels .parcel', (all) => all.map((row) => row.dataset.id));
      return JSON.stringify(rows) === JSON.stringify(queue.items.map((item) => item.scan_id)) || rows.length;
    });
    const count = await page.textContent('#parts [data-part="waiting"] .number');
    assert.equal(count, String(queue.counts.waiting));
    await anna.shows({ id: queue.items[0].scan_id, code: queue.items[0].parcel_code });
    assert.deepEqual(await accessFaults(page), []);
    await anna.shot('queue');
  });

  await check(`review: ${PARCELS} parcels by keyboard alone, no decision with more than two keys`, async () => {
    let id = await take(anna);
    await anna.shot('held');
    for (let turn = 0; turn < PARCELS; turn += 1) {
      const { keys, action } = TURNS[turn % TURNS.length];
      assert.equal((await review(anna, id)).held_by, 'anna');
      made.push({ id, action });
      for (const key of keys.slice(0, -1)) {
        await page.keyboard.press(key);
        await page.waitForSelector('.ask:not([hidden])');
        if (turn < TURNS.length) await anna.shot(`ask-${action}`);
        if (turn < TURNS.length) assert.deepEqual(await accessFaults(page), []);
      }
      await watchPicture(page);
      await page.keyboard.press(keys.at(-1));
      await eventually('the next parcel', async () => {
        const state = await anna.desk();
        // Where none is left, the first that waits for someone else is looked at.
        return ['none', 'looking'].includes(state) || (state === 'held' && (await anna.shown()) !== id) || state;
      });
      const wait = await page.evaluate(() => window.pictureAfter);
      if ((await anna.desk()) !== 'held') break;
      if (wait !== null) waits.push(wait);
      id = await anna.shown();
      const { parcel } = (await review(anna, id)).scan;
      await anna.shows({ code: parcel, id });
      await ripe(anna);
    }
    assert.equal(made.length, PARCELS);
    assert.equal(new Set(made.map((one) => one.id)).size, PARCELS, 'a parcel came twice');
    // What came after the last one goes back.
    if ((await anna.desk()) === 'held') await page.keyboard.press('q');
  });

  await check('review: the records are what was pressed', async () => {
    for (const { id, action } of made) {
      const { decisions, state, scan } = await review(anna, id);
      const decision = decisions.at(-1);
      assert.deepEqual([decision.action, decision.decided_by, decisions.length], [action, 'anna', 1], scan.parcel);
      assert.deepEqual(decision.views_seen, scan.report.views.map(({ name }) => name), 'views seen');
      assert.ok(decision.took_ms > 0);
      assert.deepEqual([decision.enhancements, decision.used], [[], []]);
      const goesOn = { clear: 'decided', open: 'decided', escalate: 'escalated', second_opinion: 'second_opinion' };
      assert.equal(state, goesOn[action]);
      if (action === 'escalate') assert.ok(decision.note, 'the note of the second key');
    }
  });

  await check('review: the audit trail has every decision once, and verifies', async () => {
    const auditor = await ConsolePage.open(page.context().browser(), service.url, { user: 'auditor' });
    const entries = (await auditor.get('/v1/audit?action=review.decided&limit=500')).entries;
    const decided = entries.map(({ subject }) => subject.replace(/^scan:/, ''));
    for (const { id } of made) assert.equal(decided.filter((one) => one.includes(id)).length, 1, id);
    await auditor.page.context().close();
    const { status, text } = service.verifyAudit();
    assert.equal(status, 0, text);
  });

  const sorted = [...waits].sort((a, b) => a - b);
  const [median, most] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((value) => Math.round(value ?? NaN));
  console.log(`      from the decision's key to the next parcel's picture: median ${median} ms, longest ${most} ms, ${waits.length} parcels`);
}

/** Notes how long after the next key the first picture of another parcel is drawn, in `pictureAfter`. */
function watchPicture(page) {
  return page.evaluate(() => {
    const code = document.querySelector('#parcel-code').textContent;
    window.pictureAfter = null;
    window.addEventListener(
      'keydown',
      (event) => {
        const begun = event.timeStamp;
        const look = () => {
          const stage = document.querySelector('.viewer .stage');
          const another = document.querySelector('#parcel-code').textContent !== code;
          if (another && stage.dataset.drawn === 'whole' && !stage.classList.contains('loading')) window.pictureAfter = performance.now() - begun;
          else if (performance.now() - begun < 10_000) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { once: true, capture: true },
    );
  });
}

async function checkUndo(anna, good) {
  const { page } = anna;
  await check('review: a decision is taken back with one key, and the parcel is held again', async () => {
    await anna.send('UNDO-1', good);
    await anna.send('UNDO-2', good);
    const id = await take(anna);
    await page.keyboard.press('o');
    await eventually('the next one', async () => (await anna.shown()) !== id);
    const { decisions } = await review(anna, id);
    assert.equal(decisions.at(-1).action, 'open');
    await page.waitForSelector('#sent .undo');
    await anna.shot('undo');
    const next = await anna.shown();
    await page.keyboard.press('u');
    await eventually('it is back', async () => (await anna.shown()) === id && (await anna.desk()) === 'held');
    const after = await review(anna, id);
    assert.deepEqual([after.state, after.held_by], ['leased', 'anna']);
    assert.ok(after.decisions.at(-1).undone_at, 'it says that it was taken back');
    if (next) await eventually('what came next is free again', async () => (await review(anna, next)).state === 'waiting');
    await ripe(anna);
    await page.keyboard.press('c');
    await eventually('decided', async () => (await review(anna, id)).state === 'decided');
    assert.equal((await last(anna, id)).action, 'clear');
  });

  await check('review: a key that is held down clears one parcel at most', async () => {
    for (const code of ['HELD-1', 'HELD-2', 'HELD-3']) await anna.send(code, good);
    if ((await anna.desk()) !== 'held') await take(anna);
    await ripe(anna);
    const before = (await anna.get('/v1/review/queue')).counts.decided_today;
    await page.keyboard.down('c');
    for (let again = 0; again < 12; again += 1) {
      await page.keyboard.down('c');
      await page.waitForTimeout(60);
    }
    await page.keyboard.up('c');
    await page.waitForTimeout(300);
    assert.equal((await anna.get('/v1/review/queue')).counts.decided_today, before + 1);
    if ((await anna.desk()) === 'held') await page.keyboard.press('q');
  });
}

async function checkOutcome(anna, good) {
  const { page } = anna;
  await check('review: what opening showed is recorded, with a photo, and corrected', async () => {
    const sent = await anna.send('OPENED-1', good);
    await page.waitForSelector(`[data-id="${sent.id}"]`);
    await page.click(`[data-id="${sent.id}"]`);
    await anna.shows({ code: 'OPENED-1' });
    await page.keyboard.press('Enter');
    await anna.stands('held');
    await ripe(anna);
    await page.keyboard.press('o');
    await eventually('decided', async () => (await review(anna, sent.id)).state === 'decided');
    if ((await anna.desk()) === 'held') await page.keyboard.press('q');
    await anna.goTo(sent);
    await page.waitForSelector('#outcome:not([hidden])');
    await page.keyboard.press('a');
    await page.check('#outcome [value="yes"]');
    await page.selectOption('#outcome [name="class"]', 'revolver');
    await page.fill('#outcome [name="quantity"]', '2');
    await page.fill('#outcome [name="calibre"]', '.38 Special');
    await page.setInputFiles('#outcome [type="file"]', { name: 'found.png', mimeType: 'image/png', buffer: good });
    assert.deepEqual(await accessFaults(page), []);
    await anna.shot('outcome-form');
    await page.click('#outcome [type="submit"]');
    await page.waitForSelector('.outcome-summary');
    const { outcome } = await anna.get(`/v1/review/${sent.id}/outcome`);
    const { class: name, quantity, calibre } = outcome.items[0];
    assert.deepEqual([outcome.found, name, quantity, calibre, outcome.photos.length], [true, 'revolver', 2, '.38 Special', 1]);
    await anna.shot('outcome');
    await page.click('#outcome .button');
    await page.check('#outcome [value="no"]');
    await page.click('#outcome [type="submit"]');
    await eventually('corrected', async () => (await anna.get(`/v1/review/${sent.id}/outcome`)).outcome.version === 2);
    assert.equal((await anna.get(`/v1/review/${sent.id}/outcome`)).outcome.found, false);
  });
}

async function checkKeys(anna, good) {
  const { page } = anna;
  const button = (name) => page.locator(`.keys-list [data-action="${name}"]`);

  await check('review: keys are remapped, a conflict is refused, one button brings them back', async () => {
    await page.keyboard.press('?');
    await page.waitForSelector('#keys[open]');
    assert.deepEqual(await accessFaults(page), []);
    await anna.shot('keys');
    await button('review-clear').click();
    await page.keyboard.press('o');
    assert.match(await page.textContent('#keys-note'), /taken.*Open/s);
    assert.equal(await button('review-clear').textContent(), 'c');
    await button('review-clear').click();
    await page.keyboard.press('h');
    assert.equal(await button('review-clear').textContent(), 'h');
    await page.keyboard.press('Escape');
    await page.reload();
    await anna.send('KEYS-1', good);
    await page.waitForSelector('#parcels .parcel');
    const id = await take(anna);
    await page.keyboard.press('c');
    await page.waitForTimeout(200);
    assert.equal((await review(anna, id)).state, 'leased', 'the former key decides nothing');
    await page.keyboard.press('h');
    await eventually('cleared', async () => (await review(anna, id)).state === 'decided');
    if ((await anna.desk()) === 'held') await page.keyboard.press('q');
    await page.keyboard.press('?');
    await page.click('#keys-reset');
    assert.equal(await button('review-clear').textContent(), 'c');
    await page.keyboard.press('Escape');
  });
}

async function checkTwo(browser, service, anna, good) {
  await check('review: two operators at once never hold the same parcel', async () => {
    const ben = await ConsolePage.open(browser, service.url, { user: 'ben' });
    const sent = [];
    for (let index = 0; index < 8; index += 1) sent.push((await anna.send(`TWO-${index}`, good)).id);
    const work = async (at, own) => {
      await at.page.waitForSelector('#parcels .parcel');
      await at.page.keyboard.press(' ');
      await eventually('a parcel is taken', async () => (await at.desk()) === 'held', LONG_MS);
      for (;;) {
        // Where none is left, the first that waits for someone else is looked at.
        let state = '';
        await eventually('a parcel or none', async () => ['held', 'none', 'looking'].includes((state = await at.desk())), LONG_MS);
        if (state !== 'held') return;
        const id = await at.shown();
        const { held_by: holder, scan } = await review(at, id);
        own.push({ id, holder });
        // What was not on the screen is not cleared.
        await at.shows({ code: scan.parcel, id });
        await ripe(at);
        await at.page.keyboard.press('c');
        await eventually('another', async () => ['none', 'looking'].includes(await at.desk()) || ((await at.shown()) !== id && (await at.desk()) === 'held'), LONG_MS);
      }
    };
    const [annas, bens] = [[], []];
    await Promise.all([work(anna, annas), work(ben, bens)]);
    for (const { id, holder } of annas) assert.equal(holder, 'anna', id);
    for (const { id, holder } of bens) assert.equal(holder, 'ben', id);
    assert.deepEqual(annas.filter(({ id }) => bens.some((one) => one.id === id)), []);
    assert.ok(bens.length > 0 && annas.length > 0, `${annas.length} and ${bens.length}`);
    for (const id of sent) assert.equal((await review(anna, id)).decisions.length, 1, id);
  });

  await check('review: what a colleague holds is said, and cannot be taken', async () => {
    const ben = await ConsolePage.open(browser, service.url, { user: 'ben' });
    const sent = await anna.send('HELD-BY-ANNA', good);
    await take(anna);
    const row = ben.page.locator(`[data-id="${sent.id}"]`);
    await eventually('said', async () => /anna/.test((await row.textContent().catch(() => '')) ?? ''), LONG_MS);
    await row.click();
    await ben.stands('looking');
    await eventually('said at the desk', async () => /anna/.test(await ben.page.textContent('#decision .where')));
    await ben.shot('held-by-another');
    await ben.page.keyboard.press('Enter');
    await ben.page.waitForTimeout(300);
    assert.equal((await review(anna, sent.id)).held_by, 'anna');
    await anna.page.keyboard.press('q');
    await eventually('it comes back', async () => (await review(anna, sent.id)).state === 'waiting');
    await ben.page.context().close();
  });
}

async function checkLine(browser, service, good) {
  const line = await Line.to(service.url);
  const at = await ConsolePage.open(browser, line.url, { user: 'ben' });
  const direct = await ConsolePage.open(browser, service.url, { user: 'supervisor' });
  const { page } = at;

  await check('review: a decision during a cut line is said to be not recorded, and is sent once the line is back', async () => {
    await direct.send('CUT-1', good);
    const id = await take(at);
    line.cut();
    await page.keyboard.press('o');
    await at.stands('unsent');
    await eventually('said', async () => /NOT recorded/.test((await page.textContent('#banner')) ?? ''));
    assert.match(await page.textContent('#sent'), /NOT recorded/);
    assert.deepEqual(await accessFaults(page), []);
    await at.shot('cut');
    assert.equal((await review(direct, id)).decisions.length, 0);
    line.mend();
    await eventually('recorded', async () => (await review(direct, id)).decisions.length === 1, 20_000);
    await eventually('said', async () => !(await page.isVisible('#banner')), 20_000);
    assert.deepEqual([(await last(direct, id)).action, (await last(direct, id)).decided_by], ['open', 'ben']);
    if ((await at.desk()) === 'held') await page.keyboard.press('q');
  });

  await check('review: an answer that is lost makes no second decision', async () => {
    await direct.send('LOST-ANSWER', good);
    const id = await take(at);
    line.losesAnswers = true;
    await page.keyboard.press('c');
    await at.stands('unsent');
    line.mend();
    await eventually('the desk goes on', async () => ['none', 'held'].includes(await at.desk()), 20_000);
    const { decisions, state } = await review(direct, id);
    assert.deepEqual([decisions.length, decisions[0].action, state], [1, 'clear', 'decided']);
    if ((await at.desk()) === 'held') await page.keyboard.press('q');
  });

  await check('review: a line that is cut for longer than the lease, and a page that is loaded anew, lose nothing', async () => {
    await direct.send('LONG-CUT', good);
    const id = await take(at);
    line.cut();
    await page.keyboard.press('o');
    await at.stands('unsent');
    await eventually('the lease has ended', async () => (await review(direct, id)).state === 'waiting', 40_000);
    line.mend();
    await page.reload();
    await eventually('recorded', async () => (await review(direct, id)).state === 'decided', 20_000);
    assert.deepEqual([(await last(direct, id)).action, (await review(direct, id)).decisions.length], ['open', 1]);
  });

  await check('review: a decision that comes too late is refused, and said so', async () => {
    await direct.send('TOO-LATE', good);
    await page.waitForSelector('#parcels .parcel');
    const id = await take(at);
    line.cut();
    await page.keyboard.press('c');
    await at.stands('unsent');
    await eventually('the lease has ended', async () => (await review(direct, id)).state === 'waiting', 40_000);
    await direct.goTo({ id, parcel: (await review(direct, id)).scan.parcel });
    await direct.page.keyboard.press('Enter');
    await direct.stands('held');
    line.mend();
    await eventually('said', async () => /NOT recorded/.test((await page.textContent('#sent .refused').catch(() => '')) ?? ''), 20_000);
    await at.shot('refused');
    assert.equal((await review(direct, id)).decisions.length, 0);
    await direct.page.keyboard.press('q');
    await eventually('free', async () => (await review(direct, id)).state === 'waiting');
  });
  await at.page.context().close();
  await direct.page.context().close();
  line.close();
}

async function checkRoles(browser, service) {
  await check('review: a supervisor takes what was escalated', async () => {
    const at = await ConsolePage.open(browser, service.url, { user: 'supervisor', size: LARGE });
    await at.page.click('#parts [data-part="escalated"]');
    const [row] = await eventuallyRows(at, 'escalated');
    await at.page.click(`[data-id="${row}"]`);
    await at.stands('looking');
    await at.page.keyboard.press('Enter');
    await at.stands('held');
    assert.match(await at.page.textContent('#history'), /anna/);
    await at.shot('supervisor-1920');
    await ripe(at);
    await at.page.keyboard.press('o');
    await eventually('decided', async () => (await review(at, row)).state === 'decided');
    assert.deepEqual(at.complaints, []);
    await at.page.context().close();
  });

  await check('review: the figures of a shift are drawn', async () => {
    const at = await ConsolePage.open(browser, new URL('/console/pages/supervisor.html', service.url).href, { user: 'supervisor', size: LARGE });
    for (const plot of ['decisions-plot', 'hit-plot', 'override-plot']) await at.page.waitForSelector(`#${plot} svg`);
    assert.deepEqual(await accessFaults(at.page), []);
    await at.shot('supervisor-figures');
    assert.deepEqual(at.complaints, []);
    await at.page.context().close();
  });

  await check('review: an auditor sees list and pictures, and can decide nothing', async () => {
    const at = await ConsolePage.open(browser, service.url, { user: 'auditor' });
    await at.page.click('#parts [data-part="decided"]');
    await eventuallyRows(at, 'decided');
    await at.page.keyboard.press('j');
    await eventually('a parcel', async () => (await at.shown()) !== null);
    assert.equal(await at.page.isVisible('#decision'), false);
    const id = await at.shown();
    const before = await review(at, id);
    for (const key of [' ', 'Enter', 'c', 'o', 'u']) await at.page.keyboard.press(key);
    await at.page.waitForTimeout(300);
    assert.deepEqual(await review(at, id), before);
    await at.shot('auditor');
    assert.deepEqual(at.complaints, []);
    await at.page.context().close();
  });
}

/** Waits until the list holds only parcels in this state; their scans. */
async function eventuallyRows(at, state) {
  let rows = [];
  await eventually(`parcels that are ${state}`, async () => {
    rows = await at.page.$$eval('#parcels:not([hidden]) .parcel', (all) => all.map(({ dataset }) => [dataset.id, dataset.state]));
    return (rows.length > 0 && rows.every(([, one]) => one === state)) || rows;
  });
  return rows.map(([id]) => id);
}

async function checkTime(browser, { good, marked }) {
  const options = ['--review-boxes-after-first', '*', '--review-limit', '*=30', '--review-enter', 'ALARM', '--review-enter', 'UNKNOWN', '--review-enter', 'CLEAR'];
  const service = await Service.startEmpty({ options });
  const at = await ConsolePage.open(browser, service.url);
  const { page } = at;
  const drawn = () => page.$$eval('.viewer .region', (all) => all.length);

  await check('review: where the site wants it, one looks first and sees the machine’s regions then', async () => {
    const sent = await at.send('FIRST-LOOK', marked);
    await eventually('in the queue', async () => (await at.rows()).some(({ code }) => code === 'FIRST-LOOK'));
    const found = sent.report.regions.length;
    assert.ok(found > 0, 'there is nothing to hold back');
    const id = await take(at);
    assert.equal(id, sent.id);
    assert.equal((await review(at, id)).regions_withheld, true);
    assert.equal(await drawn(), 0);
    await at.shot('first-look');
    await page.keyboard.press('o');
    await eventually('regions', async () => (await drawn()) === found || (await drawn()));
    // Until the answer has been taken in, keys count for nothing.
    await page.waitForSelector('#decision [data-action="review-open"]:enabled');
    assert.equal((await review(at, id)).state, 'leased', 'the first word decides nothing');
    await page.keyboard.press('o');
    await eventually('decided', async () => (await review(at, id)).state === 'decided');
    const { boxes, first_action: first, action } = await last(at, id);
    assert.deepEqual([boxes, first, action], ['after_first', 'open', 'open']);
  });

  await check('review: the time limit is shown as it runs, and its end sends the parcel on as NOT_REVIEWED', async () => {
    await at.send('TIME-1', good);
    const id = await take(at);
    const left = await page.textContent('#decision .clock');
    assert.match(left, /^0:[0-3]\d$/);
    await eventually('it runs', async () => (await page.textContent('#decision .clock')) !== left);
    await eventually('the time is over', async () => (await at.desk()) === 'over', LONG_MS);
    await at.shot('time-over');
    await page.keyboard.press('c');
    await page.waitForTimeout(300);
    const { state, decisions } = await review(at, id);
    assert.deepEqual([state, decisions.at(-1).action], ['not_reviewed', 'not_reviewed']);
    assert.deepEqual(at.complaints, []);
  });
  await service.kill();
}
