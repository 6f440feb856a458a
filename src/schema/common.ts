import { z } from 'zod';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';

/** Free text to text. */
export const textMap = z.record(z.string(), z.string());

/** Settings that some other tool reads; kept as they are. */
export const anyMap = z.record(z.string(), z.unknown());

const kubernetesNamespace = strictObject({
  kind: z.literal('kubernetesNamespace').describe('Sets the namespace.'),
  kubernetesNamespace: strictObject({
    namespace: dnsLabel.describe('Namespace of everything the unit renders.'),
  }).describe('The namespace.'),
});

const kubernetesMetadata = strictObject({
  kind: z.literal('kubernetesMetadata').describe('Adds labels and annotations.'),
  kubernetesMetadata: strictObject({
    labels: textMap.optional().describe('Labels for the metadata of every generated object.'),
    annotations: textMap.optional().describe('Annotations for the metadata of every generated object.'),
  }).describe('The labels and annotations.'),
});

/** Kusion's extensions of a project or stack (Kusion v0.14, types.go `Extension`). */
export const extensions = z.array(z.union([kubernetesNamespace, kubernetesMetadata]));
