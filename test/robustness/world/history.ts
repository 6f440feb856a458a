import type { Random } from '../random.ts';
import type { AppState, ProjectState, Shape, SourceState } from './source-state.ts';

/** One commit to be made. */
export interface Step {
  readonly subject: string;
  readonly state: SourceState;
}

/** How many projects every state has. */
const PROJECTS = 6;

/**
 * A linear history. Whatever two states are compared, fewer than ten resources and no more than one
 * project are missing in the later one, so that the deletion guard never speaks.
 */
export function makeHistory(shape: Shape, chance: Random, commits: number): readonly Step[] {
  const names = ['billing', 'blog', 'cart', 'catalog', 'search', 'shop'].slice(0, PROJECTS);
  let state: SourceState = {
    readme: 0,
    projects: names.map((name) => ({ name, apps: [newApp('web')] })),
  };
  const steps: Step[] = [{ subject: 'feat: first apps', state }];
  for (let i = 1; i < commits; i++) {
    const before = steps.at(-2)?.state;
    const step = edit({ shape, chance, state, before, number: i });
    state = step.state;
    steps.push(step);
  }
  return steps;
}

interface Moment {
  readonly shape: Shape;
  readonly chance: Random;
  readonly state: SourceState;
  /** The state before the last change, which a revert restores. */
  readonly before: SourceState | undefined;
  readonly number: number;
}

function edit(moment: Moment): Step {
  const { chance, state, before, number } = moment;
  const dice = chance.next();
  const readme = number;
  if (dice < 0.12) return { subject: 'docs: say more', state: { ...state, readme } };
  if (dice < 0.24 && before) return { subject: 'revert: the last change', state: { ...before, readme } };
  if (dice < 0.36) return { subject: 'feat: an app more or less', state: toggleApp(state, chance, number) };
  if (dice < 0.46) return { subject: 'feat: a project more or less', state: toggleProject(state, number) };
  if (dice < 0.66) return oneWorkspace(moment);
  return { subject: 'feat: new image', state: bump(state, chance, number) };
}

function oneWorkspace({ shape, chance, state, number }: Moment): Step {
  const workspace = chance.pick(shape.workspaces);
  const change = (app: AppState): AppState => ({
    ...app,
    greeting: { ...app.greeting, [workspace]: `hello-${String(number)}` },
  });
  return { subject: `feat: another greeting in ${workspace}`, state: editApp(state, chance, change) };
}

function bump(state: SourceState, chance: Random, number: number): SourceState {
  return editApp(state, chance, (app) => ({ ...app, image: `1.${String(number)}.0` }));
}

function editApp(state: SourceState, chance: Random, change: (app: AppState) => AppState): SourceState {
  const chosen = chance.pick(state.projects);
  return replaceProject(state, {
    ...chosen,
    apps: chosen.apps.map((app, i) => (i === 0 ? change(app) : app)),
  });
}

/** At most one app beyond `web` lives at a time. */
function toggleApp(state: SourceState, chance: Random, number: number): SourceState {
  const grown = state.projects.find(({ apps }) => apps.length > 1);
  if (grown) return replaceProject(state, { ...grown, apps: grown.apps.slice(0, 1) });
  const chosen = chance.pick(state.projects.slice(0, PROJECTS));
  return replaceProject(state, { ...chosen, apps: [...chosen.apps, newApp(`worker-${String(number)}`)] });
}

/** At most one project beyond the first ones lives at a time. */
function toggleProject(state: SourceState, number: number): SourceState {
  const isGrown = state.projects.length > PROJECTS;
  const project: ProjectState = { name: `trial-${String(number)}`, apps: [newApp('web')] };
  return {
    ...state,
    projects: isGrown ? state.projects.slice(0, PROJECTS) : [...state.projects, project],
  };
}

function replaceProject(state: SourceState, project: ProjectState): SourceState {
  return { ...state, projects: state.projects.map((each) => (each.name === project.name ? project : each)) };
}

function newApp(name: string): AppState {
  return { name, image: '1.0.0', greeting: {} };
}
