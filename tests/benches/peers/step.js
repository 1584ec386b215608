// What both peers share: rows, the clock of a step, and the one line of JSON that it answers with.

import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The moment at which the whole bench takes place. */
export const NOW = Date.parse('2026-03-02T09:00:00Z');
export const DAYS_60 = 60 * 24 * 3600 * 1000;

/** Rows of a file, one after the other. */
export async function* rows(file) {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    yield JSON.parse(line);
  }
}

/** The entries of the first visit in a caseload, as rows. */
export async function oneVisit(folder) {
  const some = [];
  for await (const row of rows(`${folder}/entries.jsonl`)) {
    some.push(row);
    if (some.length === 50) break;
  }
  const visit = some.find((row) => row.kind === 'visit').id;
  const found = some.filter((row) => row.id === visit || row.visit === visit);
  if (found.length !== 5) throw new Error('not one visit');
  return found;
}

/** Laps on the clock. */
export class Laps {
  ms = [];
  cpu_ms = [];

  async time(act) {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    const outcome = await act();
    this.ms.push(Number(process.hrtime.bigint() - start) / 1e6);
    const used = process.cpuUsage(cpu);
    this.cpu_ms.push((used.user + used.system) / 1e3);
    return outcome;
  }
}

/** The most memory that this process has held at once, in MiB. */
function peak() {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
}

/** Takes the step that the command line names and says what came of it. */
export async function take(steps) {
  const [name, ...rest] = process.argv.slice(2);
  const answer = await steps[name](...rest);
  process.stdout.write(`${JSON.stringify({ ...answer, peak_mib: peak() })}\n`, () => process.exit(0));
}
