/** A rendered branch that was verified. */
export interface AttestedBranch {
  readonly name: string;
  readonly commit: string;
  readonly tree: string;
  readonly source: string;
  readonly repoURL: string | undefined;
  readonly rules: number;
  readonly units: readonly AttestedUnit[];
}

/** A unit on a branch, as the root metadata lists it. */
export interface AttestedUnit {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  readonly path: string;
  readonly resources: number;
  readonly outputs: string;
}

/** Names the shape of the predicate; a shape that old readers would misread gets another name. */
const PREDICATE_TYPE = 'https://moorline.dev/attestations/rendered/v1';

/**
 * An in-toto Statement v1 which says that branches are renders of their source commits. Not signed: that is
 * what cosign and gh do with it. The same branches give the same bytes; there is no time in it.
 */
export function renderedStatement(branches: readonly AttestedBranch[], version: string): string {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: branches.map(({ name, commit, tree }) => ({
      name,
      digest: { gitCommit: commit, gitTree: tree },
    })),
    predicateType: PREDICATE_TYPE,
    predicate: { tool: { name: 'moorline', version }, branches: branches.map(branchEntry) },
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}

function branchEntry({ name, source, repoURL, rules, units }: AttestedBranch) {
  return {
    name,
    source: { ...(repoURL === undefined ? {} : { uri: repoURL }), digest: { gitCommit: source } },
    rules,
    units: units.map(({ project, stack, workspace, path, resources, outputs }) => ({
      project,
      stack,
      workspace,
      path,
      resources,
      outputs,
    })),
  };
}
