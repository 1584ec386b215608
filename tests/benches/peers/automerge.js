// Automerge-repo with its file storage: one document a record, with its cards and its entries. Strings are whole values
// and not texts to be edited together, which makes it many times as fast. It does not sync a file before it answers, and
// neither seals nor signs anything.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as A from '@automerge/automerge';
import { Repo } from '@automerge/automerge-repo';
import { NodeFSStorageAdapter } from '@automerge/automerge-repo-storage-nodefs';
import { DAYS_60, Laps, NOW, oneVisit, rows, take } from './step.js';

const repoAt = (place) => new Repo({ storage: new NodeFSStorageAdapter(`${place}/repo`) });
const urls = (place) => JSON.parse(readFileSync(`${place}/urls.json`, 'utf8'));

/** The rows of a folder, by record. */
async function byRecord(folder) {
  const records = new Map();
  const of = (row) => {
    if (!records.has(row.individual)) records.set(row.individual, { cards: [], entries: [] });
    return records.get(row.individual);
  };
  for await (const row of rows(`${folder}/cards.jsonl`)) of(row).cards.push(row);
  for await (const row of rows(`${folder}/entries.jsonl`)) of(row).entries.push(row);
  return records;
}

/** The entries of a record, visit by visit: each visit is one change, as each is one command with Kith. */
function visits(entries) {
  const found = new Map();
  for (const row of entries) {
    const visit = row.visit ?? row.id;
    if (!found.has(visit)) found.set(visit, []);
    found.get(visit).push(row);
  }
  return [...found.values()];
}

const whole = (value) => (typeof value === 'string' ? new A.ImmutableString(value) : value);
const parse = (row) => JSON.parse(row.json, (_, value) => whole(value));
const add = (doc, visit) => { for (const row of visit) doc.entries.push(parse(row)); };

async function fill(place, records, withEntries) {
  const repo = repoAt(place);
  const made = {};
  for (const [individual, { cards, entries }] of records) {
    let doc = A.from({ cards: {}, entries: [] });
    doc = A.change(doc, (doc) => { for (const row of cards) doc.cards[row.id] = parse(row); });
    if (withEntries) for (const visit of visits(entries)) doc = A.change(doc, (doc) => add(doc, visit));
    const handle = repo.import(A.save(doc));
    // One by one: of many at once the later contents were seen to be left out.
    await repo.flush([handle.documentId]);
    made[individual] = handle.url;
  }
  const again = repoAt(place);
  for (const url of Object.values(made)) {
    if (!(await again.find(url)).doc().entries) throw new Error('not kept');
  }
  writeFileSync(`${place}/urls.json`, JSON.stringify(made));
}

async function build(folder, place) {
  await fill(place, await byRecord(folder), true);
  return {};
}

const KINDS = ['individual', 'contact_plan', 'restriction', 'support_agreement', 'follow_up', 'consent'];

async function today(folder) {
  const place = `${folder}/automerge-repo`;
  const repo = repoAt(place);
  const lines = [];
  for (const url of Object.values(urls(place))) {
    const doc = (await repo.find(url)).doc();
    const recent = doc.entries.filter((entry) => Date.parse(entry.occurred.at.val) > NOW - DAYS_60
      && entry.body.outcome?.val === 'happened').length;
    for (const card of Object.values(doc.cards)) {
      if (KINDS.includes(card.kind.val)) lines.push(`${card.kind.val} ${card.id.val} ${recent}`);
    }
  }
  return { lines: lines.length };
}

async function record(folder, place, count) {
  const repo = repoAt(place);
  const visit = await oneVisit(folder);
  const handle = await repo.find(urls(place)[visit[0].individual]);
  const laps = new Laps();
  for (let lap = 0; lap <= Number(count); lap++) {
    const act = async () => { handle.change((doc) => add(doc, visit)); await repo.flush([handle.documentId]); };
    if (lap === 0) await act();
    else await laps.time(act);
  }
  return laps;
}

// The bytes of one visit's change, and taking it into another copy of the document.
async function exchange(folder, place) {
  const repo = repoAt(place);
  const visit = await oneVisit(folder);
  const mine = await repo.find(urls(place)[visit[0].individual]);
  let theirs = A.clone(mine.doc());
  const [exports, imports, bytes] = [new Laps(), new Laps(), []];
  for (let lap = 0; lap < 10; lap++) {
    const heads = A.getHeads(mine.doc());
    mine.change((doc) => add(doc, visit));
    const change = await exports.time(() => A.saveSince(mine.doc(), heads));
    theirs = await imports.time(() => A.loadIncremental(theirs, change));
    bytes.push(change.length);
  }
  return { ms: exports.ms, import_ms: imports.ms, bytes };
}

const workers = (folder) => readdirSync(folder).filter((name) => name.startsWith('rows-')).sort();

// Each worker adds to copies of the same documents what that worker's device with Kith holds.
async function buildMerge(folder, place) {
  const all = await Promise.all(workers(folder).map((name) => byRecord(`${folder}/${name}`)));
  await fill(place, all[0], false);
  const repo = repoAt(place);
  const made = urls(place);
  mkdirSync(`${place}/changes`);
  for (const [number, records] of all.entries()) {
    for (const [individual, { entries }] of records) {
      const base = (await repo.find(made[individual])).doc();
      let doc = A.clone(base);
      for (const visit of visits(entries)) doc = A.change(doc, (doc) => add(doc, visit));
      const name = `${place}/changes/${String(number).padStart(3, '0')}-${individual}`;
      writeFileSync(name, A.saveSince(doc, A.getHeads(base)));
    }
  }
  return {};
}

async function merge(folder, place) {
  const repo = repoAt(place);
  const made = urls(place);
  const handles = new Map();
  for (const [individual, url] of Object.entries(made)) handles.set(individual, await repo.find(url));
  const changes = readdirSync(`${place}/changes`).sort()
    .map((name) => [name.slice(name.indexOf('-') + 1), readFileSync(`${place}/changes/${name}`)]);
  const laps = new Laps();
  await laps.time(async () => {
    for (const [individual, bytes] of changes) {
      handles.get(individual).update((doc) => A.loadIncremental(doc, bytes));
    }
    await repo.flush();
  });
  let entries = 0;
  for (const handle of handles.values()) entries += handle.doc().entries.length;
  return { ...laps, entries };
}

await take({ build, today, record, exchange, 'build-merge': buildMerge, merge });
