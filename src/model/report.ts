import type { ModuleProblem } from './module.ts';

/** Takes what is wrong with the input; rendering goes on, so that one run finds everything. */
export type Report = (problem: ModuleProblem) => void;
