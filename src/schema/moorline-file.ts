import { z } from 'zod';
import { strictObject } from '../model/strict-object.ts';
import { anyMap } from './common.ts';

const globs = z.array(z.string().min(1).max(256));
const review = z.enum(['direct', 'pull-request']);

const publish = strictObject({
  remote: z.string().default('origin').describe('Remote name or URL that holds the rendered branches.'),
  source: z
    .string()
    .optional()
    .describe('Branch whose commits may be published; default: the default branch of the source remote.'),
  sourceURL: z
    .string()
    .optional()
    .describe('How provenance names the source; default: from the source remote, without credentials.'),
  branch: z
    .string()
    .default('rendered/{workspace}')
    .describe('Template of the branch over {workspace}, {project} and {stack}.'),
  path: z.string().default('{project}/{stack}').describe('Template of the folder inside the branch.'),
  review: z
    .union([review, z.record(z.string(), review)])
    .default('direct')
    .describe('direct, pull-request, or a map from workspace glob to one of them.'),
  preserve: z.array(z.string()).default([]).describe('Globs of foreign files on the branch that are kept.'),
  sign: z.enum(['none', 'gpg', 'ssh']).default('none').describe('How rendered commits are signed.'),
  author: z.string().optional().describe('Author of rendered commits, as Name <mail>.'),
});

const texts = z.array(z.string().min(1));

/** Argo CD's `ignoreDifferences` (argo-cd pkg/apis/application/v1alpha1/types.go `ResourceIgnoreDifferences`). */
const argoRule = strictObject({
  group: z.string().optional().describe('API group, with * and ?; empty text for the core group.'),
  kind: z.string().optional().describe('Kind, with * and ?.'),
  namespace: z.string().optional().describe('Namespace.'),
  name: z.string().optional().describe('Name.'),
  jsonPointers: texts.optional().describe('JSON pointers (RFC 6901) of fields.'),
  jqPathExpressions: texts.optional().describe('Fields in a part of the language of jq.'),
  managedFieldsManagers: texts.optional().describe('Field managers whose fields are not compared.'),
});

/** Flux's `spec.ignore` (fluxcd/kustomize-controller, Kustomization v1). */
const fluxRule = strictObject({
  paths: texts.describe('JSON pointers (RFC 6901) of fields.'),
  target: strictObject({
    group: z.string().optional().describe('API group, a regular expression.'),
    version: z.string().optional().describe('API version, a regular expression.'),
    kind: z.string().optional().describe('Kind, a regular expression.'),
    name: z.string().optional().describe('Name, a regular expression.'),
    namespace: z.string().optional().describe('Namespace, a regular expression.'),
    labelSelector: z.string().optional().describe('Selector of labels.'),
    annotationSelector: z.string().optional().describe('Selector of annotations.'),
  })
    .optional()
    .describe('Objects that the rule is for; all when left out.'),
});

const drift = strictObject({
  ignore: z
    .array(z.union([argoRule, fluxRule]))
    .default([])
    .describe("Rules in Argo CD's or Flux's form for differences that are not drift."),
  managers: strictObject({
    ours: z.array(z.string()).default([]).describe('Field managers of the GitOps controller.'),
    human: z.array(z.string()).default([]).describe('Field managers of people.'),
    controller: z.array(z.string()).default([]).describe('Field managers of other controllers.'),
  })
    .optional()
    .describe('Who owns which field manager.'),
});

/** `moorline.yaml`; every key has a default. */
export const moorlineFile = strictObject({
  apiVersion: z.literal('moorline.dev/v1').optional().describe('Version of this file.'),
  renderVersion: z.literal(1).optional().describe('Version of the rendering rules.'),
  projects: globs.default(['**/project.yaml']).describe('Globs of project files.'),
  workspaces: globs.default(['workspaces/*.yaml']).describe('Globs of workspace files.'),
  publish: publish.prefault({}).describe('Rendered branches.'),
  delivery: strictObject({
    controller: z
      .enum(['none', 'argocd', 'flux'])
      .default('none')
      .describe('GitOps controller that follows the rendered branches.'),
    options: anyMap.optional().describe('Options of that controller.'),
  })
    .prefault({})
    .describe('GitOps controller.'),
  policy: strictObject({
    failOn: z
      .enum(['none', 'low', 'medium', 'high', 'critical'])
      .default('critical')
      .describe('Risk from which diff fails.'),
    secrets: z
      .enum(['forbid', 'workspace'])
      .default('forbid')
      .describe('Whether a workspace may allow plaintext Secrets on a rendered branch.'),
  })
    .prefault({})
    .describe('Gates.'),
  drift: drift.prefault({}).describe('Drift check.'),
  schemas: strictObject({
    crds: z
      .array(z.string())
      .default([])
      .describe('Globs of CustomResourceDefinition files to validate against.'),
  })
    .optional()
    .describe('Kubernetes schemas.'),
  lint: z
    .record(z.string(), z.enum(['off', 'info', 'warning', 'error']))
    .optional()
    .describe('Level of each lint rule.'),
  modules: strictObject({
    paths: globs.default([]).describe('Globs of folders that hold a module.yaml.'),
  })
    .optional()
    .describe('Modules of your own.'),
}).describe('Moorline configuration.');

/** The configuration with every default filled. */
export type MoorlineConfig = z.output<typeof moorlineFile>;
