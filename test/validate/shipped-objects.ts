import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifests } from '../../src/manifest/parse.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Every object that the examples of the modules, the cases of Kusion and the sample are known to render to. */
export function shippedObjects(): readonly JsonObject[] {
  const modules = readdirSync(join(ROOT, 'src/modules')).flatMap((name) => {
    const examples = join(ROOT, 'src/modules', name, 'examples');
    return existsSync(examples)
      ? readdirSync(examples).map((each) => join(examples, each, 'expected.yaml'))
      : [];
  });
  const cases = readdirSync(join(ROOT, 'fixtures/kusion')).map((each) =>
    join(ROOT, 'fixtures/kusion', each, 'manifests.yaml'),
  );
  return [...modules, ...cases]
    .filter((path) => existsSync(path))
    .flatMap((path) => parseManifests(readFileSync(path, 'utf8')).documents.map(({ value }) => value))
    .filter(isJsonObject);
}
