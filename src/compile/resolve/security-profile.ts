import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { ModuleCall } from '../../model/resolved.ts';
import type { Located, Workspace } from '../../model/unit.ts';
import { textAt } from '../discover/load-file.ts';

/** Hardening that is wanted, and the field that wants it. */
export interface SecurityProfile {
  readonly level: 'baseline' | 'restricted';
  readonly origin: Span;
}

/** Profiles from lax to strict. */
const LEVELS = ['none', 'baseline', 'restricted'];

/** The profile of a workspace; undefined for `none`, the default. */
export function workspaceProfile({ root }: Workspace): SecurityProfile | undefined {
  return profileOf(textAt(root, ['profile']));
}

/** The profile of a workload: its own where that is stricter than the workspace's. */
export function workloadProfile(workspace: Workspace, workload: ModuleCall): SecurityProfile | undefined {
  const common = textAt(workspace.root, ['profile']);
  const own = ownProfile(workload);
  return profileOf(strictness(own) > strictness(common) ? own : common);
}

/** A warning where a workload asks for less than its workspace demands: it does not get it. */
export function checkProfile(workspace: Workspace, workload: ModuleCall | undefined): readonly Diagnostic[] {
  const common = textAt(workspace.root, ['profile']);
  const own = workload && ownProfile(workload);
  if (!own || !common || strictness(own) >= strictness(common)) return [];
  const detail = `The workspace ${workspace.name} hardens its pods by the profile ${common.value}, and a workload cannot weaken that. Make exceptions field by field, under security of a container.`;
  const related = [{ message: 'the profile of the workspace', span: common }];
  return [diagnostic('FIELD_NO_EFFECT', detail, own, { severity: 'warning', related })];
}

/** A warning where the workspace hardens pods of an accessory that will not start hardened. */
export function checkUnfit(workspace: Workspace, call: ModuleCall): readonly Diagnostic[] {
  const profile = workspaceProfile(workspace);
  const reason = profile?.level === 'restricted' ? call.module.unfit?.(call.input, call.platform) : undefined;
  if (!profile || reason === undefined) return [];
  const related = [{ message: 'the profile of the workspace', span: profile.origin }];
  return [diagnostic('PROFILE_UNFIT', reason, call.keySpan, { related })];
}

function ownProfile({ inputNode }: ModuleCall): Located<string> | undefined {
  return textAt(inputNode, ['securityProfile']);
}

function strictness(profile: Located<string> | undefined): number {
  return Math.max(0, LEVELS.indexOf(profile?.value ?? 'none'));
}

function profileOf(profile: Located<string> | undefined): SecurityProfile | undefined {
  const level = profile?.value;
  if (level !== 'baseline' && level !== 'restricted') return undefined;
  return { level, origin: profile as Span };
}
