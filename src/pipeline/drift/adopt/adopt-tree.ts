import { decodeSource } from '../../../compile/source/decode.ts';
import { MAX_FILE_BYTES } from '../../../compile/source/limits.ts';
import type { SourceText } from '../../../diagnostics/span.ts';
import type { FileContent, TreeReader } from '../../../model/ports.ts';
import type { Unit } from '../../../model/unit.ts';
import { EVERYTHING } from '../../../model/selection.ts';
import { BUILT_IN_MODULES, targetNamed } from '../../built-in.ts';
import { compile, filesOf, type Compilation } from '../../compile.ts';
import { overlayReader } from '../../import-kusion/overlay-reader.ts';
import type { KnownNames, Repository } from '../../load-repository.ts';

/** New texts of files, by path. */
export type Edits = ReadonlyMap<string, string>;

/** A tree whose files are read once, so that many compilations see the same one. */
export function keptReader(below: TreeReader): TreeReader {
  let listed: ReturnType<TreeReader['list']> | undefined;
  const known = new Map<string, FileContent>();
  return {
    revision: below.revision,
    list: () => (listed ??= below.list()),
    read: async (paths, limit) => {
      const missing = paths.filter((path) => !known.has(path));
      if (missing.length > 0)
        for (const [path, content] of await below.read(missing, limit)) known.set(path, content);
      return new Map(paths.map((path) => [path, known.get(path) ?? { kind: 'missing' }]));
    },
  };
}

/** A repository, and how it would be with edits. */
export class AdoptTree {
  readonly repository: Repository;
  readonly #reader: TreeReader;
  readonly #configPath: string | undefined;
  readonly #names: KnownNames;

  constructor(repository: Repository, reader: TreeReader, configPath: string | undefined) {
    this.repository = repository;
    this.#reader = reader;
    this.#configPath = configPath;
    const { projects } = repository;
    this.#names = {
      projects: new Set(projects.map(({ name }) => name)),
      stacks: new Set(projects.flatMap(({ name, stacks }) => stacks.map((stack) => `${name}/${stack.name}`))),
    };
  }

  /** Compiles some units as they would be, with the origins of their values. Of other projects nothing is read. */
  async trace(edits: Edits, isWanted: (unit: Unit) => boolean): Promise<Compilation> {
    const wanted = this.repository.units.filter(isWanted);
    const kept = new Set(wanted.map(({ project }) => project));
    const hidden = new Set(
      this.repository.projects
        .filter((project) => !kept.has(project))
        .flatMap(({ source, stacks }) => [source.path, ...stacks.map((stack) => stack.source.path)]),
    );
    const keys = new Set(wanted.map(unitKey));
    return await compile({
      ...this.#with(edits, (path) => !hidden.has(path)),
      elsewhere: this.#names,
      trace: true,
      pick: () => (unit) => keys.has(unitKey(unit)),
    });
  }

  /** Compiles everything as it would be. */
  async render(edits: Edits): Promise<Compilation> {
    return await compile(this.#with(edits, () => true));
  }

  #with(edits: Edits, isVisible: (path: string) => boolean) {
    const files = [...edits].map(([path, content]) => ({ path, content }));
    return {
      reader: overlayReader(files, this.#reader, isVisible),
      configPath: this.#configPath,
      modules: BUILT_IN_MODULES,
      target: targetNamed('kubernetes'),
      selection: EVERYTHING,
    };
  }

  /** The text of a file as it would be; undefined when there is none. */
  async text(path: string, edits: Edits): Promise<SourceText | undefined> {
    const edited = edits.get(path);
    if (edited !== undefined) return { path, text: edited };
    const content = (await this.#reader.read([path], MAX_FILE_BYTES)).get(path);
    return content?.kind === 'bytes' ? decodeSource(path, content.bytes).value : undefined;
  }

  /** Units that are made from a file. */
  usersOf(file: string): readonly Unit[] {
    return this.repository.units.filter((unit) => filesOf(unit).includes(file));
  }
}

/** `workspace project/stack`: tells units apart. */
export function unitKey({ workspace, project, stack }: Unit): string {
  return `${workspace.name} ${project.name}/${stack.name}`;
}
