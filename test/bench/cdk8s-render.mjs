// Writes the objects of units with cdk8s, one file a resource, in one process.
// node cdk8s-render.mjs OBJECTS.json OUT: a list of units, each a list of Kubernetes objects
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';

const [objectsFile = '', out = ''] = process.argv.slice(2);
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- JSON that the benchmark wrote
const units = /** @type {import('cdk8s').ApiObjectProps[][]} */ (
  JSON.parse(readFileSync(objectsFile, 'utf8'))
);
for (const [i, objects] of units.entries()) {
  const app = new App({ outdir: join(out, String(i)), yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  const chart = new Chart(app, 'unit');
  for (const [j, object] of objects.entries()) new ApiObject(chart, `resource-${j}`, object);
  app.synth();
}
