import type { Selection } from '../../model/selection.ts';
import type { OpenedSource } from '../publish/open-source.ts';
import type { Asking } from './ask.ts';
import type { FileFacts } from './facts.ts';

/** What a look at the clusters begins with. */
export interface ClusterQuestion extends Asking {
  readonly files: FileFacts;
  readonly source: OpenedSource | undefined;
  readonly selection: Selection;
  readonly dir: string;
  readonly config: string | undefined;
  readonly version: string;
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
}
