import { isJsonObject, type Json } from '../../model/json.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const ACTIONS = ['httpGet', 'tcpSocket', 'exec', 'grpc'];

export const probesIdenticalRule = defineRule({
  id: 'LINT_PROBES_IDENTICAL',
  level: 'warning',
  summary: 'liveness asks the same as readiness',
  explanation: `A pod that is not ready gets no requests until it is; one that is not alive is killed. When both
probes ask the same, a pod that is only busy is killed as well, and its load goes to the others, which are killed
next. Let liveness ask whether the program runs, and readiness whether it can serve; or leave liveness out.`,
  sources: { kubeScore: ['pod-probes-identical'] },
  check: (objects) =>
    containerFindings(objects, ({ object: { livenessProbe, readinessProbe } }) => {
      const action = actionOf(livenessProbe);
      return action !== undefined && action === actionOf(readinessProbe)
        ? [[['livenessProbe'], 'has a livenessProbe that does the same as its readinessProbe.']]
        : [];
    }),
});

/** What a probe does, as text that is equal for equal actions; how often it does it is left out. */
function actionOf(probe: Json | undefined): string | undefined {
  if (!isJsonObject(probe)) return undefined;
  const name = ACTIONS.find((each) => probe[each] !== undefined);
  return name === undefined ? undefined : JSON.stringify([name, sorted(probe[name])]);
}

function sorted(value: Json | undefined): unknown {
  if (!isJsonObject(value)) return value;
  return Object.keys(value)
    .toSorted(byteOrder)
    .map((key) => [key, sorted(value[key])]);
}
