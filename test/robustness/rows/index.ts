import type { Row } from '../row.ts';
import { brokenBranchRows } from './broken-branches.ts';
import { committerRows } from './committers.ts';
import { diskRows } from './disks.ts';
import { killRows } from './kills.ts';
import { networkRows } from './network.ts';
import { refusalRows } from './refusals.ts';
import { sourceRows } from './sources.ts';

/** The whole fault matrix. */
export const ROWS: readonly Row[] = [
  ...killRows,
  ...committerRows,
  ...refusalRows,
  ...networkRows,
  ...diskRows,
  ...brokenBranchRows,
  ...sourceRows,
];
