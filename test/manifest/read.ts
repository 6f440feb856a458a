import { expect } from 'vitest';
import { parseManifests, type ManifestProblemKind, type ReadLimits } from '../../src/manifest/parse.ts';
import type { Json } from '../../src/model/json.ts';

/** The values of a text that has no problem. */
export function read(text: string): Json[] {
  const { documents, problems } = parseManifests(text);
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
}

export interface Found {
  readonly kind: ManifestProblemKind;
  readonly at: number;
  readonly text: string;
}

/** Kind, offset and text of each problem. */
export function problemsOf(text: string, limits?: Partial<ReadLimits>): Found[] {
  return parseManifests(text, limits).problems.map(({ kind, start, end, message }) => {
    expect(message).toMatch(/^[^a-z].*[.]$/su);
    return { kind, at: start, text: text.slice(start, end) };
  });
}
