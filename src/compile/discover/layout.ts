import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Unit } from '../../model/unit.ts';

/** The names that `publish.branch` and `publish.path` may use. */
export interface LayoutNames {
  readonly workspace: string;
  readonly project: string;
  readonly stack: string;
}

/** A layout template that was checked: literal text and names in turn. */
export interface LayoutTemplate {
  /** Undefined when nobody wrote it. */
  readonly at: Span | undefined;
  readonly fill: (names: LayoutNames) => string;
}

const NAME = /\{(workspace|project|stack)\}/g;

/** Checks a template; without a value when no unit could use it. */
export function parseTemplate(
  text: string,
  at: Span | undefined,
): { value?: LayoutTemplate; diagnostics: readonly Diagnostic[] } {
  const bare = text.replace(NAME, 'x');
  if (/[{}]/.test(bare)) {
    return refuse(
      'TEMPLATE_INVALID',
      `"${text}" uses a name other than {workspace}, {project} and {stack}.`,
      at,
    );
  }
  if (bare.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return refuse(
      'TEMPLATE_INVALID',
      `"${text}" has an empty, "." or ".." part. Use plain relative parts.`,
      at,
    );
  }
  const fill = (names: LayoutNames) => text.replace(NAME, (_, name: keyof LayoutNames) => names[name]);
  return { value: { at, fill }, diagnostics: [] };
}

/** Names of branches we are willing to write: a safe part of what Git allows. */
const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;
/** Folder names that every file system and Git itself can hold. */
const FOLDER = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;

/** Why a branch name is refused, or undefined when it is fine (git-check-ref-format, and no options or shell text). */
export function branchProblem(name: string): string | undefined {
  if (!BRANCH.test(name))
    return 'letters, digits, ".", "_", "-" and "/" only, at most 200, first a letter or digit';
  const parts = name.split('/');
  if (
    parts.some((part) => part === '' || part.startsWith('.') || part.endsWith('.') || part.endsWith('.lock'))
  ) {
    return 'no part may be empty, start or end with ".", or end with ".lock"';
  }
  if (name.includes('..') || name === 'HEAD') return 'it has a meaning of its own to Git';
  return undefined;
}

/** Why a folder path is refused, or undefined when it is fine. */
export function folderProblem(path: string): string | undefined {
  const bad = path
    .split('/')
    .find(
      (part) =>
        !FOLDER.test(part) || part.endsWith('.') || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part),
    );
  return bad === undefined ? undefined : `"${bad}" is not a portable folder name`;
}

/** Units that would write over each other, and branches that Git cannot hold together. */
export function checkLayout(
  units: readonly Unit[],
  at: { branch: Span | undefined; path: Span | undefined },
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const places = new Map<string, Unit>();
  for (const unit of units) {
    const place = `${unit.branch}\0${unit.path}`;
    const first = places.get(place);
    // two of the same names are told as PROJECT_DUPLICATE or STACK_DUPLICATE
    if (first && describe(first) === describe(unit)) continue;
    if (first) {
      const detail = `${describe(first)} and ${describe(unit)} both write ${unit.path} on ${unit.branch}. Let publish.branch or publish.path name what differs.`;
      found.push(
        diagnostic('UNIT_PATH_DUPLICATE', detail, at.path ?? at.branch ?? unit.stack.nameSpan, {
          related: [related(first), related(unit)],
        }),
      );
    } else places.set(place, unit);
  }
  for (const unit of places.values()) {
    const outer = above(unit.path)
      .map((path) => places.get(`${unit.branch}\0${path}`))
      .find((each) => each !== undefined);
    if (!outer) continue;
    const detail = `${describe(unit)} would write to ${unit.path}, inside ${outer.path} of ${describe(outer)}.`;
    found.push(
      diagnostic('UNIT_PATH_NESTED', detail, at.path ?? at.branch ?? unit.stack.nameSpan, {
        related: [related(outer), related(unit)],
      }),
    );
  }
  const branches = new Set(units.map(({ branch }) => branch));
  for (const branch of branches) {
    const outer = above(branch).find((each) => branches.has(each));
    if (outer !== undefined) {
      const detail = `Git cannot hold the branches "${outer}" and "${branch}" together.`;
      found.push(diagnostic('REF_CONFLICT', detail, at.branch));
    }
  }
  return found;
}

function refuse(code: 'TEMPLATE_INVALID', detail: string, at: Span | undefined) {
  return { diagnostics: [diagnostic(code, detail, at)] };
}

function above(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

function describe({ project, stack, workspace }: Unit): string {
  return `${project.name}/${stack.name} for ${workspace.name}`;
}

function related(unit: Unit) {
  return { message: describe(unit), span: unit.stack.nameSpan };
}
