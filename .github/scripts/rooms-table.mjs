import { BASE, BUILT_INS, PACKAGES, ROOMS } from '../layers.mjs';

const ALONE = { folders: 'Folders never import each other.', files: 'Files never import each other.' };

/** The rooms of `.github/layers.mjs` as the two tables that ARCHITECTURE.md shows. */
export function roomsTable() {
  const rooms = ROOMS.map((row) => [
    code(row.room),
    row.holds,
    [...short(row.may), ...(row.types ?? []).map((room) => `types of ${code(room)}`)].join(', ') || '–',
    row.alone ? `${row.reason} ${ALONE[row.alone]}` : row.reason,
  ]);
  const owned = [
    ...PACKAGES.map((owner) => [code(owner.name), owner.rooms.map(code).join(', '), owner.reason]),
    ...BUILT_INS.map((owner) => [
      owner.name === '*' ? 'Node built-ins' : code(`node:${owner.name}`),
      owner.rooms.map(code).join(', '),
      owner.reason,
    ]),
  ];
  return [
    `*base* is ${BASE.map(code).join(', ')}.`,
    table(['in `src/`', 'holds', 'may import', 'because'], rooms),
    table(['from outside', 'only in', 'because'], owned),
  ].join('\n\n');
}

/** The rooms by name, with *base* for the three that almost every row may import. @param {readonly string[]} may */
function short(may) {
  if (!BASE.every((room) => may.includes(room))) return may.map(code);
  return ['*base*', ...may.filter((room) => !BASE.includes(room)).map(code)];
}

const code = (/** @type {string} */ text) => `\`${text}\``;

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
