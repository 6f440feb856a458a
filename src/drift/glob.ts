import { compileRegex } from './linear-regex.ts';

/** Tests a whole text against a pattern in which `*` stands for any text and `?` for one character. */
export function globTest(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const compiled = compileRegex(`^(?:${escaped})$`);
  // a pattern that is too long for the matcher matches only itself
  return compiled.test ?? ((text) => text === pattern);
}
