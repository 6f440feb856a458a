import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldDiagnostics } from '../../../src/compile/source/field-issues.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { toValue } from '../../../src/model/node.ts';
import { dnsLabel } from '../../../src/model/names.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';
import { mapOf } from '../../tools/yaml-node.ts';

function check(
  schema: z.ZodType,
  text: string,
  extra: { base?: readonly string[] } = {},
): readonly Diagnostic[] {
  const root = mapOf(text, 'app.yaml');
  const { error } = schema.safeParse(toValue(root));
  return fieldDiagnostics({ root, schema, issues: error?.issues ?? [], ...extra });
}

/** `CODE line:column detail` of each. */
const said = (schema: z.ZodType, text: string, extra?: { base?: readonly string[] }): readonly string[] => {
  const found = check(schema, text, extra);
  return diagnosticLines(found).map(
    (line, i) => `${line.replace(/^error (\S+) app\.yaml:/, '$1 ')} ${found[i]?.detail ?? ''}`,
  );
};

const container = z.strictObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  replicas: z.int().min(0).max(9).optional(),
});
const file = z.strictObject({ containers: z.record(dnsLabel, container) });

describe('unknown fields', () => {
  it('point at the key and suggest the nearest one', () => {
    expect(said(file, 'containers:\n  web:\n    image: web\n    comand: [sh]\n')).toEqual([
      'FIELD_UNKNOWN 4:5 "comand" is not a field of containers.web. Did you mean "command"?',
    ]);
  });

  it('suggest nothing when nothing is near', () => {
    expect(said(file, 'containers: {}\nvolumes: {}\n')).toEqual([
      'FIELD_UNKNOWN 2:1 "volumes" is not a field of the file.',
    ]);
  });

  it('are each reported', () => {
    expect(said(file, 'containers: {}\na: 1\nb: 2\n').map((line) => line.slice(0, 17))).toEqual([
      'FIELD_UNKNOWN 2:1',
      'FIELD_UNKNOWN 3:1',
    ]);
  });

  it('carry the new name as a fix for the key alone', () => {
    const [found] = check(file, 'containers: {web: {image: web, replcas: 2}}\n');
    expect(
      found?.fixes.map(({ title, text, span }) => [
        title,
        text,
        span.source.text.slice(span.start, span.end),
      ]),
    ).toEqual([['rename to replicas', 'replicas', 'replcas']]);
  });

  it('that stand for a required one are one slip', () => {
    expect(said(file, 'containers:\n  web:\n    imgae: web\n')).toEqual([
      'FIELD_UNKNOWN 3:5 "imgae" is not a field of containers.web. Did you mean "image"?',
    ]);
  });

  it('do not hide another required one', () => {
    expect(said(file, 'containers:\n  web:\n    comand: [sh]\n')).toEqual([
      'FIELD_MISSING 2:3 containers.web.image is required: text.',
      'FIELD_UNKNOWN 3:5 "comand" is not a field of containers.web. Did you mean "command"?',
    ]);
  });
});

describe('missing fields', () => {
  it('point at the key of the map that lacks them', () => {
    expect(said(file, 'containers:\n  web: {}\n')).toEqual([
      'FIELD_MISSING 2:3 containers.web.image is required: text.',
    ]);
  });

  it('of the whole file point at its owner, or at its first key', () => {
    const root = mapOf('volumes: {}\n', 'app.yaml');
    const { error } = file.safeParse({});
    const issues = error?.issues ?? [];
    expect(diagnosticLines(fieldDiagnostics({ root, schema: file, issues }))).toEqual([
      'error FIELD_MISSING app.yaml:1:1',
    ]);
    const owner = { source: { path: 'stack.yaml', text: 'name: dev' }, start: 6, end: 9 };
    expect(diagnosticLines(fieldDiagnostics({ root, schema: file, issues, owner }))).toEqual([
      'error FIELD_MISSING stack.yaml:1:7',
    ]);
  });

  it('are also those that are null', () => {
    expect(said(file, 'containers:\n  web:\n    image:\n')).toEqual([
      'FIELD_MISSING 3:5 containers.web.image is required: text.',
    ]);
  });

  it('say the words that are possible', () => {
    const schema = z.strictObject({ kind: z.enum(['Service', 'Job']) });
    expect(said(schema, 'a: 1\n')[0]).toBe('FIELD_MISSING 1:1 kind is required: "Service" or "Job".');
  });

  it('are named with the place of the root in its file', () => {
    expect(said(container, 'replicas: 1\n', { base: ['apps', 'web', 'workload'] })).toEqual([
      'FIELD_MISSING 1:1 apps.web.workload.image is required: text.',
    ]);
  });
});

describe('values of the wrong type', () => {
  it('say what is wanted and what is there', () => {
    const schema = z.strictObject({
      number: z.number(),
      list: z.array(z.string()),
      map: z.strictObject({}),
      flag: z.boolean(),
    });
    expect(said(schema, 'number: two\nlist: {}\nmap: [1]\nflag: 1\n')).toEqual([
      'FIELD_TYPE 1:9 number has to be a number, and this is text.',
      'FIELD_TYPE 2:7 list has to be a list, and this is a map.',
      'FIELD_TYPE 3:6 map has to be a map, and this is a list.',
      'FIELD_TYPE 4:7 flag has to be true or false, and this is a number.',
    ]);
  });

  it('that should be text are offered in quotes, as they are written', () => {
    const [found] = check(container, 'image: 1.10\n');
    expect(found?.detail).toBe('image has to be text. Quote the value.');
    expect(found?.fixes.map(({ text }) => text)).toEqual(['"1.10"']);
  });

  it('are found inside lists', () => {
    expect(said(container, 'image: web\ncommand:\n  - sh\n  - 8080\n')).toEqual([
      'FIELD_TYPE 4:5 command[1] has to be text. Quote the value.',
    ]);
  });

  it('of a whole number are told from other numbers', () => {
    expect(said(container, 'image: web\nreplicas: 1.5\n')).toEqual([
      'FIELD_TYPE 2:11 replicas has to be a whole number, and this is a number.',
    ]);
  });
});

describe('values that are not allowed', () => {
  it('are told the bounds', () => {
    const schema = z.strictObject({
      low: z.int().min(1),
      high: z.int().max(9),
      above: z.number().gt(0),
      list: z.array(z.string()).min(1),
      text: z.string().min(1),
    });
    expect(said(schema, 'low: 0\nhigh: 10\nabove: 0\nlist: []\ntext: ""\n')).toEqual([
      'FIELD_INVALID 1:6 low has to be at least 1.',
      'FIELD_INVALID 2:7 high has to be at most 9.',
      'FIELD_INVALID 3:8 above has to be more than 0.',
      'FIELD_INVALID 4:7 list has to have at least 1 entries.',
      'FIELD_INVALID 5:7 text may not be empty.',
    ]);
  });

  it('of a few words suggest the nearest', () => {
    const schema = z.strictObject({ policy: z.enum(['Always', 'IfNotPresent', 'Never']) });
    expect(said(schema, 'policy: Allways\n')).toEqual([
      'FIELD_INVALID 1:9 policy has to be "Always" or "IfNotPresent" or "Never", not "Allways".',
    ]);
    expect(check(schema, 'policy: allways\n')[0]?.fixes.map(({ text }) => text)).toEqual(['Always']);
    expect(check(schema, 'policy: sometimes\n')[0]?.fixes).toEqual([]);
  });

  it('of a pattern are shown', () => {
    const schema = z.strictObject({ path: z.string().regex(/^\//) });
    expect(said(schema, 'path: etc\n')).toEqual(['FIELD_INVALID 1:7 "etc" is not a valid value of path.']);
  });
});

describe('names', () => {
  it('that are no DNS label, as value and as key', () => {
    const schema = z.strictObject({ name: dnsLabel, containers: z.record(dnsLabel, z.unknown()) });
    const rule = 'is not a DNS label: lower-case letters, digits and "-", first and last a letter or digit.';
    expect(said(schema, 'name: Shop\ncontainers:\n  web_1: {}\n')).toEqual([
      `NAME_INVALID 1:7 "Shop" ${rule}`,
      `NAME_INVALID 3:3 "web_1" ${rule}`,
    ]);
  });

  it('that are too long, as value and as key', () => {
    const long = 'w'.repeat(64);
    const schema = z.strictObject({ name: dnsLabel, containers: z.record(dnsLabel, z.unknown()) });
    const rule = 'The name has 64 characters; 63 is the most.';
    expect(said(schema, `name: ${long}\ncontainers:\n  ${long}: {}\n`)).toEqual([
      `NAME_TOO_LONG 1:7 ${rule}`,
      `NAME_TOO_LONG 3:3 ${rule}`,
    ]);
  });

  it('of other kinds are keys that are not allowed', () => {
    const schema = z.strictObject({ env: z.record(z.string().regex(/^[A-Z_]+$/), z.string()) });
    expect(said(schema, 'env:\n  PORT-1: x\n')).toEqual([
      'FIELD_INVALID 2:3 "PORT-1" cannot be a key of env.',
    ]);
  });
});

describe('unions', () => {
  const service = z.strictObject({
    kind: z.literal('Service'),
    image: z.string(),
    ports: z.array(z.int()).optional(),
  });
  const job = z.strictObject({ kind: z.literal('Job'), image: z.string(), schedule: z.string().optional() });
  const schema = z.strictObject({ workload: z.union([service, job]) });

  it('speak for the branch that the discriminator names', () => {
    expect(said(schema, 'workload:\n  kind: Job\n  image: web\n  shedule: daily\n')).toEqual([
      'FIELD_UNKNOWN 4:3 "shedule" is not a field of workload. Did you mean "schedule"?',
    ]);
    expect(said(schema, 'workload:\n  kind: Job\n  image: web\n  ports: [80]\n')).toEqual([
      'FIELD_UNKNOWN 4:3 "ports" is not a field of workload.',
    ]);
  });

  it('speak for the discriminated branch also when another has fewer issues', () => {
    expect(
      said(schema, 'workload:\n  kind: Job\n  imgae: web\n  shedule: daily\n  prots: [80]\n').map((line) =>
        line.split(' ', 2).join(' '),
      ),
    ).toEqual(['FIELD_UNKNOWN 3:3', 'FIELD_UNKNOWN 4:3', 'FIELD_UNKNOWN 5:3']);
  });

  it('point at what holds the value when a field of the branch is missing', () => {
    expect(said(schema, 'workload:\n  kind: Job\n')).toEqual([
      'FIELD_MISSING 1:1 workload.image is required: text.',
    ]);
    const list = z.strictObject({ name: z.string(), all: z.array(z.union([service, job])) });
    expect(said(list, 'name: shop\nall:\n  - kind: Service\n    image: web\n  - kind: Job\n')).toEqual([
      'FIELD_MISSING 5:5 all[1].image is required: text.',
    ]);
  });

  it('without discriminator speak for the branch with the fewest issues', () => {
    const exec = z.strictObject({ command: z.array(z.string()), user: z.string() });
    const http = z.strictObject({ url: z.string() });
    const probe = z.strictObject({ probe: z.union([exec, http]) });
    expect(said(probe, 'probe:\n  url: 8080\n')).toEqual([
      'FIELD_TYPE 2:8 probe.url has to be text. Quote the value.',
    ]);
  });

  it('of types name all of them', () => {
    const names = z.strictObject({ workspace: z.union([z.string(), z.array(z.string())]) });
    expect(said(names, 'workspace: {}\n')).toEqual([
      'FIELD_TYPE 1:12 workspace has to be text or a list, and this is a map.',
    ]);
  });

  it('look into the branch that fits by type', () => {
    const names = z.strictObject({ workspace: z.union([dnsLabel, z.array(dnsLabel).min(1)]) });
    expect(said(names, 'workspace: Dev\n').map((line) => line.split(' ', 2).join(' '))).toEqual([
      'NAME_INVALID 1:12',
    ]);
    expect(said(names, 'workspace: [dev, Prod]\n').map((line) => line.split(' ', 2).join(' '))).toEqual([
      'NAME_INVALID 1:18',
    ]);
  });
});

describe('a union that its key tells apart', () => {
  const shape = z.union([
    z.strictObject({ type: z.literal('circle'), radius: z.number() }),
    z.strictObject({ type: z.literal('square'), side: z.number() }),
  ]);
  const drawing = z.strictObject({ shape });

  it('names all that the key may be', () => {
    const detail = 'shape.type has to be "circle" or "square", not "sqare".';
    expect(said(drawing, 'shape: { type: sqare, side: 1 }\n')).toEqual([`FIELD_INVALID 1:16 ${detail}`]);
    expect(said(drawing, 'shape: { side: 1 }\n')).toEqual([
      'FIELD_MISSING 1:1 shape.type is required: "circle" or "square".',
    ]);
  });

  it('speaks of the branch that the key names', () => {
    expect(said(drawing, 'shape: { type: square, size: 1 }\n')).toContain(
      'FIELD_UNKNOWN 1:24 "size" is not a field of shape. Did you mean "side"?',
    );
  });
});
