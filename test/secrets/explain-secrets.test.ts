import { expect, it } from 'vitest';
import { explainResource } from '../../src/pipeline/explain.ts';
import { base64 } from '../../src/util/base64.ts';
import { compileTree } from '../tools/compile-tree.ts';

const CANARY = 'hunter2-canary';

it('explains a Secret and a variable of a secret name without their values', async () => {
  const compilation = await compileTree(
    {
      'apps/shop/project.yaml': 'name: shop\n',
      'apps/shop/dev/stack.yaml': 'name: dev\n',
      'apps/shop/dev/app.yaml': `apps:
  web:
    workload:
      kind: Service
      secrets:
        api: { type: opaque, data: { key: ${CANARY} } }
      containers:
        web:
          image: ghcr.io/acme/web:1.0.0
          env:
            SMTP_PASSWORD: ${CANARY}
            LEVEL: debug
`,
      'workspaces/dev.yaml': 'secretStore: { backend: plaintext }\n',
    },
    true,
  );
  const [traced] = compilation.traced;
  const fields = traced?.spec.resources.flatMap((resource) =>
    explainResource(resource, traced.resolved, undefined),
  );
  const values = JSON.stringify(
    fields?.map(({ path, value, chain }) => ({ path, value, chain: chain.map((link) => link.value) })),
  );
  expect(values).toContain('debug');
  expect(values).toContain('(secret)');
  expect(values).not.toContain(CANARY);
  expect(values).not.toContain(base64(CANARY));
});
