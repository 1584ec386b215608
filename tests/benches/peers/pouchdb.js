// PouchDB on its LevelDB adapter: one document a card and an entry, ids in the order in which they are asked for. It
// does not sync a write before it answers, so what it calls recorded may be lost by a power cut.

import { mkdirSync, rmSync } from 'node:fs';
import PouchDB from 'pouchdb';
import { DAYS_60, Laps, NOW, oneVisit, rows, take } from './step.js';

const open = (place) => new PouchDB(`${place}/db`, { adapter: 'leveldb' });
const stamp = (at) => String(at).padStart(15, '0');
const entry = (row, id) => ({
  _id: `entry/${row.individual}/${stamp(row.at)}/${id}`, kind: row.kind, visit: row.visit, entry: JSON.parse(row.json),
});

async function build(folder, place) {
  const db = open(place);
  let batch = [];
  const flush = async () => { await db.bulkDocs(batch); batch = []; };
  for await (const row of rows(`${folder}/cards.jsonl`)) {
    batch.push({ _id: `card/${row.kind}/${row.individual}/${row.id}`, card: JSON.parse(row.json) });
    if (batch.length === 500) await flush();
  }
  for await (const row of rows(`${folder}/entries.jsonl`)) {
    batch.push(entry(row, row.id));
    if (batch.length === 500) await flush();
  }
  await flush();
  await db.close();
  return {};
}

const KINDS = ['individual', 'contact_plan', 'restriction', 'support_agreement', 'follow_up', 'consent'];

async function today(folder) {
  const db = open(`${folder}/pouchdb`);
  const lines = [];
  for (const kind of KINDS) {
    const cards = await db.allDocs({ include_docs: true, startkey: `card/${kind}/`, endkey: `card/${kind}/\uffff` });
    for (const { doc } of cards.rows) {
      let line = `${kind} ${doc._id}`;
      if (kind === 'contact_plan') {
        const individual = doc._id.split('/')[2];
        const recent = await db.allDocs({
          include_docs: true,
          startkey: `entry/${individual}/${stamp(NOW - DAYS_60)}`,
          endkey: `entry/${individual}/\uffff`,
        });
        line += ` ${recent.rows.filter((row) => row.doc.entry.body.outcome === 'happened').length}`;
      }
      lines.push(line);
    }
  }
  await db.close();
  return { lines: lines.length };
}

async function record(folder, place, visits) {
  const db = open(place);
  const visit = await oneVisit(folder);
  const laps = new Laps();
  const run = process.hrtime.bigint();
  for (let lap = 0; lap <= Number(visits); lap++) {
    const docs = visit.map((row, at) => entry(row, `new-${run}-${lap}-${at}`));
    if (lap === 0) await db.bulkDocs(docs);
    else await laps.time(() => db.bulkDocs(docs));
  }
  await db.close();
  return laps;
}

// To another database of the same process, replicated: no bytes to count, as nothing is written for a wire.
async function exchange(folder, place) {
  const db = open(place);
  const beside = `${place}/other-${process.pid}`;
  mkdirSync(beside);
  const other = open(beside);
  await db.replicate.to(other, { batch_size: 1000 });
  const visit = await oneVisit(folder);
  const laps = new Laps();
  const run = process.hrtime.bigint();
  for (let lap = 0; lap < 5; lap++) {
    await db.bulkDocs(visit.map((row, at) => entry(row, `new-${run}-${lap}-${at}`)));
    await laps.time(() => db.replicate.to(other));
  }
  await db.close();
  await other.close();
  rmSync(beside, { recursive: true });
  return { import_ms: laps.ms };
}

await take({ build, today, record, exchange });
