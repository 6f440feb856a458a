import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline, moorlineHere } from '../tools/cli.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const OWN = 'apps/shop/prod/app.yaml';
const SOURCE = {
  'moorline.yaml': '',
  'workspaces/prod.yaml': '',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/prod/stack.yaml': 'name: prod\n',
  [OWN]: `apps:
  web:
    workload:
      kind: Service
      replicas: 2 # one for each zone
      containers:
        web: { image: ghcr.io/acme/web:1.4.2 }
`,
};
const FILES = ['drift', '--desired', 'git.yaml', '--live', 'live.yaml'];

/** A repository beside its render, and a cluster where somebody scaled and labelled. */
async function driftedShop(): Promise<string> {
  const root = tempFolder(SOURCE);
  const { stdout } = await moorlineHere(['render'], root);
  writeFileSync(join(root, 'git.yaml'), stdout);
  const live = stdout
    .replace('replicas: 2', 'replicas: 5')
    .replace('kind: Deployment\nmetadata:\n', 'kind: Deployment\nmetadata:\n  finalizers: [acme.io/keep]\n');
  writeFileSync(join(root, 'live.yaml'), live);
  return root;
}

describe('the way back from drift', () => {
  it('--adopt writes the value of the cluster into the source, and says what it cannot', async () => {
    const root = await driftedShop();
    const dry = await moorline([...FILES, '--adopt', '--dry-run'], { cwd: root });
    expect(readFileSync(join(root, OWN), 'utf8')).toBe(SOURCE[OWN]);
    expect(dry.stderr).toContain('this was a dry run: nothing was written');
    const { stdout, stderr, code } = await moorline([...FILES, '--adopt'], { cwd: root });
    expect(stdout).toBe(dry.stdout);
    expect(stdout).toContain(
      '-      replicas: 2 # one for each zone\n+      replicas: 5 # one for each zone\n',
    );
    expect(stderr).toContain(`spec.replicas: adopted  ${OWN}:5`);
    expect(readFileSync(join(root, OWN), 'utf8')).toBe(SOURCE[OWN].replace('replicas: 2', 'replicas: 5'));
    // a field that only the dump has, and that nobody wrote, is no drift
    expect(code).toBe(0);
  });

  it('--revert prints the smallest command, and leaves everything as it is', async () => {
    const root = await driftedShop();
    const { stdout, code } = await moorlineHere([...FILES, '--revert'], root);
    expect(code).toBe(2);
    expect(stdout).toContain(
      'To put it back as Git says:\n  # Deployment shop/shop-prod-web\n  kubectl -n shop patch',
    );
    expect(stdout).toContain(`{"op":"replace","path":"/spec/replicas","value":2}]'`);
    const json = await moorlineHere([...FILES, '--revert', '--output', 'json'], root);
    const { data } = JSON.parse(json.stdout) as { data: { reverts: readonly { command: string }[] } };
    expect(data.reverts).toHaveLength(1);
    expect(stdout).toContain(data.reverts[0]?.command);
  });

  it.each([[['--watch', '--adopt'], '--watch only looks']])('refuses %j', async (args, says) => {
    const { stderr, code } = await moorlineHere([...FILES, ...args], await driftedShop());
    expect([code, stderr]).toEqual([4, expect.stringContaining(says)]);
  });
});
