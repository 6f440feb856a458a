import type { Json } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';
import type { ObjectProblem } from '../problem.ts';

const LAST_PORT = 65_535;

/** A port has a number from 1 to 65535; what is no number is not judged. */
export function* portNumber(value: Json | undefined, path: Path): Iterable<ObjectProblem> {
  if (typeof value !== 'number' || (value >= 1 && value <= LAST_PORT)) return;
  yield { path, kind: 'value', detail: `is ${value}, and a port is a number from 1 to ${LAST_PORT}` };
}

/** A port is a number, or the name of a port of a container. */
export function* portOrName(value: Json | undefined, path: Path): Iterable<ObjectProblem> {
  yield* portNumber(value, path);
  if (typeof value === 'string') yield* portName(value, path);
}

/** The name of a port (k8s.io/apimachinery pkg/util/validation, `IsValidPortName`). */
export function* portName(value: Json | undefined, path: Path): Iterable<ObjectProblem> {
  if (typeof value !== 'string') return;
  const isGood = value.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) && /[a-z]/.test(value);
  if (isGood) return;
  const detail = `is "${value}", and the name of a port has 15 characters at most: lower-case letters, digits and single - between them, with one letter or more`;
  yield { path, kind: 'value', detail };
}
