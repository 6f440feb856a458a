import type { DriftState, WorkspaceDrift } from '../drift/verdict.ts';
import { sha256Base64 } from '../util/sha256.ts';
import { DRIFT_CSS, DRIFT_JS } from './drift-html-assets.ts';
import { objectDetails, objectLink } from './drift-html-object.ts';
import {
  DRIFT_RULES,
  shownFacts,
  shownLags,
  shownName,
  shownPath,
  shownRevert,
  STATE_WORDS,
} from './drift-words.ts';
import { markup, NO_HTML, type Html } from './markup.ts';

/**
 * The verdicts as one file of HTML that asks for nothing else: it works without a network and without its script, and
 * its content security policy lets nothing run but that script. Every text of a cluster is escaped.
 */
export function driftHtml(workspaces: readonly WorkspaceDrift[]): string {
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(DRIFT_CSS)}'; script-src 'sha256-${sha256Base64(DRIFT_JS)}'; base-uri 'none'; form-action 'none'`;
  const sections = workspaces.map(workspaceSection);
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ html: policy }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Drift report</title>
        <style>${{ html: DRIFT_CSS }}</style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the objects</a>
        <header>
          <h1>Drift report</h1>
          ${countsList(workspaces)}
        </header>
        <nav aria-label="Workspaces">
          <ul>
            ${workspaces.map(navItem)}
          </ul>
        </nav>
        <main id="main">${filterControls()} ${sections} ${rulesSection(workspaces)}</main>
        <footer><p>Made by moorline drift. Values of secrets are not in this file.</p></footer>
        <script>${{ html: DRIFT_JS }}</script>
      </body>
    </html>
`.html;
}

/** States that somebody has to look at, and then the rest. */
const STATES: readonly DriftState[] = [
  'drifted',
  'missing',
  'orphan',
  'terminating',
  'unchecked',
  'skipped',
  'synced',
];

function countsList(workspaces: readonly WorkspaceDrift[]): Html {
  const counts = STATES.map(
    (state) => [state, workspaces.reduce((sum, { summary }) => sum + summary[state], 0)] as const,
  ).filter(([state, count]) => count > 0 || state === 'drifted');
  const late = workspaces.flatMap(shownLags).length;
  return markup`<ul class="counts">
    ${counts.map(([state, count]) => markup`<li><strong>${count}</strong><span class="${state}">${STATE_WORDS[state]}</span></li> `)}${
      late === 0 ? NO_HTML : markup`<li><strong>${late}</strong>behind</li> `
    }
  </ul>`;
}

function navItem({ workspace }: WorkspaceDrift, index: number): Html {
  return markup`<li><a href="#w${index + 1}">${workspace ?? 'Files'}</a></li>`;
}

function filterControls(): Html {
  const options = STATES.filter((state) => state !== 'synced').map(
    (state) => markup`<option value="${state}">${STATE_WORDS[state]}</option>`,
  );
  return markup`<div class="filter" id="filter" role="search" aria-label="Objects" hidden>
    <label>Filter by text <input type="search" id="filter-text" autocomplete="off" /></label>
    <label>State <select id="filter-state">
      <option value="">all</option>
      ${options}
    </select></label>
    <p id="filter-said" role="status"></p>
  </div>`;
}

function workspaceSection(found: WorkspaceDrift, index: number): Html {
  const { workspace, resources } = found;
  const id = `w${String(index + 1)}`;
  const name = workspace ?? 'Files';
  const shown = STATES.flatMap((state) =>
    state === 'synced' ? [] : resources.filter((resource) => resource.state === state),
  );
  const synced = resources.filter(({ state }) => state === 'synced');
  const facts = shownFacts(found).slice(1);
  return markup`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}</h2>
    ${
      facts.length === 0
        ? NO_HTML
        : markup`<dl class="facts">
            ${facts.map(
              ([key, value]) =>
                markup`<div>
                  <dt>${key}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>`
    }
    ${shownLags(found).map((lag) => markup`<p class="lag"><strong>behind</strong> ${lag}</p> `)}
    ${shown.length === 0 ? markup`<p>Nothing differs.</p>` : objectsTable(found, name, shown)}
    ${shown.map((resource) => objectDetails(workspace, resource))}
    ${
      synced.length === 0
        ? NO_HTML
        : markup`<details>
            <summary>${synced.length} ${STATE_WORDS.synced}</summary>
            <ul>
              ${synced.map((each) => markup`<li><code>${shownName(each)}</code></li>`)}
            </ul>
          </details>`
    }
    ${historyPart(found, name)}
  </section> `;
}

function objectsTable({ workspace }: WorkspaceDrift, name: string, shown: WorkspaceDrift['resources']): Html {
  const rows = shown.map(
    (resource) =>
      markup`<tr data-state="${resource.state}">
        <td class="${resource.state}">${STATE_WORDS[resource.state]}</td>
        <th scope="row">
          <a href="#${objectLink(workspace, resource)}"><code>${shownName(resource)}</code></a>
        </th>
        <td>${resource.unit ?? ''}</td>
        <td>${resource.fields.length}</td>
      </tr> `,
  );
  return markup`<div class="wide" role="group" aria-label="Objects of ${name}" tabindex="0"><table>
    <caption>
      Objects of ${name} that are not in sync
    </caption>
    <thead>
      <tr>
        <th scope="col">State</th>
        <th scope="col">Object</th>
        <th scope="col">Unit</th>
        <th scope="col">Differences</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table></div>`;
}

function historyPart({ history }: WorkspaceDrift, name: string): Html {
  if (history === undefined) return NO_HTML;
  const rows = history.healed.map(
    (each) =>
      markup`<tr>
        <th scope="row"><code>${shownName(each)}</code></th>
        <td><code>${shownPath(each.path) || 'whole object'}</code></td>
        <td>${each.firstSeen}</td>
        <td>${each.healed}</td>
      </tr> `,
  );
  const table = markup`<table>
    <caption>
      Healed drift of ${name}
    </caption>
    <thead>
      <tr>
        <th scope="col">Object</th>
        <th scope="col">Field</th>
        <th scope="col">First seen</th>
        <th scope="col">Healed</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  const reverts = markup`<p>Mean time to revert: ${history.reverts.map(shownRevert).join(', ')}.</p>`;
  return markup`${rows.length === 0 ? NO_HTML : table}${history.reverts.length === 0 ? NO_HTML : reverts}`;
}

/** What the rules that occur mean. */
function rulesSection(workspaces: readonly WorkspaceDrift[]): Html {
  const used = new Set(
    workspaces.flatMap(({ resources }) => resources.flatMap(({ fields }) => fields.map(({ rule }) => rule))),
  );
  const rules = Object.entries(DRIFT_RULES).filter(([name]) => used.has(name));
  if (rules.length === 0) return NO_HTML;
  const list = rules.map(
    ([name, { short, help }]) =>
      markup`<dt><code>${name}</code></dt>
        <dd>${short} ${help}</dd> `,
  );
  return markup`<section aria-labelledby="rules">
    <h2 id="rules">Rules</h2>
    <dl>${list}</dl>
  </section>`;
}
