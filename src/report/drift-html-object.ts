import type { DriftedResource, DriftField, ToleratedField } from '../drift/verdict.ts';
import { identityKey } from '../model/resource.ts';
import { sha256Hex } from '../util/sha256.ts';
import {
  DRIFT_WARNINGS,
  shownBlame,
  shownManager,
  shownName,
  shownPath,
  shownPlace,
  shownValue,
  STATE_WORDS,
  UNSEEN,
} from './drift-words.ts';
import { markup, NO_HTML, type Html } from './markup.ts';

/** Longest value in the report; there is more room than on a line. */
const LONGEST = 2000;

/** The name of the place of an object in the report: the same in every report, and no text of a cluster. */
export function objectLink(workspace: string | null, { id }: DriftedResource): string {
  return `o-${sha256Hex(JSON.stringify([workspace, identityKey(id)])).slice(0, 16)}`;
}

/** All that is known about an object that is not in sync; open, so that nothing is hidden. */
export function objectDetails(workspace: string | null, resource: DriftedResource): Html {
  const { state, unit, manifest, reason, fields, tolerated, warnings } = resource;
  const name = shownName(resource);
  const facts = [
    ['unit', unit],
    ['manifest', manifest],
    ['reason', reason],
  ] as const;
  const known = facts.flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          markup`<div>
            <dt>${key}</dt>
            <dd>${value}</dd>
          </div>`,
        ],
  );
  const notes = warnings.map(
    ({ code, path }) => markup`<p>${path === '' ? '' : shownPath(path)}${DRIFT_WARNINGS[code]}</p> `,
  );
  return markup`<details open id="${objectLink(workspace, resource)}" data-state="${state}">
    <summary><code>${name}</code> <span class="${state}">${STATE_WORDS[state]}</span></summary>
    ${known.length === 0 ? NO_HTML : markup`<dl class="facts">${known}</dl>`}
    ${notes}${fields.length === 0 ? NO_HTML : fieldsTable(name, fields)}
    ${tolerated.length === 0 ? NO_HTML : toleratedTable(name, tolerated)}
  </details> `;
}

function fieldsTable(name: string, fields: readonly DriftField[]): Html {
  return markup`<div class="wide" role="group" aria-label="Differences of ${name}" tabindex="0">
    <table>
      <caption>
        Differences of ${name}
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Git</th>
          <th scope="col">Cluster</th>
          <th scope="col">Who</th>
          <th scope="col">Rule</th>
          <th scope="col">Severity</th>
          <th scope="col">Source</th>
          <th scope="col">First seen</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(fieldRow)}
      </tbody>
    </table>
  </div>`;
}

function fieldRow(field: DriftField): Html {
  const { path, kind, rule, severity, source, firstSeen, unseen } = field;
  const isWhole = path === '';
  const git = isWhole ? NO_HTML : kind === 'extra' ? ABSENT : valueCode(field.desired);
  const cluster = isWhole ? NO_HTML : kind === 'missing' ? ABSENT : valueCode(field.live);
  const who = [shownBlame(field), unseen === true ? UNSEEN : ''].filter((each) => each !== '').join('; ');
  return markup`<tr>
    <th scope="row">${isWhole ? 'whole object' : markup`<code>${shownPath(path)}</code>`}</th>
    <td>${git}</td>
    <td>${cluster}</td>
    <td>${who}</td>
    <td><code>${rule}</code></td>
    <td class="${severity}">${severity}</td>
    <td>${source === undefined ? '' : markup`<code>${shownPlace(source)}</code>`}</td>
    <td>${firstSeen ?? ''}</td>
  </tr> `;
}

const ABSENT = markup`<span class="faint">absent</span>`;

function valueCode(value: DriftField['live']): Html {
  return markup`<code>${shownValue(value, LONGEST)}</code>`;
}

function toleratedTable(name: string, tolerated: readonly ToleratedField[]): Html {
  const rows = tolerated.map(({ path, rule, blame }) => {
    const [first] = blame;
    return markup`<tr>
      <th scope="row"><code>${shownPath(path)}</code></th>
      <td><code>${rule}</code></td>
      <td>${first ? shownManager(first) : ''}</td>
    </tr> `;
  });
  return markup`<details>
    <summary>${tolerated.length} tolerated</summary>
    <table>
      <caption>
        Tolerated differences of ${name}
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Rule</th>
          <th scope="col">Who</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}
