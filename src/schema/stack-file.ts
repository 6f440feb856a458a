import { z } from 'zod';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';
import { extensions, textMap } from './common.ts';

/** The output forms a stack may ask for. */
export const TARGET_NAMES = ['kubernetes', 'helm', 'kubevela', 'heroku', 'compose'] as const;

/** `stack.yaml`. */
export const stackFile = strictObject({
  name: dnsLabel.describe('Name of the stack: part of every object name.'),
  description: z.string().optional().describe('What the stack is, for people.'),
  workspace: z
    .union([dnsLabel, z.array(dnsLabel).min(1)])
    .optional()
    .describe('Workspace or workspaces it is rendered for; default: the workspace named like the stack.'),
  namespace: dnsLabel.optional().describe('Namespace; default: the extensions, else the project name.'),
  extends: z
    .array(z.string().min(1))
    .optional()
    .describe('Layer folders below this one; default: ../base when it exists.'),
  images: textMap
    .nullable()
    .optional()
    .describe('Image repository to tag, digest (sha256:…) or tag@digest; wins over app.yaml.'),
  dependsOn: z
    .array(z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9]*[a-z0-9])?$/))
    .optional()
    .describe('Stacks that have to be there first, as project/stack.'),
  targets: z.array(z.enum(TARGET_NAMES)).optional().describe('Output forms; default: kubernetes.'),
  labels: textMap.optional().describe('Labels for selection; never rendered.'),
  extensions: extensions.optional().describe('Kusion extensions; win over those of the project.'),
  backend: z.unknown().optional().describe('Accepted for Kusion; without effect.'),
  path: z.unknown().optional().describe('Accepted for Kusion; without effect.'),
}).describe('A Moorline stack.');
