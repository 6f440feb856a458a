import { z } from 'zod';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';
import { anyMap, extensions, textMap } from './common.ts';

/** `project.yaml`. */
export const projectFile = strictObject({
  name: dnsLabel.describe('Name of the project: part of every object name, and the default namespace.'),
  description: z.string().optional().describe('What the project is, for people.'),
  labels: textMap.optional().describe('Labels for selection; never rendered.'),
  extensions: extensions.optional().describe('Kusion extensions: namespace and metadata.'),
  path: z.unknown().optional().describe('Accepted for Kusion; without effect.'),
  stacks: z.unknown().optional().describe('Accepted for Kusion; without effect.'),
  generator: anyMap.optional().describe('Accepted for Kusion; without effect.'),
}).describe('A Moorline project.');
