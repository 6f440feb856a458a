import { isScalar, type ParsedNode } from 'yaml';
import type { ManifestDocument, ParsedManifests } from './document.ts';
import { ProblemLog } from './problem-log.ts';
import type { ReadLimits } from './problem.ts';
import { readJson } from './read-json.ts';
import { composeDocuments, reportErrors, tagFinder } from './read-yaml.ts';
import { forbiddenCharacter } from './text-check.ts';
import { nodeToJson } from './to-json.ts';

export type { ManifestProblemKind, ReadLimits } from './problem.ts';

/** Deeper than any schema of a custom resource, and small enough for every recursion that follows. */
const LIMITS: ReadLimits = { depth: 64, aliased: 1_000_000 };

/**
 * Reads Kubernetes manifests, YAML or JSON, with the values that `sigs.k8s.io/yaml`, the reader of
 * kubectl and of GitOps controllers, gives them. Aliases and merge keys are resolved, empty documents
 * left out, a document `null` kept, a List not expanded. Where a value would be lost, or readers
 * disagree about it, there is a problem instead. Never throws on bad input.
 */
export function parseManifests(text: string, limits: Partial<ReadLimits> = {}): ParsedManifests {
  const within = { ...LIMITS, ...limits };
  return readJson(text, within.depth) ?? readYaml(text, within);
}

function readYaml(text: string, limits: ReadLimits): ParsedManifests {
  const refused = forbiddenCharacter(text);
  if (refused) return { documents: [], problems: [refused] };
  const log = new ProblemLog();
  const documents: ManifestDocument[] = [];
  for (const document of composeDocuments(text, limits, log.report)) {
    const { contents } = document;
    if (reportErrors(document, log.report) || contents === null || isBlank(contents)) continue;
    const value = nodeToJson(contents, { text, limits, report: log.report, tagAt: tagFinder(document) });
    if (value !== undefined) documents.push({ value, start: contents.range[0], end: contents.range[1] });
  }
  return { documents, problems: log.problems };
}

/** True when there is nothing but comments and document marks. */
function isBlank(contents: ParsedNode): boolean {
  return (
    isScalar(contents) &&
    contents.source === '' &&
    contents.type === 'PLAIN' &&
    !contents.tag &&
    !contents.anchor
  );
}
