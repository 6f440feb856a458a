import { BINDING_KEYS, bindingName, boundOutputs } from '../binding.ts';
import type { Flavor } from '../flavor.ts';

/** A database that somebody else runs: nothing is rendered, and its binding Secret has to exist. */
export const external: Flavor = {
  naming: { kind: 'Secret name', suffix: '-app', limit: 253, form: 'label' },
  reads: [],
  parts: (database) => ({
    secrets: [],
    required: [{ name: bindingName(database), keys: BINDING_KEYS, at: database.cause }],
    objects: [],
    outputs: boundOutputs(database),
  }),
};
