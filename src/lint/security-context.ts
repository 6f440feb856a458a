import { partAt } from '../model/edit-json.ts';
import type { Json } from '../model/json.ts';
import type { Container } from './object-set.ts';

/** A field of the security context that counts for a container: its own, else that of the pod. */
export function securityOf({ object, workload }: Container, field: string): Json | undefined {
  return partAt(object, ['securityContext', field]) ?? partAt(workload.spec, ['securityContext', field]);
}
