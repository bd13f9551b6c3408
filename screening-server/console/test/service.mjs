// The real program, started as a user starts it, and asked as a line asks it.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');
/** The embedded engine takes its time over the samples. */
const READY_MS = 300_000;

const PROGRAM = process.env.SCREENING_PROGRAM ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'release/screening');
/** Of every account that a test makes. */
export const PASSWORD = 'correct horse battery';
export const SAMPLES = process.env.SCREENING_SAMPLES ?? join(ROOT, 'samples');

/** A folder of samples that holds none. */
export function noSamples() {
  const samples = mkdtempSync(join(tmpdir(), 'screening-no-samples-'));
  process.once('exit', () => rmSync(samples, { recursive: true, force: true }));
  return samples;
}

export class Service {
  /** Starts `screening demo`, with more options where some are given, and waits until it says where it is. */
  static async start({ samples = SAMPLES, listen = '127.0.0.1:0', options = [] } = {}) {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: cargo build --release`);
    const child = spawn(PROGRAM, ['demo', '--no-open', '--listen', listen, '--samples', samples, ...options], { cwd: ROOT });
    const service = new Service(child);
    // A test that fails half-way leaves no process behind.
    process.once('exit', () => child.kill('SIGKILL'));
    service.url = await service.#address();
    return service;
  }

  url = '';
  #said = '';

  constructor(child) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (this.#said += data));
    this.ended = new Promise((done) => child.once('exit', done));
  }

  /** Starts the same asking who anyone is, with accounts: `NAME=ROLE`, or a role alone, by which the account is called. */
  static async startWithPeople(people, more = {}) {
    const data = mkdtempSync(join(tmpdir(), 'screening-people-'));
    process.once('exit', () => rmSync(data, { recursive: true, force: true }));
    for (const person of people) {
      const [name, role = name] = person.split('=');
      const made = spawnSync(PROGRAM, ['user', 'add', '--data', data, '--role', role, name], { input: PASSWORD });
      if (made.status !== 0) throw new Error(`no account for ${name}: ${made.stderr}`);
    }
    const service = await Service.start({ ...more, options: ['--auth', 'on', '--data', data, ...(more.options ?? [])] });
    service.data = data;
    return service;
  }

  /** Starts the same without a parcel. */
  static async startEmpty(more = {}) {
    return Service.start({ ...more, samples: noSamples() });
  }

  /** Starts it once more after `kill`, with the data and at the address that it had. */
  async startAgain() {
    const again = await Service.start({ samples: noSamples(), listen: new URL(this.url).host, options: ['--auth', 'on', '--data', this.data] });
    again.data = this.data;
    return again;
  }

  /** What `screening audit verify` says of the service's data, and whether all is well. */
  verifyAudit() {
    const { status, stdout, stderr } = spawnSync(PROGRAM, ['audit', 'verify', '--data', this.data], { encoding: 'utf8' });
    return { status, text: stdout + stderr };
  }

  /** The service is gone without a word, as after a crash or a cut cable. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** JSON from the interface. */
  async get(path) {
    const response = await fetch(new URL(path, this.url));
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Sends a raw body as a parcel. */
  async post(parcel, body) {
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await fetch(new URL(`/v1/scans?parcel=${parcel}`, this.url), { method: 'POST', body, headers });
    return response.json();
  }

  /** Sends several views as one parcel. */
  async postViews(parcel, views) {
    const form = new FormData();
    form.set('parcel', parcel);
    for (const [name, bytes] of Object.entries(views)) form.set(name, new Blob([bytes]), `${name}.png`);
    const response = await fetch(new URL('/v1/scans', this.url), { method: 'POST', body: form });
    return response.json();
  }

  async #address() {
    const until = Date.now() + READY_MS;
    while (Date.now() < until) {
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(this.#said);
      if (found) return found[0];
      if (this.child.exitCode !== null) throw new Error(`the service ended at once:\n${this.#said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the service did not say where it is:\n${this.#said}`);
  }
}
