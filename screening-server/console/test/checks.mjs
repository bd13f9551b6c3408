// Counts what holds and what does not, and goes on after a failure: one broken key should not hide ten others.

let passed = 0;
let failed = 0;

/** Runs one check. */
export async function check(what, body) {
  const begun = performance.now();
  try {
    await body();
    passed += 1;
    console.log(`ok    ${what} (${Math.round(performance.now() - begun)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${what}\n      ${String(error?.stack ?? error).replaceAll('\n', '\n      ')}`);
  }
}

/** Prints the sum, alone on the last line, and says whether all held. */
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

/** Waits until `probe` gives something true, or what it gave last is the error. */
export async function eventually(what, probe, limit = 10_000) {
  const until = Date.now() + limit;
  let last;
  while (Date.now() < until) {
    last = await probe();
    if (last === true) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what}: not within ${limit} ms; last: ${JSON.stringify(last)}`);
}
