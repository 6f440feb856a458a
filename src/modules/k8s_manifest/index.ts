import { z } from 'zod';
import {
  defineModule,
  type DeclaredInput,
  type InputDocument,
  type ModuleProblem,
} from '../../model/module.ts';
import { input as inputPointer, platform as platformPointer } from '../../model/pointer.ts';
import { strictObject } from '../../model/strict-object.ts';
import { manifestResources } from './manifest.ts';

const paths = () => z.array(z.string().min(1)).min(1).optional();

const schema = strictObject({
  module: z.literal('k8s_manifest').optional().describe('Names the module when the key does not.'),
  paths: paths().describe(
    'Files, or folders with .yaml, .yml and .json files; relative to the stack folder.',
  ),
});

const platformSchema = strictObject({
  paths: paths().describe("Files and folders added to the developer's; relative to the stack folder too."),
});

interface Paths {
  readonly paths?: readonly string[] | undefined;
}

/** The developer's paths, then the platform's; a text that stands twice counts once (Kusion catalog@455e3c90). */
function declaredInputs(own: Paths, platform: Paths): readonly DeclaredInput[] {
  const all = [
    ...(own.paths ?? []).map((path, index) => ({ path, at: inputPointer('paths', index) })),
    ...(platform.paths ?? []).map((path, index) => ({ path, at: platformPointer('paths', index) })),
  ];
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
}

/** A document of a file that two paths reach counts once. */
function documentKey({ source, start }: InputDocument): string {
  return `${source.path}:${start}`;
}

/** Takes Kubernetes manifests over as they are (Kusion catalog@455e3c90 k8s_manifest generator). */
export const k8sManifestModule = defineModule({
  name: 'k8s_manifest',
  type: 'K8sManifest',
  role: 'accessory',
  summary: 'Takes Kubernetes manifests over from files of the repository.',
  schema,
  platform: platformSchema,
  inputs: declaredInputs,
  generate: (own, platform, { files }) => {
    const problems: ModuleProblem[] = [];
    const inputs = declaredInputs(own, platform);
    if (inputs.length === 0) {
      const detail = 'Name at least one file or folder with manifests.';
      problems.push({ code: 'FIELD_MISSING', detail, at: inputPointer('paths') });
    }
    const documents = new Map(
      inputs.flatMap(({ path }) =>
        (files.get(path) ?? []).map((document) => [documentKey(document), document] as const),
      ),
    );
    const resources = [...documents.values()].flatMap((document) =>
      manifestResources(document, (problem) => problems.push(problem)),
    );
    return { resources, problems };
  },
});
