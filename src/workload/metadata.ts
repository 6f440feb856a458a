import { from, type Draft } from '../model/draft.ts';
import type { ModuleContext, WorkloadFacts } from '../model/module.ts';
import { MAX_LABEL } from '../model/names.ts';
import { input, platform, type Pointer } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';
import type { WorkloadInput } from './schema.ts';

type Texts = Readonly<Record<string, string>>;

/** Labels and annotations of one side, developer or platform. */
export interface MetadataInput {
  readonly labels?: Texts | undefined;
  readonly annotations?: Texts | undefined;
}

/** A label or annotation with the input that won. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
  readonly at: Pointer;
}

type Field = 'labels' | 'annotations';

/** Developer over platform; an empty developer value loses to the platform's (Kusion merges with mergo). */
export function mergedEntries(
  field: Field,
  own: MetadataInput,
  defaults: MetadataInput,
): readonly MetadataEntry[] {
  const [developer, other] = [own[field] ?? {}, defaults[field] ?? {}];
  return [...new Set([...Object.keys(developer), ...Object.keys(other)])].map((key) => {
    const developerWins = Object.hasOwn(developer, key) && (developer[key] !== '' || !other[key]);
    return developerWins
      ? { key, value: developer[key] ?? '', at: input(field, key) }
      : { key, value: other[key] ?? '', at: platform(field, key) };
  });
}

/** A workload as accessories see it: labels and annotations merged, without the selector. */
export function workloadFacts(
  own: MetadataInput & Pick<WorkloadInput, 'containers'>,
  defaults: MetadataInput,
  kind: string,
): Omit<WorkloadFacts, 'module'> {
  const plain = (field: Field) =>
    Object.fromEntries(mergedEntries(field, own, defaults).map(({ key, value }) => [key, value]));
  const portNames = Object.values(own.containers).flatMap(({ ports }) => Object.keys(ports ?? {}));
  return { kind, portNames, labels: plain('labels'), annotations: plain('annotations') };
}

/** The selector labels of an app as a draft: the app's name and the project. */
export function selectorDraft({ selector }: ModuleContext): Readonly<Record<string, Draft>> {
  const origin = (key: string): Pointer => ({
    root: 'unit',
    path: [key.endsWith('/name') ? 'app' : 'project'],
  });
  return Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, from(origin(key), value)]));
}

/** Entries as a draft map; undefined when there is none, as Go leaves out an empty map. */
export function entriesDraft(entries: readonly MetadataEntry[]): Readonly<Record<string, Draft>> | undefined {
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(({ key, value, at }) => [key, from(at, value)]));
}

const PREFIX = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Reports labels that Kubernetes refuses: syntax of key and value, a value over 63 characters. */
export function checkLabels(entries: readonly MetadataEntry[], report: Report): void {
  checkKeys(entries, report);
  for (const { key, value, at } of entries) {
    if (value.length > MAX_LABEL) {
      const detail = `The value of the label "${key}" has ${value.length} characters; Kubernetes takes ${MAX_LABEL}.`;
      report({ code: 'NAME_TOO_LONG', detail, at });
    } else if (value !== '' && !WORD.test(value)) {
      const detail = `"${value}" cannot be the value of a label: use letters, digits, "-", "_" and ".", first and last a letter or digit. Free text belongs in an annotation.`;
      report({ code: 'FIELD_INVALID', detail, at });
    }
  }
}

/** Reports keys of labels or annotations that Kubernetes refuses: `[prefix/]name`. */
export function checkKeys(entries: readonly MetadataEntry[], report: Report): void {
  for (const { key, at } of entries) {
    const slash = key.indexOf('/');
    const name = key.slice(slash + 1);
    if (name.length > MAX_LABEL) {
      const detail = `The key "${key}" has ${name.length} characters after the "/"; Kubernetes takes ${MAX_LABEL}.`;
      report({ code: 'NAME_TOO_LONG', detail, at });
    } else if (!WORD.test(name) || (slash >= 0 && !PREFIX.test(key.slice(0, slash)))) {
      const detail = `"${key}" cannot be a key here: write "name" or "domain/name" with letters, digits, "-", "_" and ".".`;
      report({ code: 'FIELD_INVALID', detail, at });
    }
  }
}

/** Reports labels that would change what the selector of the app looks for. */
export function checkSelector(entries: readonly MetadataEntry[], selector: Texts, report: Report): void {
  for (const { key, value, at } of entries) {
    const wanted = Object.hasOwn(selector, key) ? selector[key] : undefined;
    if (wanted === undefined || wanted === value) continue;
    const detail = `The label "${key}" selects the pods of the app and has to stay "${wanted}". Leave it out.`;
    report({ code: 'FIELD_CONFLICT', detail, at });
  }
}
