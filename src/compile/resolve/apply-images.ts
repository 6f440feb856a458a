import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Entry, MapNode, Node } from '../../model/node.ts';
import type { Located, LocatedMap } from '../../model/unit.ts';
import { suggest } from '../../diagnostics/suggest.ts';

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** The repository of an image reference: everything before the tag and the digest. */
export function imageRepository(image: string): string {
  const withoutDigest = image.split('@')[0] ?? image;
  const colon = withoutDigest.lastIndexOf(':');
  return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.slice(0, colon) : withoutDigest;
}

/**
 * Replaces tag or digest of every container image whose repository the stack names; the new value
 * stands where stack.yaml gives it. A name that no image has is a warning.
 */
export function applyImages(
  apps: MapNode,
  images: LocatedMap,
): { apps: MapNode; diagnostics: readonly Diagnostic[] } {
  const names = Object.keys(images);
  if (names.length === 0) return { apps, diagnostics: [] };
  const seen = new Set<string>();
  const found: Diagnostic[] = [];
  for (const [name, version] of Object.entries(images)) {
    if (!isVersion(version.value)) {
      const detail = `"${version.value}" is not a tag, a digest (sha256: and 64 hex digits) or tag@digest for ${name}.`;
      found.push(diagnostic('FIELD_INVALID', detail, version));
    }
  }
  const replaced = eachContainer(apps, (container) => {
    const image = container.entries.get('image');
    if (image?.value.kind !== 'scalar' || typeof image.value.value !== 'string') return container;
    const repository = imageRepository(image.value.value);
    seen.add(repository);
    const version = Object.hasOwn(images, repository) ? images[repository] : undefined;
    if (!version) return container;
    const { source, start, end } = version;
    const value: Node = {
      kind: 'scalar',
      value: withVersion(repository, version),
      plain: false,
      source,
      start,
      end,
    };
    return { ...container, entries: new Map(container.entries).set('image', { key: image.key, value }) };
  });
  for (const name of names) {
    const at = images[name];
    if (!at || seen.has(name)) continue;
    const nearest = suggest(name, seen);
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    found.push(
      diagnostic('FIELD_NO_EFFECT', `No container of the stack has an image of "${name}".${hint}`, at, {
        severity: 'warning',
      }),
    );
  }
  return { apps: replaced, diagnostics: found };
}

function isVersion(version: string): boolean {
  if (DIGEST.test(version) || TAG.test(version)) return true;
  const at = version.indexOf('@');
  return at > 0 && TAG.test(version.slice(0, at)) && DIGEST.test(version.slice(at + 1));
}

function withVersion(repository: string, { value }: Located<string>): string {
  return DIGEST.test(value) ? `${repository}@${value}` : `${repository}:${value}`;
}

function eachContainer(apps: MapNode, change: (container: MapNode) => MapNode): MapNode {
  return editMaps(apps, (app) =>
    editKey(app, 'workload', (workload) =>
      ['containers', 'initContainers'].reduce(
        (node, key) => editKey(node, key, (all) => editMaps(all, change)),
        workload,
      ),
    ),
  );
}

function editMaps(node: MapNode, change: (value: MapNode) => MapNode): MapNode {
  let entries: Map<string, Entry> | undefined;
  for (const [key, entry] of node.entries) {
    if (entry.value.kind !== 'map') continue;
    const value = change(entry.value);
    if (value !== entry.value) (entries ??= new Map(node.entries)).set(key, { key: entry.key, value });
  }
  return entries ? { ...node, entries } : node;
}

function editKey(node: MapNode, key: string, change: (value: MapNode) => MapNode): MapNode {
  const entry = node.entries.get(key);
  if (entry?.value.kind !== 'map') return node;
  const value = change(entry.value);
  return value === entry.value
    ? node
    : { ...node, entries: new Map(node.entries).set(key, { key: entry.key, value }) };
}
