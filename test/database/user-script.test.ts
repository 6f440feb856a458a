import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { userScript } from '../../src/database/flavors/user-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'moorline-user-script-'));
afterAll(() => rmSync(folder, { recursive: true }));
// stands in for the client: prints the statements it is given
writeFileSync(join(folder, 'mysql'), '#!/bin/sh\ncase "$*" in *--execute*) exit 0;; esac\ncat\n', {
  mode: 0o755,
});

/** The statements that the script hands to MySQL. */
function statements(password: string): readonly string[] {
  const script = userScript({ host: 'shop-dev-web-mysql', database: 'shop_orders', user: 'app' });
  const env = { PATH: `${folder}:/usr/bin:/bin`, ROOT_PASSWORD: 'r', APP_PASSWORD: password };
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('userScript', () => {
  it('makes database and user, and grants rights on that database only', () => {
    expect(statements('AbC1')).toEqual([
      'CREATE DATABASE IF NOT EXISTS `shop_orders`;',
      "CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY 'AbC1';",
      "ALTER USER 'app'@'%' IDENTIFIED BY 'AbC1';",
      "GRANT ALL PRIVILEGES ON `shop\\_orders`.* TO 'app'@'%';",
    ]);
  });

  it.each(["it's", 'back\\slash', '$HOME', '`id`', '"quoted"', '%s &'])(
    'quotes the password %s for MySQL, and the shell leaves it alone',
    (password) => {
      const quoted = password.replaceAll(/['\\]/g, String.raw`\$&`);
      expect(statements(password)[1]).toBe(`CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY '${quoted}';`);
    },
  );

  it('hands no password over as an argument', () => {
    const script = userScript({ host: 'h', database: 'd', user: 'u' });
    expect(script).not.toMatch(/--password|-p["'$]/);
  });
});
