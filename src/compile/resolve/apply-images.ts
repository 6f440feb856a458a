import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MapNode, Node } from '../../model/node.ts';
import type { Located, LocatedMap } from '../../model/unit.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { editContainers } from '../source/edit-node.ts';
import { IMAGE_VERSION, imageRepository, isDigest, isImageVersion } from './image-reference.ts';

/**
 * Replaces tag or digest of every container image of a workload whose repository the stack names; the new value
 * stands where stack.yaml gives it. A name that no such image has is a warning: modules set those of accessories.
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
    if (!isImageVersion(version.value)) {
      const detail = `"${version.value}" is not ${IMAGE_VERSION} for ${name}.`;
      found.push(diagnostic('FIELD_INVALID', detail, version));
    }
  }
  const replaced = editContainers(apps, (container) => {
    const image = container.entries.get('image');
    const repository = repositoryOf(container);
    if (!image || repository === undefined) return container;
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
    const hint =
      nearest === undefined
        ? 'The image of an accessory is set by its module.'
        : `Did you mean "${nearest}"?`;
    const detail = `No workload of the stack has a container with an image of "${name}". ${hint}`;
    found.push(diagnostic('FIELD_NO_EFFECT', detail, at, { severity: 'warning' }));
  }
  return { apps: replaced, diagnostics: found };
}

/** The repositories of all images of all containers of the apps. */
export function imageRepositories(apps: MapNode): ReadonlySet<string> {
  const seen = new Set<string>();
  editContainers(apps, (container) => {
    const repository = repositoryOf(container);
    if (repository !== undefined) seen.add(repository);
    return container;
  });
  return seen;
}

function repositoryOf(container: MapNode): string | undefined {
  const image = container.entries.get('image')?.value;
  return image?.kind === 'scalar' && typeof image.value === 'string'
    ? imageRepository(image.value)
    : undefined;
}

function withVersion(repository: string, { value }: Located<string>): string {
  return isDigest(value) ? `${repository}@${value}` : `${repository}:${value}`;
}
