const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** What may stand for a version of an image, in words. */
export const IMAGE_VERSION = 'a tag, a digest (sha256: and 64 hex digits) or tag@digest';

/** The repository of an image reference: everything before the tag and the digest. */
export function imageRepository(image: string): string {
  const withoutDigest = image.split('@')[0] ?? image;
  const colon = withoutDigest.lastIndexOf(':');
  return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.slice(0, colon) : withoutDigest;
}

/** True for a digest alone, which follows the repository behind `@`. */
export function isDigest(version: string): boolean {
  return DIGEST.test(version);
}

/** True for a tag, a digest or `tag@digest` (grammar: distribution/reference). */
export function isImageVersion(version: string): boolean {
  if (DIGEST.test(version) || TAG.test(version)) return true;
  const at = version.indexOf('@');
  return at > 0 && TAG.test(version.slice(0, at)) && DIGEST.test(version.slice(at + 1));
}
