/** What is checked: invariants by number, and promises without one. */
export type Kept =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I11'
  | 'I12'
  | 'fsck'
  | 'locks'
  | 'processes'
  | 'leftovers'
  | 'expected';

/** One broken promise. */
export interface Violation {
  readonly promise: Kept;
  readonly detail: string;
}
