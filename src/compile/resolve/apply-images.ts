import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MapNode, Node } from '../../model/node.ts';
import type { Located, LocatedMap } from '../../model/unit.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { editContainers } from '../source/edit-node.ts';

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
  const replaced = editContainers(apps, (container) => {
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
