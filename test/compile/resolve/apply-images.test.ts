import { describe, expect, it } from 'vitest';
import { applyImages } from '../../../src/compile/resolve/apply-images.ts';
import { imageRepository } from '../../../src/compile/resolve/image-reference.ts';
import { textMapAt } from '../../../src/compile/discover/load-file.ts';
import { nodeAt } from '../../../src/model/node.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';
import { mapOf } from '../../tools/yaml-node.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const container = (image: string) => `\n    containers:\n      web:\n        image: ${image}\n`;

/** The image of the one container after a stack's `images` were applied. */
function apply(image: string, images: string) {
  const apps = mapOf(`web:\n  workload:${container(image)}`);
  const stack = mapOf(
    `images:\n${images
      .split('\n')
      .map((line) => `  ${line}\n`)
      .join('')}`,
    'apps/shop/dev/stack.yaml',
  );
  const { apps: after, diagnostics } = applyImages(apps, textMapAt(stack, ['images']));
  const node = nodeAt(after, ['web', 'workload', 'containers', 'web', 'image']);
  return {
    image: node?.kind === 'scalar' ? node.value : undefined,
    node,
    lines: diagnosticLines(diagnostics),
    details: diagnostics.map(({ detail }) => detail),
  };
}

describe('imageRepository', () => {
  it.each([
    ['nginx', 'nginx'],
    ['nginx:1.27', 'nginx'],
    ['ghcr.io/acme/web', 'ghcr.io/acme/web'],
    ['ghcr.io/acme/web:1.4.2', 'ghcr.io/acme/web'],
    [`ghcr.io/acme/web@${DIGEST}`, 'ghcr.io/acme/web'],
    [`ghcr.io/acme/web:1.4.2@${DIGEST}`, 'ghcr.io/acme/web'],
    ['localhost:5000/web', 'localhost:5000/web'],
    ['localhost:5000/web:1', 'localhost:5000/web'],
    ['localhost:5000', 'localhost'],
    ['', ''],
  ])('of %s is %s', (image, repository) => {
    expect(imageRepository(image)).toBe(repository);
  });
});

describe('applyImages', () => {
  it.each([
    ['web:1.0', 'web: 1.4.3', 'web:1.4.3'],
    ['web', 'web: "2"', 'web:2'],
    ['web:1.0', `web: ${DIGEST}`, `web@${DIGEST}`],
    ['web:1.0', `web: 1.4.3@${DIGEST}`, `web:1.4.3@${DIGEST}`],
    [`web:1.0@${DIGEST}`, 'web: 1.4.3', 'web:1.4.3'],
    ['localhost:5000/web:1.0', 'localhost:5000/web: v2', 'localhost:5000/web:v2'],
  ])('replaces %s by %s', (before, images, after) => {
    expect(apply(before, images)).toMatchObject({ image: after, lines: [] });
  });

  it('matches the exact repository text only', () => {
    for (const other of ['docker.io/library/web', 'web/api', 'Web', 'webs']) {
      expect(apply(`${other}:1.0`, 'web: 1.4.3')).toMatchObject({
        image: `${other}:1.0`,
        lines: ['warning FIELD_NO_EFFECT apps/shop/dev/stack.yaml:2:8'],
      });
    }
  });

  it('gives the new value the place in stack.yaml', () => {
    const { node } = apply('web:1.0', 'web: 1.4.3');
    expect([node?.source.path, node?.start]).toEqual(['apps/shop/dev/stack.yaml', 15]);
  });

  it('reaches every container of every app, and nothing else', () => {
    const apps = mapOf(
      'web:\n  workload:\n    containers: {a: {image: "web:1"}, b: {image: "web:2"}}\n    initContainers: {c: {image: "web:3"}}\nworker:\n  workload:\n    containers: {d: {image: "web:4"}}\n  accessories:\n    cache: {image: "web:5"}\n',
    );
    const stack = mapOf('images: {web: new}\n', 'stack.yaml');
    const { apps: after } = applyImages(apps, textMapAt(stack, ['images']));
    const image = (...path: readonly string[]) => {
      const node = nodeAt(after, path);
      return node?.kind === 'scalar' ? node.value : undefined;
    };
    expect(['a', 'b'].map((name) => image('web', 'workload', 'containers', name, 'image'))).toEqual([
      'web:new',
      'web:new',
    ]);
    expect(image('web', 'workload', 'initContainers', 'c', 'image')).toBe('web:new');
    expect(image('worker', 'workload', 'containers', 'd', 'image')).toBe('web:new');
    expect(image('worker', 'accessories', 'cache', 'image')).toBe('web:5');
  });

  it.each([
    'latest!',
    'a b',
    '-x',
    '.x',
    'sha256:abc',
    `sha512:${'a'.repeat(64)}`,
    `@${DIGEST}`,
    `1.0@sha256:abc`,
    'x'.repeat(129),
    '""',
  ])('refuses the version %s', (version) => {
    expect(apply('web:1.0', `web: ${JSON.stringify(version === '""' ? '' : version)}`).lines).toEqual([
      'error FIELD_INVALID apps/shop/dev/stack.yaml:2:8',
    ]);
  });

  it('suggests the repository that was meant', () => {
    expect(apply('ghcr.io/acme/web:1.0', 'ghcr.io/acme/wbe: 1.4.3').details).toEqual([
      'No workload of the stack has a container with an image of "ghcr.io/acme/wbe". Did you mean "ghcr.io/acme/web"?',
    ]);
  });

  it('says who sets the image of a database that runs beside the workload', () => {
    expect(apply('ghcr.io/acme/web:1.0', 'postgres: "17"').details).toEqual([
      'No workload of the stack has a container with an image of "postgres". The image of an accessory is set by its module.',
    ]);
  });

  it('gives the same object when there is nothing to do', () => {
    const apps = mapOf(`web:\n  workload:${container('web:1.0')}`);
    expect(applyImages(apps, {}).apps).toBe(apps);
    expect(applyImages(apps, textMapAt(mapOf('images: {api: "1"}\n'), ['images'])).apps).toBe(apps);
  });
});
