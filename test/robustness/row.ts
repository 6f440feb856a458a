import type { Random } from './random.ts';
import type { KnownWorld, Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import type { WorldOptions } from './world/world.ts';

/** What a row of the fault matrix works with. */
export interface Bench {
  readonly chance: Random;
  readonly tally: Tally;
  /** Made once for all rows. */
  readonly world: (options?: Partial<WorldOptions>) => KnownWorld;
  /** A remote of its own. */
  readonly stage: (known: KnownWorld) => Stage;
  /** A fresh folder that goes away with the row. */
  readonly folder: (name: string) => string;
  /** Called when the row is over, last one first. */
  readonly defer: (cleanup: () => unknown) => void;
}

/** As many cases of a list as are asked for: some by chance, or all of them again and again. */
export function chooseCases<Case>({ chance }: Bench, cases: readonly Case[], count: number): readonly Case[] {
  const rounds = Array.from({ length: Math.ceil(count / cases.length) }, () => cases).flat();
  return (count < cases.length ? chance.shuffle(cases) : rounds).slice(0, count);
}

/** One row of the fault matrix. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** How often its fault happens in the short and in the long form. */
  readonly counts: { readonly short: number; readonly long: number };
  readonly run: (bench: Bench, count: number) => Promise<void>;
}
