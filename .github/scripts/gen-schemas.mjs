// Writes the schema tables of src/validate/tables from Go modules. Needs Go and a network; the tables are committed.
import { writeFileSync } from 'node:fs';
import { crdLines } from './schemas/crds.mjs';
import { moduleFiles } from './schemas/go-module.mjs';
import { enumsOf, kubernetesLines, shortNames } from './schemas/kubernetes.mjs';
import { CRDS, KUBERNETES } from './schemas/sources.mjs';
import { mergedLines, tableFile } from './schemas/table-text.mjs';

const FOLDER = 'src/validate/tables';
const SWAGGER = 'api/openapi-spec/swagger.json';
const GO_SOURCE = 'pkg/generated/openapi/zz_generated.openapi.go';

const camelCase = (/** @type {string} */ name) =>
  name.replaceAll(/-([a-z0-9])/g, (_, /** @type {string} */ letter) => letter.toUpperCase());

/** @type {(name: string, table: { sources: readonly string[], lines: readonly string[] }) => void} */
function write(name, table) {
  const text = tableFile({ name: camelCase(name), ...table });
  writeFileSync(`${FOLDER}/${name}.ts`, text);
  console.log(`${name}: ${String(table.lines.length)} lines, ${(text.length / 1000).toFixed(0)} kB`);
}

function writeKubernetes() {
  const read = KUBERNETES.map((module) => {
    const files = moduleFiles(module, (path) => path === SWAGGER || path === GO_SOURCE);
    /** @type {import('./schemas/kubernetes.mjs').Document} */
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what an OpenAPI document is
    const document = JSON.parse(files.get(SWAGGER) ?? '');
    return { module, document, enums: enumsOf(files.get(GO_SOURCE) ?? '') };
  });
  const shortName = shortNames(read.map(({ document }) => document));
  const versions = read.map(({ module, document, enums }) => ({
    version: module.minor,
    lines: kubernetesLines(document, { shortName, enums }),
  }));
  const header = `#${versions.map(({ version }) => String(version)).join(' ')} Kubernetes`;
  write('kubernetes', {
    sources: KUBERNETES.map(({ path, version }) => `${path}@${version}`),
    lines: [header, ...mergedLines(versions)],
  });
}

function writeCrds() {
  for (const { table, about, modules } of CRDS) {
    const files = modules.flatMap((module) => [
      ...moduleFiles(module, (path) => module.files.test(path)).values(),
    ]);
    write(table, {
      sources: modules.map(({ path, version }) => `${path}@${version}`),
      lines: [`# ${about}`, ...mergedLines([{ version: 0, lines: crdLines(files) }])],
    });
  }
}

writeKubernetes();
writeCrds();
