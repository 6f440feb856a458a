import { MAX_LABEL } from '../../model/names.ts';
import type { Pass } from './pass.ts';
import { addToPods } from './pods.ts';

/** The label that tells the pods of one object from all others. */
export const INSTANCE = 'app.kubernetes.io/instance';

/** The label that names the tool. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';

/**
 * Labels an object and its pods with the object's name and the tool (kubernetes.io, common labels). Selectors
 * stay as they are. A name that is no label value, because it is over 63 characters, is left out.
 */
export const labelPods: Pass = (spec, scope) =>
  addToPods(spec, scope, ({ resource, template }) => {
    const { name } = resource.id;
    return [[], template].flatMap((at) => [
      ...(name !== '' && name.length <= MAX_LABEL
        ? [{ path: [...at, 'metadata', 'labels', INSTANCE], value: name }]
        : []),
      { path: [...at, 'metadata', 'labels', MANAGED_BY], value: 'moorline' },
    ]);
  });
