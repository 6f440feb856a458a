import { from, type Draft } from '../model/draft.ts';
import { DNS_LABEL, MAX_LABEL } from '../model/names.ts';
import { input, type Pointer } from '../model/pointer.ts';
import { checkLength, type NamePart } from './name-length.ts';
import type { Report } from '../model/report.ts';

/** Mode of mounted files where Kubernetes is told none. */
const DEFAULT_MODE = 0o644;

/** Permission bits of mounted files, and where they were given. */
export interface Mode {
  readonly bits: number;
  readonly at: Pointer;
}

/** A Secret that a container mounts; without `mode` the volume says none. */
export interface SecretVolume {
  readonly secret: string;
  readonly mode?: Mode;
  readonly at: Pointer;
}

/** A ConfigMap of our own that a container mounts; the volume has its name. */
export interface ConfigMapVolume {
  readonly name: string;
  readonly parts: readonly NamePart[];
  readonly mode: Mode;
  readonly at: Pointer;
}

/** The volumes of one pod in the order of their first use; all names differ. */
export class VolumeSet {
  readonly #report: Report;
  readonly #drafts: Draft[] = [];
  readonly #owners = new Map<string, Pointer>();
  readonly #secrets = new Map<string, string>();
  readonly #declared = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** The list as a draft; undefined when there is no volume. */
  get draft(): Draft {
    return this.#drafts.length > 0 ? this.#drafts : undefined;
  }

  /**
   * The name of the volume for a Secret with a mode: the Secret's own name for the first mode,
   * `<name>-<mode>` for further ones, so that no name is used twice (Kusion gives two volumes one name).
   */
  secret({ secret, mode, at }: SecretVolume): string {
    const octal = (mode?.bits ?? DEFAULT_MODE).toString(8).padStart(4, '0');
    const known = this.#secrets.get(`${secret}/${octal}`);
    if (known !== undefined) return known;
    const isFirst = ![...this.#secrets.keys()].some((key) => key.startsWith(`${secret}/`));
    const name = isFirst ? secret : `${secret}-${octal}`;
    this.#secrets.set(`${secret}/${octal}`, name);
    if (!DNS_LABEL.test(name)) {
      const detail = `The volume is named like its Secret, and "${name}" is no DNS label: lower-case letters, digits and "-". Rename the Secret.`;
      this.#report({ code: 'NAME_INVALID', detail, at });
    }
    checkLength({ name, limit: MAX_LABEL, kind: 'volume name', parts: [{ text: secret, at }] }, this.#report);
    this.#add(name, at, { secret: { defaultMode: modeDraft(mode), secretName: secret } });
    return name;
  }

  /** Adds a volume that the workload declares itself, under `volumes`. */
  declare(name: string, source: { readonly [key: string]: Draft }): void {
    this.#declared.add(name);
    this.#add(name, input('volumes', name), source);
  }

  /** True for a volume that the workload declares. */
  isDeclared(name: string): boolean {
    return this.#declared.has(name);
  }

  /** Names of the declared volumes. */
  get declared(): readonly string[] {
    return [...this.#declared];
  }

  configMap({ name, parts, mode, at }: ConfigMapVolume): void {
    checkLength({ name, limit: MAX_LABEL, kind: 'volume name', parts }, this.#report);
    this.#add(name, at, { configMap: { defaultMode: modeDraft(mode), name } });
  }

  #add(name: string, at: Pointer, source: { readonly [key: string]: Draft }): void {
    const owner = this.#owners.get(name);
    if (owner) {
      const detail = `Two volumes of the pod get the name "${name}". Rename one of them.`;
      const related = [{ message: 'the other volume', at: owner }];
      this.#report({ code: 'FIELD_CONFLICT', detail, at, related });
      return;
    }
    this.#owners.set(name, at);
    this.#drafts.push(from(at, { ...source, name }));
  }
}

function modeDraft(mode: Mode | undefined): Draft {
  return mode && from(mode.at, mode.bits);
}
