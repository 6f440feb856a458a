import { describe, expect, it } from 'vitest';
import { layerFiles, loadStack, type KnownPaths } from '../../../src/compile/discover/load-stack.ts';
import { dirOf } from '../../../src/util/repo-path.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';
import { mapOf } from '../../tools/yaml-node.ts';

const PATH = 'apps/shop/dev/stack.yaml';
const stackOf = (text: string) => loadStack(mapOf(text, PATH));

/** Paths of files; a path that ends with @ is a link. */
function known(paths: readonly string[]): KnownPaths {
  const files = paths.filter((path) => !path.endsWith('@'));
  const folders = new Set<string>(['']);
  for (const path of paths) for (let dir = dirOf(path); dir !== ''; dir = dirOf(dir)) folders.add(dir);
  return {
    files: new Set(files),
    folders,
    symlinks: new Set(paths.filter((path) => path.endsWith('@')).map((path) => path.slice(0, -1))),
  };
}

function layersOf(text: string, paths: readonly string[]) {
  const { files, diagnostics } = layerFiles(mapOf(text, PATH), known(paths));
  return { files, lines: diagnosticLines(diagnostics) };
}

const OWN = 'apps/shop/dev/app.yaml';
const BASE = 'apps/shop/base/app.yaml';

describe('layerFiles', () => {
  it('puts ../base before the own file when it exists', () => {
    expect(layersOf('name: dev\n', [OWN, BASE])).toEqual({ files: [BASE, OWN], lines: [] });
    expect(layersOf('name: dev\n', [OWN])).toEqual({ files: [OWN], lines: [] });
    expect(layersOf('name: dev\n', [BASE])).toEqual({ files: [BASE], lines: [] });
  });

  it('takes the named layers in their order instead, low precedence first', () => {
    const paths = [OWN, BASE, 'platform/web/app.yaml', 'apps/shop/eu/app.yaml', 'app.yaml'];
    const text = 'name: dev\nextends: [../../../platform/web, ../eu/, ./../base, ../../..]\n';
    expect(layersOf(text, paths).files).toEqual([
      'platform/web/app.yaml',
      'apps/shop/eu/app.yaml',
      BASE,
      'app.yaml',
      OWN,
    ]);
    expect(layersOf('name: dev\nextends: []\n', paths).files).toEqual([OWN]);
  });

  it('never runs in circles: layers extend nothing', () => {
    expect(layersOf('name: dev\nextends: [., ../dev]\n', [OWN]).files).toEqual([OWN, OWN, OWN]);
  });

  it('refuses layers that do not exist, at their name', () => {
    const text = 'name: dev\nextends:\n  - ../base\n  - ../docs\n  - ../nowhere\n';
    expect(layersOf(text, [OWN, BASE, 'apps/shop/docs/README.md']).lines).toEqual([
      `error LAYER_MISSING ${PATH}:4:5`,
      `error LAYER_MISSING ${PATH}:5:5`,
    ]);
  });

  it.each(['../../../..', '/etc', 'C:/x', 'a\\b', '"a\\tb"', 'file:///etc'])(
    'refuses the path %s',
    (path) => {
      expect(layersOf(`name: dev\nextends: [${path}]\n`, [OWN]).lines).toEqual([
        `error PATH_OUTSIDE ${PATH}:2:11`,
      ]);
    },
  );

  it('refuses links on the way', () => {
    expect(layersOf('name: dev\n', [OWN, 'apps/shop/base@']).lines).toEqual([
      `error FILE_SYMLINK ${PATH}:1:1`,
    ]);
    expect(layersOf('name: dev\n', [OWN, `${BASE}@`]).lines).toEqual([`error FILE_SYMLINK ${PATH}:1:1`]);
    expect(layersOf('name: dev\nextends: [../../x/base]\n', [OWN, 'apps/x@']).lines).toEqual([
      `error FILE_SYMLINK ${PATH}:2:11`,
    ]);
  });

  it('leaves a linked own file to whoever reads it', () => {
    expect(layersOf('name: dev\n', [`${OWN}@`])).toEqual({ files: [OWN], lines: [] });
  });

  it('refuses a stack without any app.yaml', () => {
    expect(layersOf('# dev\nname: dev\n', [])).toEqual({
      files: [],
      lines: [`error STACK_WITHOUT_APP ${PATH}:1:1`],
    });
    expect(layersOf('name: dev\nextends: []\n', [BASE]).lines).toEqual([
      `error STACK_WITHOUT_APP ${PATH}:1:1`,
    ]);
  });
});

describe('loadStack', () => {
  it('reads every field with its place', () => {
    const { value, diagnostics } = stackOf(`name: dev
description: for developers
workspace: [dev, test]
namespace: shop-dev
images:
  ghcr.io/acme/web: 1.4.3
dependsOn: [shop/db]
targets: [kubernetes]
labels: {team: web}
`);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      name: 'dev',
      dir: 'apps/shop/dev',
      description: 'for developers',
      labels: { team: 'web' },
    });
    expect(value?.workspaces.map((each) => each.value)).toEqual(['dev', 'test']);
    expect(value?.namespace?.value).toBe('shop-dev');
    expect(value?.images['ghcr.io/acme/web']).toMatchObject({ value: '1.4.3' });
    expect(value?.dependsOn.map((each) => each.value)).toEqual(['shop/db']);
  });

  it('is rendered for the workspace of its own name unless it names one', () => {
    expect(stackOf('name: dev\n').value?.workspaces.map(({ value, start }) => [value, start])).toEqual([
      ['dev', 6],
    ]);
    expect(stackOf('name: dev\nworkspace: test\n').value?.workspaces.map(({ value }) => value)).toEqual([
      'test',
    ]);
  });

  it('takes the namespace of its extensions, the last of several', () => {
    const extension = (name: string) =>
      `  - kind: kubernetesNamespace\n    kubernetesNamespace: {namespace: ${name}}\n`;
    const { value, diagnostics } = stackOf(`name: dev\nextensions:\n${extension('a')}${extension('b')}`);
    expect([value?.extensions.namespace?.value, diagnostics]).toEqual(['b', []]);
    expect(stackOf(`name: dev\nnamespace: b\nextensions:\n${extension('b')}`).diagnostics).toEqual([]);
    expect(
      diagnosticLines(stackOf(`name: dev\nnamespace: c\nextensions:\n${extension('b')}`).diagnostics),
    ).toEqual([`error NAMESPACE_CONFLICT ${PATH}:2:12`]);
  });

  it('points at the extension that lacks its part', () => {
    expect(
      diagnosticLines(stackOf('name: dev\nextensions:\n  - kind: kubernetesNamespace\n').diagnostics),
    ).toEqual([`error FIELD_MISSING ${PATH}:3:5`]);
  });

  it('refuses targets that cannot be rendered yet, and others at all', () => {
    expect(diagnosticLines(stackOf('name: dev\ntargets: [kubernetes, heroku]\n').diagnostics)).toEqual([
      `error FEATURE_UNAVAILABLE ${PATH}:2:23`,
    ]);
    expect(diagnosticLines(stackOf('name: dev\ntargets: [nomad]\n').diagnostics)).toEqual([
      `error FIELD_INVALID ${PATH}:2:11`,
    ]);
  });

  it('says what of Kusion has no effect', () => {
    expect(
      diagnosticLines(stackOf('name: dev\nbackend: {storageType: local}\npath: ./dev\n').diagnostics),
    ).toEqual([`info FIELD_NO_EFFECT ${PATH}:2:1`, `info FIELD_NO_EFFECT ${PATH}:3:1`]);
  });
});
