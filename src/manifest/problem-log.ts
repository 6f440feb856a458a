import type { ManifestProblem, Report } from './problem.ts';

/** More problems help nobody, and a hostile text could have one for each character. */
const MOST_PROBLEMS = 100;

/** Keeps the first problems of a text and counts the others. */
export class ProblemLog {
  #count = 0;
  readonly #kept: ManifestProblem[] = [];

  readonly report: Report = (kind, message, { start, end }) => {
    this.#count++;
    if (this.#kept.length < MOST_PROBLEMS) this.#kept.push({ kind, message, start, end });
  };

  /** How many were reported so far. */
  get count(): number {
    return this.#count;
  }

  /** In the order of the text. */
  get problems(): readonly ManifestProblem[] {
    return this.#kept.toSorted((a, b) => a.start - b.start || a.end - b.end);
  }
}
