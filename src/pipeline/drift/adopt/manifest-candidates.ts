import { wayInto } from '../../object-place.ts';
import type { Candidates } from './origin-candidates.ts';
import { listed, unitOf, unitText, type TargetScope } from './target-scope.ts';
import { unitKey } from './adopt-tree.ts';

/** The one candidate of an object that was taken over from a file: the field itself, in that file. */
export function manifestCandidates(scope: TargetScope): Candidates {
  const { document, id } = scope.object.resource;
  const unit = unitOf(scope);
  if (!document) return { candidates: [], blocked: [] };
  const file = document.source.path;
  const others = scope.manifestUsersOf(file).filter((other) => unitKey(other) !== unitKey(unit));
  if (others.length > 0) {
    const names = listed(others.map(unitText));
    return {
      candidates: [],
      blocked: [`${file} also makes ${names}, so it cannot hold a value for one of them`],
    };
  }
  if (scope.field.kind === 'missing')
    return { candidates: [], blocked: [`what is to go has to be taken out of ${file} by hand`] };
  const { path, rest } = scope.way;
  const names = rest.filter((step) => typeof step === 'string');
  if (names.length < rest.length)
    return { candidates: [], blocked: [`an item of a list has to be added to ${file} by hand`] };
  const text = scope.textOf(file)?.text;
  if (text === undefined) return { candidates: [], blocked: [] };
  const within = wayInto(text, document.start, id);
  const slot = { file, path: [...within, ...path, ...names], document: document.start };
  return { candidates: [{ slot, value: scope.field.live }], blocked: [] };
}
