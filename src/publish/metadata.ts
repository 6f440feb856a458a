import type { Commit } from '../model/git.ts';
import { byteOrder } from '../util/byte-order.ts';
import { capBytes, oneLine } from './clean-text.ts';
import { personText } from './person.ts';
import { isReferenceLine, references } from './references.ts';
import { formatRfc3339 } from './rfc3339.ts';
import { RULES, SCHEMA } from './rules.ts';
import { joinBody, LONGEST_SOURCE_TEXT, splitMessage } from './source-message.ts';

/** A unit as the root metadata lists it. */
export interface MetadataUnit {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  /** Folder of the unit inside the branch. */
  readonly path: string;
  /** Number of its resources. */
  readonly resources: number;
  /** Digest of its files. */
  readonly outputs: string;
}

/** What the metadata file at the root of a branch tells. */
export interface RootMetadata {
  /** Source commit. */
  readonly commit: Commit;
  /** From `provenanceUrl`; undefined when the source has no address. */
  readonly repoURL: string | undefined;
  readonly commands: readonly string[];
  readonly units: readonly MetadataUnit[];
}

/** What the metadata file of a unit tells: nothing that changes while the unit stays the same. */
export interface UnitMetadata extends Omit<MetadataUnit, 'path'> {
  readonly commands: readonly string[];
}

/**
 * Text of `hydrator.metadata` at the root of a branch: Argo CD's JSON, byte for byte as its encoder lays it
 * out, with ours under the key `moorline`. It depends on its input alone; source text is cleaned and capped.
 */
export function rootMetadata({ commit, repoURL, commands, units }: RootMetadata): string {
  const { subject, body } = splitMessage(commit.message);
  const text = joinBody(body.filter((line) => !isReferenceLine(line)));
  return jsonText({
    ...withoutEmpty({
      repoURL: repoURL ?? '',
      drySha: commit.id,
      commands: commands.map(oneLine),
      author: personText(commit.author),
      date: formatRfc3339(commit.author.seconds, commit.author.offset) ?? '',
      subject: capBytes(subject, LONGEST_SOURCE_TEXT),
      body: capBytes(text, LONGEST_SOURCE_TEXT),
      references: references(commit.message),
    }),
    moorline: {
      schema: SCHEMA,
      rules: RULES,
      units: [...units].sort((a, b) => byteOrder(a.path, b.path)).map(unitEntry),
    },
  });
}

/** Text of `hydrator.metadata` in a unit's folder; it changes only when the unit or the rules do. */
export function unitMetadata({ commands, ...unit }: UnitMetadata): string {
  const { project, stack, workspace, resources, outputs } = unit;
  return jsonText({
    ...withoutEmpty({ commands: commands.map(oneLine) }),
    moorline: { schema: SCHEMA, rules: RULES, project, stack, workspace, resources, outputs },
  });
}

/** Keys in a fixed order, and no others. */
function unitEntry({ project, stack, workspace, path, resources, outputs }: MetadataUnit): MetadataUnit {
  return { project, stack, workspace, path, resources, outputs };
}

/** Go's `omitempty`: texts and lists that are empty have no key. */
function withoutEmpty(members: Readonly<Record<string, string | readonly unknown[]>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value.length > 0));
}

/** Like Go's encoder without HTML escapes, which writes the line separators of Unicode as escapes all the same. */
function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
}
