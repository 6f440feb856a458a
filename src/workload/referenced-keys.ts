import type { WorkloadInput } from './schema.ts';
import { parseSecretReference, withoutBraces } from './secret-reference.ts';

/** The keys of a Secret that the containers read through environment variables and files. */
export function referencedKeys(secret: string, { containers }: WorkloadInput): readonly string[] {
  return Object.values(containers).flatMap(({ env, files }) => {
    const texts = [
      ...Object.values(env ?? {}).map(String),
      ...Object.values(files ?? {}).map(({ contentFrom }) => withoutBraces(contentFrom ?? '')),
    ];
    return texts.flatMap((text) => {
      const reference = parseSecretReference(text);
      return reference?.name === secret && reference.key !== '' ? [reference.key] : [];
    });
  });
}
