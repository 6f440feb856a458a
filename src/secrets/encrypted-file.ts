import type { Span } from '../diagnostics/span.ts';
import type { GeneratedResource, InputDocument, ModuleContext, ModuleProblem } from '../model/module.ts';
import type { DeclaredInput } from '../model/module.ts';
import { mapAt, withPart } from '../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { SecretBackend } from '../model/secret-backend.ts';
import { isSopsEncrypted } from './secret-material.ts';
import type { SecretPlan } from './secret-plan.ts';

type EncryptedBackend = Extract<SecretBackend, 'sealed-secrets' | 'sops'>;

const SUFFIX: Readonly<Record<EncryptedBackend, string>> = { 'sealed-secrets': 'sealed', sops: 'sops' };

/** True for the backends whose Secrets lie encrypted beside the stack. */
export function isEncryptedBackend(backend: SecretBackend): backend is EncryptedBackend {
  return backend === 'sealed-secrets' || backend === 'sops';
}

/** The file that holds an encrypted Secret: below the stack, or below one of its layers. */
export function encryptedFile(name: string, backend: EncryptedBackend, at: Pointer): DeclaredInput {
  return { path: `secrets/${name}.${SUFFIX[backend]}.yaml`, at, inLayers: true };
}

interface Encrypted {
  readonly resources: readonly GeneratedResource[];
  readonly problems: readonly ModuleProblem[];
}

/**
 * The encrypted Secret of a plan, taken over from its file with the namespace of the unit added. Ciphertexts
 * are bound to name and namespace, so a file made for others is refused, as is one with a readable value.
 */
export function encryptedResources(
  plan: SecretPlan,
  backend: EncryptedBackend,
  { files, namespace }: ModuleContext,
): Encrypted {
  const { path } = encryptedFile(plan.name, backend, plan.at);
  const documents = files.get(path);
  // a file that is missing or cannot be read has been reported
  if (!documents) return { resources: [], problems: [] };
  const [document] = documents;
  const value = document?.value;
  if (!document || documents.length !== 1 || !isJsonObject(value)) {
    const detail = `${path} has to hold one document.`;
    return refused({ code: 'MANIFEST_INVALID', detail, at: document ? startOf(document) : plan.at });
  }
  const wrong = whatIsWrong(value, { plan, backend, namespace, path });
  if (wrong) return refused({ ...wrong, at: startOf(document) });
  const draft = withPart(value, ['metadata', 'namespace'], namespace);
  return {
    resources: [{ draft, document }],
    problems: missingKeys(value, { plan, backend }, startOf(document)),
  };
}

/** Where a document starts: a frame around more of it could show a value. */
function startOf({ source, start }: InputDocument): Span {
  return { source, start, end: start };
}

function refused(problem: ModuleProblem): Encrypted {
  return { resources: [], problems: [problem] };
}

interface Wanted {
  readonly plan: SecretPlan;
  readonly backend: EncryptedBackend;
  readonly namespace: string;
  readonly path: string;
}

function whatIsWrong(
  value: JsonObject,
  { plan, backend, namespace, path }: Wanted,
): Pick<ModuleProblem, 'code' | 'detail'> | undefined {
  const kind = backend === 'sops' ? 'Secret' : 'SealedSecret';
  const invalid = (detail: string) => ({ code: 'MANIFEST_INVALID' as const, detail });
  if (value['kind'] !== kind) return invalid(`${path} has to hold a ${kind}.`);
  const { name, namespace: written } = mapAt(value, ['metadata']);
  if (name !== plan.name) return invalid(`The ${kind} in ${path} has to be named "${plan.name}".`);
  if (written !== undefined && written !== namespace)
    return invalid(`The ${kind} in ${path} was encrypted for another namespace than "${namespace}".`);
  if (backend !== 'sops') return undefined;
  if (!isJsonObject(value['sops'])) return readable(path);
  return isSopsEncrypted(value) ? undefined : readable(path);
}

function readable(path: string): Pick<ModuleProblem, 'code' | 'detail'> {
  const detail = `${path} holds values that are not encrypted. Encrypt it: sops encrypt --encrypted-regex '^(data|stringData)$' --in-place ${path}`;
  return { code: 'SECRET_PLAINTEXT', detail };
}

function missingKeys(
  value: JsonObject,
  { plan, backend }: Pick<Wanted, 'plan' | 'backend'>,
  at: Span,
): readonly ModuleProblem[] {
  const fields = backend === 'sops' ? [['data'], ['stringData']] : [['spec', 'encryptedData']];
  const there = new Set(fields.flatMap((field) => Object.keys(mapAt(value, field))));
  return plan.values
    .filter(({ key }) => !there.has(key))
    .map(({ key }) => ({
      code: 'SECRET_VALUE_MISSING',
      detail: `The Secret "${plan.name}" is read for its key "${key}", which this file does not hold.`,
      at,
    }));
}
