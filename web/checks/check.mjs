// What the checks of this folder have in common: each is told in a line, a fault in one does
// not keep the others from running, and all together take a minute at most.

const timer = setTimeout(() => {
  console.log('FAIL  not finished after 60 s');
  process.exit(1);
}, 60_000);
let failed = 0;

/** Runs a check, and tells how it went. */
export async function check(label, run) {
  try {
    await run();
    console.log(`ok    ${label}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${label}: ${error.message ?? JSON.stringify(error)}`);
  }
}

/** Ends a check with a message where something is not as it should be. */
export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** Ends the program, with what to say if all checks passed. */
export function finish(passed) {
  clearTimeout(timer);
  console.log(failed ? `${failed} checks failed` : passed);
  process.exit(failed ? 1 : 0);
}
