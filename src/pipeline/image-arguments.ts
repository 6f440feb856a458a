import { IMAGE_VERSION, imageRepository, isImageVersion } from '../compile/resolve/image-reference.ts';

/** Reads `REPOSITORY=VERSION` texts; a text says what is wrong with the first bad one. */
export function imageArguments(texts: readonly string[]): ReadonlyMap<string, string> | string {
  const images = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const [repository, version] = [text.slice(0, equals), text.slice(equals + 1)];
    if (equals < 1) return `"${text}" does not set an image. Write REPOSITORY=VERSION.`;
    if (!/^[!-~]+$/.test(repository) || imageRepository(repository) !== repository)
      return `"${repository}" is not a repository. It is the image without tag and digest.`;
    if (!isImageVersion(version)) return `"${version}" is not ${IMAGE_VERSION} for ${repository}.`;
    if (images.has(repository)) return `"${repository}" is set twice.`;
    images.set(repository, version);
  }
  return images;
}
