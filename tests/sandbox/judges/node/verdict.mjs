/** Write what a judge says about one call: `passed`, `failed`, or `unspoken` where there is no such route. */
export function verdict(name, outcome, problem = '') {
  process.stdout.write(`${JSON.stringify({ name, outcome, problem })}\n`);
}
