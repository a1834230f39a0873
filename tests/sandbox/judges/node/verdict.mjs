/** Write what a judge says about one call: `passed` or `failed`, or of one that it did not judge, `unjudged` or `unspoken`. */
export function verdict(name, outcome, problem = '') {
  process.stdout.write(`${JSON.stringify({ name, outcome, problem })}\n`);
}
