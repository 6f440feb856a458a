import { from, type Draft } from '../model/draft.ts';
import type { Path } from '../model/node.ts';
import { input } from '../model/pointer.ts';
import { readHandler, type Handler } from './handler.ts';
import { httpGetDraft } from './http-action.ts';
import { grpcDraft } from './grpc-action.ts';
import type { ContainerScope } from './mounts.ts';
import type { HandlerInput, LifecycleInput, ProbeInput } from './probe-schema.ts';
import { tcpSocketDraft } from './tcp-action.ts';

const NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
  'terminationGracePeriodSeconds',
] as const;

/** What an action may refer to, and where problems go. */
export type ActionScope = Pick<ContainerScope, 'ports' | 'report'>;

/** A probe of a container; undefined when there is none. Zero numbers are left out, as Go does. */
export function probeDraft(probe: ProbeInput | undefined, at: Path, scope: ActionScope): Draft {
  if (!probe) return undefined;
  const { report } = scope;
  if (probe.terminationGracePeriod) {
    const detail =
      'Kusion does not render terminationGracePeriod, and neither do we. For Kubernetes it is terminationGracePeriodSeconds.';
    report({ code: 'FIELD_DROPPED', detail, at: input(...at, 'terminationGracePeriod') });
  }
  const numbers = NUMBERS.flatMap((name) => {
    const value = probe[name];
    return value ? [[name, from(input(...at, name), value)] as const] : [];
  });
  return from(input(...at), { ...probeAction(probe, at, scope), ...Object.fromEntries(numbers) });
}

function probeAction(
  { probeHandler, handler }: ProbeInput,
  at: Path,
  scope: ActionScope,
): Readonly<Record<string, Draft>> {
  const { report } = scope;
  if (probeHandler && handler) {
    const related = [{ message: 'probeHandler is given here', at: input(...at, 'probeHandler') }];
    const detail = 'handler and probeHandler mean the same. Remove one of them.';
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'handler'), related });
  }
  const name = handler && !probeHandler ? 'handler' : 'probeHandler';
  const value = probeHandler ?? handler;
  if (!value) {
    const detail = 'A probe needs a probeHandler that says what to check.';
    report({ code: 'FIELD_MISSING', detail, at: input(...at, name) });
    return {};
  }
  const action = readHandler(value, [...at, name], report);
  return action ? actionDraft(action, scope) : {};
}

/** The lifecycle hooks of a container: commands and HTTP requests; undefined when there is none. */
export function lifecycleDraft(lifecycle: LifecycleInput | undefined, at: Path, scope: ActionScope): Draft {
  const hooks = (['preStop', 'postStart'] as const).flatMap((name) => {
    const value = lifecycle?.[name];
    return value ? [[name, hookDraft(value, [...at, name], scope)] as const] : [];
  });
  return hooks.length === 0 ? undefined : from(input(...at), Object.fromEntries(hooks));
}

function hookDraft(value: HandlerInput, at: Path, scope: ActionScope): Draft {
  const { report } = scope;
  const handler = readHandler(value, at, report);
  if (handler?.kind === 'Tcp' || handler?.kind === 'Grpc') {
    const detail =
      'A lifecycle hook runs a command or sends an HTTP request; it cannot open another connection.';
    report({ code: 'FIELD_INVALID', detail, at: input(...handler.at) });
    return {};
  }
  return from(input(...at), handler ? actionDraft(handler, scope) : {});
}

function actionDraft(handler: Handler, scope: ActionScope): Readonly<Record<string, Draft>> {
  switch (handler.kind) {
    case 'Exec':
      return { exec: { command: from(input(...handler.at), handler.command) } };
    case 'Http':
      return { httpGet: httpGetDraft(handler, scope) };
    case 'Tcp':
      return { tcpSocket: tcpSocketDraft(handler, scope.report) };
    case 'Grpc':
      return { grpc: grpcDraft(handler, scope) };
  }
}
