import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

export const imagePullPolicyRule = defineRule({
  id: 'LINT_IMAGE_PULL_POLICY',
  level: 'warning',
  hardening: 'restricted',
  summary: 'pull policy lets nodes decide',
  explanation: `Without imagePullPolicy a node that has an image of the name uses it, even if its pod may not pull
it and even if the tag has moved. Always asks the registry, which also checks the pull secret; layers that are
there are not loaded again. Set defaults.imagePullPolicy in the workspace. IfNotPresent that somebody wrote down
is a decision and passes.`,
  sources: { kubeScore: ['container-image-pull-policy'], polaris: ['pullPolicyNotAlways'] },
  check: (objects) =>
    containerFindings(objects, ({ object: { imagePullPolicy: policy } }) => {
      if (policy === 'Always' || policy === 'IfNotPresent') return [];
      const text = policy === 'Never' ? 'never pulls its image.' : 'has no imagePullPolicy.';
      return [[['imagePullPolicy'], text]];
    }),
});
