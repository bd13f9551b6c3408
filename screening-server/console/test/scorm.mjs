// Packages of an exercise, played in a real browser: by a SCORM run-time (scorm-again), and by a record store for cmi5 that
// checks statements by a validator of xAPI 1.0.3 and by the rules that cmi5 puts on top (sections 9 to 11 of its
// specification).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { check, eventually } from './checks.mjs';

const { statement: faultsOf } = createRequire(import.meta.url)('@learninglocker/xapi-validation/dist/factory.js');
const RUNTIMES = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'node_modules/scorm-again/dist');
const KINDS = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml', png: 'image/png', ftl: 'text/plain' };
const ITEMS = 4;

/** Makes a published exercise; `service` asks nobody who they are. */
async function exercise(service) {
  const ask = async (method, path, body) => {
    const headers = body ? { 'content-type': 'application/json' } : {};
    const answer = await fetch(new URL(path, service.url), { method, headers, body: body ? JSON.stringify(body) : undefined });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const rules = { kind: 'yes_no', items: ITEMS, picture_side: 160, classes: ['pistol'], seed: 3 };
  const { id } = await (await ask('POST', '/v1/exercises', { title: 'Pistols & "tools"', rules })).json();
  await eventually('the items are made', async () => {
    const { versions } = await service.get(`/v1/exercises/${id}`);
    return versions[0].state === 'ready' || JSON.stringify(versions[0]);
  });
  return async (format) => unzip(Buffer.from(await (await ask('GET', `/v1/exercises/${id}/versions/1/export?format=${format}`)).arrayBuffer()));
}

/** The files of a zip whose entries are stored as they are. */
export function unzip(bytes) {
  const files = new Map();
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    assert.equal(bytes.readUInt16LE(at + 10), 0, 'an entry is compressed');
    const [size, name, extra, comment] = [bytes.readUInt32LE(at + 24), ...[28, 30, 32].map((part) => bytes.readUInt16LE(at + part))];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), bytes.subarray(start, start + size));
    at += 46 + name + extra + comment;
  }
  return files;
}

/** A learning system: serves a package below /package, a page that plays it, and what cmi5 asks for. */
export class LearningSystem {
  statements = [];
  saved = {};
  /** What the state API holds, by document. */
  state = new Map();
  /** The learner's preferences; none where there is null. */
  preferences = null;

  /** Forgets all statements and states; the launch says this. */
  begin(launch) {
    this.statements = [];
    this.state = new Map([['LMS.LaunchData', JSON.stringify(launch)]]);
  }

  static async start() {
    const system = new LearningSystem();
    system.server = createServer((request, response) => void system.#answer(request, response));
    await new Promise((done) => system.server.listen(0, '127.0.0.1', done));
    system.url = `http://127.0.0.1:${system.server.address().port}`;
    return system;
  }

  async #answer(request, response) {
    const url = new URL(request.url, this.url);
    const send = (status, body, kind = 'application/json') => response.writeHead(status, { 'content-type': kind }).end(body);
    const body = (await request.toArray()).map(String).join('');
    if (url.pathname === '/fetch') return send(200, JSON.stringify({ 'auth-token': 'bWU6c2VjcmV0' }));
    if (url.pathname.startsWith('/xapi/')) {
      if (request.headers.authorization !== 'Basic bWU6c2VjcmV0') return send(401, '{}');
      if (!request.headers['x-experience-api-version']) return send(400, '{}');
      if (url.pathname === '/xapi/statements') {
        this.statements.push(JSON.parse(body));
        return send(200, '[]');
      }
      if (url.pathname === '/xapi/agents/profile') {
        const known = url.searchParams.get('profileId') === 'cmi5LearnerPreferences' && this.preferences;
        return known ? send(200, JSON.stringify(this.preferences)) : send(404, '{}');
      }
      if (request.method === 'PUT' && url.searchParams.get('stateId') === 'LMS.LaunchData') return send(403, '{}');
      const id = url.searchParams.get('stateId');
      if (request.method === 'PUT') this.state.set(id, body);
      else if (!this.state.has(id)) return send(404, '{}');
      return send(request.method === 'PUT' ? 204 : 200, request.method === 'PUT' ? undefined : this.state.get(id));
    }
    if (url.pathname.startsWith('/runtime/')) return send(200, readFileSync(join(RUNTIMES, url.pathname.slice(9))), KINDS.js);
    if (url.pathname === '/favicon.ico') return send(204);
    if (url.pathname === '/play') return send(200, this.#page(url.searchParams.get('standard')), KINDS.html);
    const file = this.files.get(url.pathname.replace('/package/', ''));
    return file ? send(200, file, KINDS[url.pathname.split('.').pop()]) : send(404, 'none', 'text/plain');
  }

  #page(standard) {
    const [name, make] = standard === 'scorm12' ? ['API', 'Scorm12API'] : ['API_1484_11', 'Scorm2004API'];
    return `<!doctype html><script src="/runtime/${standard}.js"></script><script>
      window.${name} = new ${make}({ autocommit: false, logLevel: 5 });
      window.${name}.loadFromJSON(${JSON.stringify(this.saved)});
      </script><iframe src="/package/player/player.html" width="1000" height="700"></iframe>`;
  }
}

/** The frame that plays a package. */
export async function open(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  const frame = new URL(url).pathname === '/play' ? await (await page.waitForSelector('iframe')).contentFrame() : page.mainFrame();
  return { page, frame };
}

/** Answers every item that is left: all right, or all wrong. */
async function play(frame, truths, { from = 0, until = truths.length, right = true } = {}) {
  await frame.click('#begin');
  for (let number = from; number < until; number += 1) {
    const said = truths[number] === right;
    await frame.click(`#answers button:nth-child(${said ? 1 : 2})`);
    await frame.waitForSelector('#next:not([hidden]), #fault:not([hidden])');
    assert.equal(await frame.textContent('#fault'), '');
    assert.match(await frame.textContent('#verdict'), right ? /^Right/ : /^Wrong/);
    await frame.click('#next');
  }
}

const truthsOf = (files) => JSON.parse(files.get('player/content.json')).items.map(({ truth }) => truth.threat !== null);

const CMI5 = 'https://w3id.org/xapi/cmi5/context';
const VERBS = 'http://adlnet.gov/expapi/verbs/';
const verbOf = ({ verb }) => verb.id.replace(VERBS, '');

/** What cmi5 asks of the statements of one session, besides what xAPI asks of each. */
function checkSession(statements, { activity, actor, registration, launch }) {
  for (const statement of statements) {
    assert.deepEqual(faultsOf(statement, ['statement']).map(String), [], JSON.stringify(statement));
    checkStatement(statement, { activity, actor, registration, launch });
  }
  const verbs = statements.map(verbOf);
  const defined = verbs.filter((verb) => verb !== 'answered');
  assert.equal(verbs[0], 'initialized');
  assert.equal(verbs.at(-1), 'terminated');
  assert.equal(new Set(defined).size, defined.length, `verbs come twice: ${defined}`);
  assert.ok(!(defined.includes('passed') && defined.includes('failed')), `${defined}`);
  assert.equal(new Set(statements.map(({ id }) => id)).size, statements.length);
  const times = statements.map(({ timestamp }) => timestamp);
  assert.deepEqual(times, [...times].sort());
  return verbs;
}

function checkStatement(statement, { activity, actor, registration, launch }) {
  const verb = verbOf(statement);
  const { context, result = {}, object } = statement;
  assert.ok(['initialized', 'answered', 'completed', 'passed', 'failed', 'terminated'].includes(verb), verb);
  assert.ok(statement.id, 'the id is the package’s own');
  assert.match(statement.timestamp, /Z$/);
  assert.deepEqual(statement.actor, actor);
  assert.equal(context.registration, registration);
  const { extensions, contextActivities } = launch.contextTemplate;
  for (const [name, value] of Object.entries(extensions)) assert.equal(context.extensions[name], value, name);
  assert.deepEqual(context.contextActivities.grouping, contextActivities.grouping);
  const categories = (context.contextActivities.category ?? []).map(({ id }) => id);
  const defined = verb !== 'answered';
  assert.equal(categories.includes(`${CMI5}/categories/cmi5`), defined, verb);
  assert.equal(categories.includes(`${CMI5}/categories/moveon`), defined && ('success' in result || 'completion' in result), verb);
  if (!defined) {
    assert.ok(object.id.startsWith(`${activity}#`), object.id);
    return;
  }
  assert.equal(object.id, activity);
  assert.equal(result.success, { passed: true, failed: false }[verb]);
  assert.equal(result.completion, verb === 'completed' ? true : undefined);
  assert.equal('duration' in result, verb !== 'initialized', verb);
  const judged = verb === 'passed' || verb === 'failed';
  assert.equal('score' in result, judged, verb);
  assert.equal(context.extensions[`${CMI5}/extensions/masteryscore`], judged ? launch.masteryScore : undefined);
  if (!judged) return;
  assert.ok(Number.isInteger(result.score.raw) && result.score.min <= result.score.raw && result.score.raw <= result.score.max);
  if (launch.masteryScore !== undefined) assert.equal(result.score.scaled >= launch.masteryScore, verb === 'passed');
}

/** Plays packages of an exercise that `service` makes. */
export async function checkPackages(browser, service) {
  const packageOf = await exercise(service);
  const system = await LearningSystem.start();
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    for (const standard of ['scorm12', 'scorm2004']) await checkScorm(standard, packageOf, system, context);
    await checkCmi5(packageOf, system, context);
    await check('Moodle’s questions are XML with a right answer each', async () => {
      const url = new URL('/v1/exercises', service.url);
      const { exercises } = await (await fetch(url)).json();
      const xml = await (await fetch(`${url}/${exercises[0].id}/versions/1/export?format=moodle`)).text();
      const { page } = await open(context, 'about:blank');
      const found = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, 'application/xml');
        const questions = [...parsed.querySelectorAll('question[type=truefalse]')];
        const right = questions.map((one) => one.querySelectorAll('answer[fraction="100"]').length);
        return { broken: parsed.querySelector('parsererror')?.textContent ?? null, right };
      }, xml);
      assert.deepEqual(found, { broken: null, right: Array(ITEMS).fill(1) });
      await page.close();
    });
  } finally {
    await context.close();
    system.server.close();
  }
}

async function checkScorm(standard, packageOf, system, context) {
  const old = standard === 'scorm12';
  const files = await packageOf(standard);
  const truths = truthsOf(files);
  system.files = files;
  const play_ = `${system.url}/play?standard=${standard}`;
  /** All that the run-time holds, as it would send it to its system: some of SCORM 1.2 can be written only. */
  const told = (page) =>
    page.evaluate((name) => JSON.parse(JSON.stringify(window[name].renderCommitCMI(true))).cmi, old ? 'API' : 'API_1484_11');

  await check(`${standard}: a run-time is told score, completion and every answer`, async () => {
    system.saved = {};
    const { page, frame } = await open(context, play_);
    await play(frame, truths);
    await frame.waitForSelector('#end:not([hidden])');
    const cmi = await told(page);
    if (old) {
      assert.equal(String(cmi.core.score.raw), '100');
      assert.equal(cmi.core.lesson_status, 'passed');
    } else {
      assert.deepEqual([String(cmi.score.raw), Number(cmi.score.scaled)], ['100', 1]);
      assert.deepEqual([cmi.completion_status, cmi.success_status], ['completed', 'passed']);
    }
    for (const [number, there] of truths.entries()) {
      const { id, type, result, student_response, learner_response } = cmi.interactions[number];
      assert.deepEqual([id, type, result], [`item_${number}`, 'true-false', 'correct']);
      assert.equal((student_response ?? learner_response).charAt(0), there ? 't' : 'f');
    }
    await page.close();
  });

  await check(`${standard}: an interrupted session goes on, and one whose state was changed begins again`, async () => {
    system.saved = {};
    const first = await open(context, play_);
    await play(first.frame, truths, { until: 2, right: false });
    const { suspend_data: state } = await told(first.page);
    await first.page.close();
    const suspended = (text) => ({ cmi: { suspend_data: text } });
    system.saved = suspended(state);
    const second = await open(context, play_);
    await play(second.frame, truths, { from: 2 });
    const end = await second.frame.waitForSelector('#end:not([hidden])');
    assert.equal(await end.getAttribute('data-right'), '2');
    await second.page.close();
    system.saved = suspended(state.replace(/\|/, '|y'));
    const third = await open(context, play_);
    await third.frame.waitForSelector('#notice:not([hidden])');
    await third.frame.click('#begin');
    assert.match(await third.frame.textContent('#progress'), /^1 of/);
    await third.page.close();
  });

  await check(`${standard}: a package that was changed says so and plays nothing`, async () => {
    system.saved = {};
    system.files = new Map(files).set('player/content.json', Buffer.from(files.get('player/content.json').toString().replace('"threat":null', '"threat": null')));
    const { page, frame } = await open(context, play_);
    const fault = await frame.waitForSelector('#fault:not([hidden])');
    assert.match(await fault.textContent(), /content\.json is not what was exported/);
    assert.ok(await frame.isHidden('#begin'));
    await page.close();
  });
}

async function checkCmi5(packageOf, system, context) {
  system.files = await packageOf('cmi5');
  const truths = truthsOf(system.files);
  const activity = 'https://lms.example/exercise';
  const registration = '6a0c9f3e-7f0b-4d55-9c0e-0d2f7b1a2c3d';
  const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'anna' } };
  const query = { endpoint: `${system.url}/xapi/`, fetch: `${system.url}/fetch`, actor: JSON.stringify(actor), registration, activityId: activity };
  const address = `${system.url}/package/player/player.html?${new URLSearchParams(query)}`;
  const template = {
    extensions: { [`${CMI5}/extensions/sessionid`]: 'session-7' },
    contextActivities: { grouping: [{ id: 'urn:uuid:0190', objectType: 'Activity' }] },
  };
  const launchedBy = (launch) => ({ activity, actor, registration, launch });

  await check('cmi5: every statement is valid xAPI, and a session is what cmi5 asks for', async () => {
    const launch = { launchMode: 'Normal', contextTemplate: template, masteryScore: 1 };
    system.begin(launch);
    const { page, frame } = await open(context, address);
    await play(frame, truths);
    await frame.waitForSelector('#end:not([hidden])');
    const verbs = checkSession(system.statements, launchedBy(launch));
    assert.deepEqual(verbs, ['initialized', ...truths.map(() => 'answered'), 'completed', 'passed', 'terminated']);
    await page.close();
    // Launched again, the same registration is neither completed nor passed a second time.
    system.statements = [];
    const again = await open(context, address);
    await again.frame.click('#begin');
    await again.frame.waitForSelector('#end:not([hidden])');
    assert.deepEqual(checkSession(system.statements, launchedBy(launch)), ['initialized', 'terminated']);
    await again.page.close();
  });

  await check('cmi5: the learning system says from where on it is passed', async () => {
    for (const [masteryScore, verb] of [[0.9, 'failed'], [0.7, 'passed'], [undefined, 'passed']]) {
      const launch = { launchMode: 'Normal', contextTemplate: template, ...(masteryScore === undefined ? {} : { masteryScore }) };
      system.begin(launch);
      const first = await open(context, address);
      await play(first.frame, truths, { until: truths.length - 1 });
      await first.page.close();
      // What was interrupted goes on in another session; the last answer is wrong.
      system.statements = [];
      const { page, frame } = await open(context, address);
      await play(frame, truths, { from: truths.length - 1, right: false });
      await frame.waitForSelector('#end:not([hidden])');
      const verbs = checkSession(system.statements, launchedBy(launch));
      assert.deepEqual(verbs, ['initialized', 'answered', 'completed', verb, 'terminated'], `${masteryScore}`);
      await page.close();
    }
  });

  await check('cmi5: who browses is not judged, reads the liked language, and is led back', async () => {
    const launch = { launchMode: 'Browse', contextTemplate: template, returnURL: `${system.url}/favicon.ico?left` };
    system.begin(launch);
    system.preferences = { languagePreference: 'xx,ar-EG, fr-FR', audioPreference: 'off' };
    const { page, frame } = await open(context, address);
    await frame.waitForSelector('#begin');
    assert.deepEqual(await frame.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
    system.preferences = null;
    await frame.selectOption('#language', 'en');
    await play(frame, truths);
    await frame.waitForSelector('#back:not([hidden])');
    const verbs = checkSession(system.statements, launchedBy(launch));
    assert.deepEqual(verbs, ['initialized', ...truths.map(() => 'answered'), 'terminated']);
    const left = page.waitForRequest((request) => request.url().endsWith('?left'));
    await frame.click('#back');
    await left;
    await page.close();
  });
}
