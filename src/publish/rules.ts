/**
 * Number of the rules by which a source commit becomes bytes. It is raised whenever a release would render
 * the same commit to other bytes, metadata included, so that `verify` knows which rules to apply.
 */
export const RULES = 1;

/** Version of the data under the key `moorline` of the metadata files; raised when a reader of the old form would misread the new one. */
export const SCHEMA = 1;

/** Name of the metadata file at the root of a branch and in each unit's folder; no extension that a controller applies. */
export const METADATA_FILE = 'hydrator.metadata';

/** Text of `.gitattributes` at the root of a rendered branch, byte for byte as Argo CD writes it. */
export const GITATTRIBUTES =
  '**/README.md linguist-generated=true\n**/hydrator.metadata linguist-generated=true\n';

/** True for the rules that a release can render by: its own, and those before them. */
export function rendersRules(rules: number): boolean {
  return rules >= 1 && rules <= RULES && rules >= RULES - 1;
}
