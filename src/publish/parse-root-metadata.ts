import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { ObjectId } from '../model/git.ts';
import { joinInside } from '../util/repo-path.ts';
import type { MetadataUnit } from './metadata.ts';
import { isObjectId } from '../model/object-id.ts';
import { SCHEMA } from './rules.ts';

/** What the metadata at the root of a branch claims. */
export interface RootFacts {
  readonly drySha: ObjectId;
  readonly schema: number;
  /** May be newer than the rules of this release. */
  readonly rules: number;
  readonly units: readonly MetadataUnit[];
}

/** Characters of a metadata file that is still read: tens of thousands of units. */
const LONGEST_TEXT = 0x1000000;

/**
 * Reads the text of a `hydrator.metadata` at the root of a branch, whoever wrote it. Paths of units are
 * relative and stay inside the branch. Keys of other tools and later additions are passed over.
 * @returns undefined when it is not ours, not whole, or of a newer schema; never throws
 */
export function parseRootMetadata(text: string): RootFacts | undefined {
  const root = readObject(text);
  const ours = safeObject(root?.['moorline']);
  if (root === undefined || ours === undefined) return undefined;
  const { drySha } = root;
  const { schema, rules, units } = ours;
  if (typeof drySha !== 'string' || !isObjectId(drySha)) return undefined;
  if (!isCount(schema) || schema < 1 || schema > SCHEMA || !isCount(rules) || rules < 1) return undefined;
  if (!Array.isArray(units)) return undefined;
  const entries = (units as readonly unknown[]).flatMap((unit) => readUnit(unit) ?? []);
  return entries.length === units.length ? { drySha, schema, rules, units: entries } : undefined;
}

function readObject(text: string): JsonObject | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  try {
    return safeObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A key that some readers take for the prototype makes the whole object doubtful. */
function safeObject(value: unknown): JsonObject | undefined {
  return isJsonObject(value) && !Object.hasOwn(value, '__proto__') ? value : undefined;
}

function readUnit(value: unknown): MetadataUnit | undefined {
  const unit = safeObject(value);
  if (unit === undefined) return undefined;
  const { project, stack, workspace, path, resources, outputs } = unit;
  if (!isText(project) || !isText(stack) || !isText(workspace) || !isText(path) || !isText(outputs))
    return undefined;
  if (joinInside('', path) !== path || !isCount(resources)) return undefined;
  return { project, stack, workspace, path, resources, outputs };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
