import { InternalError } from '../../diagnostics/internal-error.ts';
import { AdapterError } from '../../model/ports.ts';
import type { ObjectId } from '../../model/git.ts';
import { isObjectId } from '../../model/object-id.ts';
import { toCall } from './git.ts';
import { startGit, type GitProcess } from './git-process.ts';
import { TIMEOUT } from './git-settings.ts';
import type { StoreCall } from './object-store.ts';

/** An object as stored; `content` is left out when it is larger than the reader takes. */
export interface StoredObject {
  readonly type: string;
  readonly size: number;
  readonly content?: Buffer;
}

/** Largest commit, tree or blob that is kept in memory, in bytes. */
const LIMIT = 64 * 1024 * 1024;

interface Waiting {
  readonly id: ObjectId;
  readonly resolve: (found: StoredObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads objects by id through one `cat-file` process that stays open, so that many small questions
 * cost one start. Objects that arrive in the store later are found. Never fetches.
 */
export class ObjectReader {
  readonly #call: StoreCall;
  #process: GitProcess | undefined;
  readonly #waiting: Waiting[] = [];
  /** What came and is not yet taken, in pieces: joining them for each piece would cost the square. */
  #pieces: Buffer[] = [];
  #length = 0;
  #head: { readonly type: string; readonly size: number } | undefined;
  /** Bytes of an object that is too large, still to come and to be thrown away. */
  #unwanted = 0;

  constructor(call: StoreCall) {
    this.#call = call;
  }

  /**
   * The object of an id; undefined when the store lacks it.
   * @throws AdapterError GIT_UNAVAILABLE when git ends or falls silent
   */
  read(id: ObjectId): Promise<StoredObject | undefined> {
    if (!isObjectId(id)) throw new InternalError(`not an object id: ${id}`);
    const process = (this.#process ??= this.#start());
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => this.#fail(new Error('git is silent')), TIMEOUT);
      const settled = <T>(settle: (value: T) => void) => {
        return (value: T): void => {
          clearTimeout(silence);
          settle(value);
        };
      };
      this.#waiting.push({ id, resolve: settled(resolve), reject: settled(reject) });
      process.stdin.write(`${id}\n`);
    });
  }

  /** Ends the process; a reader can be used again afterwards. */
  async close(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (!process) return;
    process.stdin.end();
    await process.ended.catch(() => undefined);
  }

  #start(): GitProcess {
    const process = startGit(toCall({ verb: 'cat-file', options: ['--batch'], ...this.#call }));
    const isCurrent = (): boolean => this.#process === process;
    process.stdout.on('data', (chunk: Buffer) => {
      if (!isCurrent()) return;
      this.#pieces.push(chunk);
      this.#length += chunk.byteLength;
      this.#take();
    });
    process.ended.then(
      ({ stderr }) => isCurrent() && this.#fail(new Error(stderr.split('\n')[0] ?? '')),
      (error: unknown) => isCurrent() && this.#fail(error),
    );
    return process;
  }

  #take(): void {
    for (;;) {
      if (this.#unwanted > 0) {
        const length = Math.min(this.#unwanted, this.#length);
        this.#shift(length);
        this.#unwanted -= length;
        if (this.#unwanted > 0) return;
      }
      this.#head ??= this.#takeHead();
      if (!this.#head) return;
      const { type, size } = this.#head;
      if (size > LIMIT) {
        this.#unwanted = size + 1;
        this.#waiting.shift()?.resolve({ type, size });
      } else {
        if (this.#length < size + 1) return;
        this.#waiting.shift()?.resolve({ type, size, content: this.#shift(size + 1).subarray(0, size) });
      }
      this.#head = undefined;
    }
  }

  /** `<id> SP <type> SP <size> LF`, or `<id> SP missing LF`, which answers by itself. */
  #takeHead(): { type: string; size: number } | undefined {
    for (;;) {
      const buffer = this.#joined();
      const end = buffer.indexOf(0x0a);
      if (end < 0) return undefined;
      const [, type = '', size] = buffer.toString('latin1', 0, end).split(' ');
      this.#shift(end + 1);
      if (size !== undefined) return { type, size: Number(size) };
      this.#waiting.shift()?.resolve(undefined);
    }
  }

  #joined(): Buffer {
    const [only] = this.#pieces;
    if (this.#pieces.length === 1 && only) return only;
    const joined = Buffer.concat(this.#pieces);
    this.#pieces = [joined];
    return joined;
  }

  #shift(length: number): Buffer {
    const buffer = this.#joined();
    this.#pieces = buffer.byteLength === length ? [] : [buffer.subarray(length)];
    this.#length -= length;
    return buffer.subarray(0, length);
  }

  #fail(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new AdapterError('GIT_UNAVAILABLE', `Git cannot read objects: ${reason}`, { cause });
    this.#process?.kill();
    this.#process = undefined;
    this.#pieces = [];
    this.#length = 0;
    this.#head = undefined;
    this.#unwanted = 0;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
