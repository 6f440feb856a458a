import { commentAbove } from '../compile/source/comment-lines.ts';
import { setScalar } from '../compile/source/edit-yaml.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ModuleDefinition } from '../model/module.ts';
import { nodeAt, type MapNode } from '../model/node.ts';
import type { SecretBackend } from '../model/secret-backend.ts';

/** A workspace file of Kusion, and what Moorline shall make of it. */
export interface WorkspaceInput {
  readonly text: string;
  readonly root: MapNode;
  readonly backend: SecretBackend;
  readonly modules: readonly ModuleDefinition[];
}

/** Keys of `context` that hold credentials (Kusion v0.14 engine/runtime/init). */
const CREDENTIAL = /SECRET|ACCESS_KEY|KUBECONFIG_CONTENT|TOKEN|PASSWORD/i;

const LEFT_OUT = 'left-out-by-the-import';

const BACKENDS: Readonly<Record<SecretBackend, string>> = {
  reference: 'Secrets are not rendered: they have to exist in the cluster.',
  'external-secrets': 'Secrets come from the External Secrets store that "kind" and "name" say.',
  'sealed-secrets': 'Secrets are read from secrets/<name>.sealed.yaml beside the stack.',
  sops: 'Secrets are read from secrets/<name>.sops.yaml beside the stack.',
  plaintext:
    'Secrets are rendered with their values. Everybody who can read the rendered branch can read them.',
};

/**
 * The text of a workspace with its secret backend, and a comment wherever somebody has to look.
 * Credentials of `context` do not come along: the file belongs into Git.
 */
export function adoptWorkspace({ text, root, backend, modules }: WorkspaceInput): {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const found: Diagnostic[] = [];
  let edited = text;
  for (const [key, { value, key: span }] of members(root, 'context')) {
    const isReference = value.kind === 'scalar' && /^ref:\/\/|^$/.test(String(value.value ?? ''));
    if (!CREDENTIAL.test(key) || isReference) continue;
    edited = setScalar(edited, ['context', key], LEFT_OUT) ?? edited;
    const detail = `The value of "${key}" is a credential and is left out: workspaces belong into Git. Moorline does not need it.`;
    found.push(diagnostic('KUSION_PART_UNUSED', detail, span));
  }
  edited = setScalar(edited, ['secretStore', 'backend'], backend) ?? edited;
  edited = commentAbove(edited, ['secretStore'], BACKENDS[backend]);
  edited = commentAbove(
    edited,
    ['context'],
    'Only Kusion reads this; it has no effect on what Moorline renders.',
  );
  for (const [name] of members(root, 'modules')) {
    if (modules.some((module) => module.name === name)) continue;
    edited = commentAbove(edited, ['modules', name], 'Moorline has no module of this name.');
  }
  return { text: edited, diagnostics: found };
}

function members(root: MapNode, key: string): MapNode['entries'] {
  const node = nodeAt(root, [key]);
  return node?.kind === 'map' ? node.entries : new Map();
}
