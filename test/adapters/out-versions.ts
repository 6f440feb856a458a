/** 250 files of which each version changes, adds and drops some, also between file and folder. */
export function version(number: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at < 250; at++) {
    if ((at + number) % 5 === 0) continue;
    const path = `w${at % 3}/p${at % 20}/${at % 7 === number % 7 ? 'x' : `s${at}`}`;
    files.set(`${path}/r${at}.yaml`, `version: ${(at % 2) * number}\n`.repeat(40));
  }
  files.set(number % 2 === 0 ? 'turn' : 'turn/turn.yaml', `${number}\n`);
  return files;
}
