import type { RemoteReference } from './secret-plan.ts';

const REF = /^ref:\/\/([^\s/?#]+(?:\/[^\s/?#]+)*)(?:\?version=([^\s&#]+))?$/;
const SHORT = /^([^\s#]+)#([^\s#]+)$/;

/**
 * Reads `ref://HOST/a/b?version=V` or `KEY#PROPERTY`; undefined for any other text. The last segment of a
 * `ref://` with a path is the property, the rest the key, as Kusion reads it (kusion@02cc9d8b
 * `ParseExternalSecretDataRef`); without a path there is only a key.
 */
export function parseRemoteReference(text: string): RemoteReference | undefined {
  const short = SHORT.exec(text);
  if (short) return { key: short[1] ?? '', property: short[2] ?? '' };
  const [, path, version] = REF.exec(text) ?? [];
  if (path === undefined) return undefined;
  const slash = path.lastIndexOf('/');
  const whole = slash < 0 ? { key: path } : { key: path.slice(0, slash), property: path.slice(slash + 1) };
  return { ...whole, ...(version === undefined ? {} : { version }) };
}

/** How references are written, for messages. */
export const REMOTE_FORMS = 'ref://PATH/PROPERTY or PATH#PROPERTY';
