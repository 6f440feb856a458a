import type { DriftLag, UnitDrift } from './verdict.ts';

/** Classes of lag, the worst first: what a person has to do something about comes before what passes by itself. */
const ORDER: readonly DriftLag['class'][] = [
  'failed',
  'suspended',
  'unknown',
  'not-applied',
  'not-seen',
  'applying',
];

/** The worst lag of several units; null when none is behind. */
export function worstLag(units: readonly UnitDrift[]): DriftLag | null {
  const lags = units.flatMap(({ lag }) => lag ?? []);
  return ORDER.flatMap((kind) => lags.filter((lag) => lag.class === kind))[0] ?? null;
}
