import type { Path } from '../model/node.ts';
import type { LintFinding } from './define-rule.ts';
import type { Container, ObjectSet } from './object-set.ts';

/** What is wrong with a container: the field inside of it, and a text that goes on after its name. */
export type ContainerProblem = readonly [path: Path, text: string];

/** Asks about every container. The detail is `The container "NAME" …`. */
export function containerFindings(
  { containers }: ObjectSet,
  problemsOf: (container: Container) => readonly ContainerProblem[],
): readonly LintFinding[] {
  return containers.flatMap((container) =>
    problemsOf(container).map(([path, text]) => ({
      resource: container.workload.resource,
      path: [...container.path, ...path],
      detail: `The container "${container.name}" ${text}`,
    })),
  );
}
