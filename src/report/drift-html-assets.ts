/**
 * The style of the report. Colours have a ratio of at least 4.5 to their ground in both schemes, and no meaning is
 * carried by a colour alone.
 */
export const DRIFT_CSS = `
:root { color-scheme: light dark; --ground: #ffffff; --text: #1c2128; --faint: #57606a; --line: #c8ced5;
  --panel: #f4f6f8; --high: #a40e26; --medium: #7a4a00; --low: #57606a; --good: #1a6b34; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ground: #15191f; --text: #e6eaef; --faint: #a5afba; --line: #3d4650;
  --panel: #1f252d; --high: #ff8f9a; --medium: #f0b866; --low: #a5afba; --good: #6fd38b; --link: #7ab7ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.3rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.05rem; }
.counts, .facts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .5rem 0; padding: 0; }
.counts { list-style: none; }
.counts strong { font-size: 1.4rem; margin-right: .3rem; }
.facts div { display: flex; gap: .4rem; }
dt, .faint, caption { color: var(--faint); }
dt { white-space: nowrap; }
dd { margin: 0; }
code { font: .9em/1.4 ui-monospace, monospace; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
caption { text-align: left; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--panel); }
.wide { overflow-x: auto; }
thead th { overflow-wrap: normal; }
.wide td { min-width: 7rem; }
.wide tbody th { min-width: 14rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; list-style: none; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: 0 .8rem; }
summary { cursor: pointer; padding: .5rem 0; }
.lag { border-left: .3rem solid var(--medium); padding: .2rem .8rem; margin: .3rem 0; background: var(--panel); }
.high, .drifted, .missing, .orphan, .terminating, .unchecked { color: var(--high); font-weight: 600; }
.medium { color: var(--medium); font-weight: 600; }
.low, .skipped { color: var(--low); }
.synced { color: var(--good); }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 1rem 0; }
.filter label { display: grid; }
.filter input, .filter select { font: inherit; padding: .3rem .5rem; color: inherit; background: var(--ground);
  border: 1px solid var(--faint); border-radius: .3rem; }
[hidden] { display: none !important; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .5rem; }
@media print {
  :root { color-scheme: light; --ground: #ffffff; --text: #000000; --faint: #444444; --line: #999999;
    --panel: #ffffff; --high: #8a0018; --medium: #5c3800; --low: #444444; --good: #004d1a; --link: #000000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .filter, .skip { display: none !important; }
  details { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  thead { display: table-header-group; }
}
`;

/**
 * The script of the report: it only hides what a filter does not match, and opens everything before printing. Nothing
 * is lost without it; the controls show themselves when it runs.
 */
export const DRIFT_JS = `
'use strict';
const text = document.getElementById('filter-text');
const state = document.getElementById('filter-state');
const said = document.getElementById('filter-said');
const objects = [...document.querySelectorAll('[data-state]')];
const apply = () => {
  const wanted = text.value.toLowerCase();
  let shown = 0;
  for (const each of objects) {
    const fits = (state.value === '' || each.dataset.state === state.value) &&
      each.textContent.toLowerCase().includes(wanted);
    each.hidden = !fits;
    if (fits && each.localName === 'details') shown += 1;
  }
  said.textContent = shown + ' of ' + objects.filter((each) => each.localName === 'details').length + ' objects shown';
};
text.addEventListener('input', apply);
state.addEventListener('change', apply);
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || document.activeElement !== text) return;
  text.value = '';
  apply();
});
addEventListener('beforeprint', () => {
  for (const each of document.querySelectorAll('details')) each.open = true;
});
document.getElementById('filter').hidden = false;
apply();
`;
