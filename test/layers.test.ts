import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { BUILT_INS, PACKAGES, ROOMS } from '../.github/layers.mjs';
import { roomsTable } from '../.github/scripts/rooms-table.mjs';
import { DEV_PACKAGE, PlantedProgram, STRAY_PACKAGE } from './layers/planted-program.ts';

const root = resolve(import.meta.dirname, '..');
const roomNames = ROOMS.map(({ room }) => room);
const aloneRooms = ROOMS.filter(({ alone }) => alone === 'folders').map(({ room }) => room);
const aloneFiles = ROOMS.filter(({ alone }) => alone === 'files').map(({ room }) => room);
const edge = BUILT_INS.filter(({ name }) => name === '*').flatMap(({ rooms }) => rooms);

/** Built-ins that the rooms must not reach; paths are posix strings there. */
const REFUSED =
  'fs fs/promises child_process net http https http2 dns tls os process worker_threads readline tty path path/posix';

const slug = (name: string): string => name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');

/** A file of the room that imports `what`; a room that is a file imports everything itself. */
function importer(room: string, what: string): string {
  if (room.endsWith('.ts')) return `src/${room}`;
  return `src/${room}/${aloneRooms.includes(room) ? 'web/' : ''}uses-${slug(what)}.ts`;
}

/** The file of the room that others import. */
const entry = (room: string): string => (room.endsWith('.ts') ? `src/${room}` : `src/${room}/index.ts`);

const isIn = (room: string, owners: readonly string[]): boolean =>
  owners.some((owner) => room === owner || room.startsWith(`${owner}/`));

function plantAllowed(): PlantedProgram {
  const program = new PlantedProgram();
  for (const { room, may, types = [] } of ROOMS) {
    for (const other of may) program.allow(importer(room, other), entry(other));
    for (const other of types) program.allow(importer(room, other), entry(other), 'import type');
  }
  for (const room of aloneRooms) {
    program.allow(`src/${room}/index.ts`, `src/${room}/web/index.ts`);
    program.allow(`src/${room}/web/index.ts`, `src/${room}/web/schema.ts`);
  }
  for (const room of aloneFiles) program.allow(`src/${room}/index.ts`, `src/${room}/image-tag.ts`);
  for (const { name, rooms } of PACKAGES) for (const room of rooms) program.allow(importer(room, name), name);
  for (const { name, rooms } of BUILT_INS) {
    const builtIn = `node:${name === '*' ? 'fs' : name}`;
    for (const room of rooms) program.allow(importer(room, builtIn), builtIn);
  }
  return program;
}

function plantRooms(program: PlantedProgram): void {
  for (const { room, may, types = [] } of ROOMS) {
    for (const other of roomNames.filter((name) => name !== room && !may.includes(name))) {
      const rules = [types.includes(other) ? `types-only-${slug(room)}` : `room-${slug(room)}`];
      // The two file rooms import each other here; a cycle is reported once, at its first file.
      if (room === 'bin.ts' && other === 'index.ts') rules.push('no-circular');
      program.forbid(importer(room, other), entry(other), ...rules);
    }
  }
  for (const room of aloneRooms) {
    program.forbid(`src/${room}/web/sibling.ts`, `src/${room}/job/index.ts`, `alone-${room}`);
    program.forbid(`src/${room}/web/registry.ts`, `src/${room}/index.ts`, `alone-${room}`);
    program.forbid(`src/pipeline/names-${room}.ts`, `src/${room}/web/schema.ts`, `entry-${room}`);
  }
  for (const room of aloneFiles) {
    program.forbid(`src/${room}/sibling.ts`, `src/${room}/image-tag.ts`, `alone-${slug(room)}`);
    program.forbid(`src/${room}/registry.ts`, `src/${room}/index.ts`, `alone-${slug(room)}`);
    program.forbid(`src/pipeline/names-${slug(room)}.ts`, `src/${room}/image-tag.ts`, `entry-${slug(room)}`);
  }
}

function plantOutside(program: PlantedProgram): void {
  for (const { name, rooms } of PACKAGES) {
    for (const room of roomNames.filter((other) => !isIn(other, rooms))) {
      program.forbid(importer(room, name), name, `package-${slug(name)}`);
    }
  }
  for (const room of roomNames.filter((other) => !isIn(other, edge))) {
    for (const name of REFUSED.split(' ')) {
      program.forbid(importer(room, `node-${name}`), `node:${name}`, 'built-in');
    }
  }
  for (const { name, rooms } of BUILT_INS.filter((owner) => owner.name !== '*')) {
    for (const room of roomNames.filter((other) => !isIn(other, [...edge, ...rooms]))) {
      program.forbid(importer(room, `node-${name}`), `node:${name}`, `built-in-${name}`);
    }
  }
  program.forbid('src/cli/stray.ts', STRAY_PACKAGE, 'package-without-owner');
  program.forbid('src/cli/dev.ts', DEV_PACKAGE, 'package-without-owner', 'no-dev-dependency');
}

function plantGeneral(program: PlantedProgram): void {
  program.forbid('src/report/left.ts', 'src/report/right.ts', 'no-circular');
  program.allow('src/report/right.ts', 'src/report/left.ts');
  program.file('src/report/unused.ts');
  program.expect('src/report/unused.ts', 'src/report/unused.ts', 'no-orphan');
  program.forbid('src/report/lost.ts', '../nowhere/lost.ts', 'unresolved');
  program.forbid('src/helpers/text.ts', 'src/util/index.ts', 'room-missing');
  program.forbid('src/report/tested.ts', 'test/golden.ts', 'not-published');
  program.forbid('src/report/developed.ts', '.github/layers.ts', 'not-published');
}

test('every import that the table allows passes', async () => {
  const program = plantAllowed();
  expect(program.edges).toBeGreaterThan(150);
  expect(await program.refused()).toEqual([]);
});

test('every other import is refused, by its own rule and no other', async () => {
  const program = new PlantedProgram();
  plantRooms(program);
  plantOutside(program);
  plantGeneral(program);
  expect(program.edges).toBeGreaterThan(800);
  expect(await program.refused()).toEqual(program.expected());
});

test('the stages of the compiler import only earlier ones', () => {
  const stages = ROOMS.filter(({ room }) => room.startsWith('compile/'));
  for (const [place, { room, may }] of stages.entries()) {
    const earlier = stages.slice(0, place).map((stage) => stage.room);
    expect([room, ...may.filter((other) => other.startsWith('compile/'))]).toEqual([room, ...earlier]);
  }
});

test('every package the program needs has an owner', async () => {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, string>> };
  const owned = PACKAGES.map(({ name }) => name);
  expect(Object.keys(dependencies).filter((name) => !owned.includes(name))).toEqual([]);
});

test('ARCHITECTURE.md shows the table', async () => {
  const path = join(root, '.github/ARCHITECTURE.md');
  const text = await readFile(path, 'utf8');
  const shown = /(?<=<!-- rooms -->\n\n)[^]*(?=\n\n<!-- end of rooms -->)/;
  expect(text).toMatch(shown);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(path, text.replace(shown, roomsTable));
  else expect(shown.exec(text)?.[0]).toBe(roomsTable());
});
