/** A database and its user, as names that SQL and the shell take as they are between quotes. */
export interface UserScript {
  readonly host: string;
  readonly database: string;
  readonly user: string;
}

/**
 * A shell script that waits for a MySQL server, then makes a database and a user with all rights on it, or sets
 * the user's password anew. It reads ROOT_PASSWORD and APP_PASSWORD, and no password becomes an argument. `_`
 * stands for any character in a GRANT unless it is escaped (MySQL 8.0 manual 15.7.1.6).
 */
export function userScript({ host, database, user }: UserScript): string {
  const account = `'${user}'@'%'`;
  const pattern = database.replaceAll('_', String.raw`\\_`);
  const client = `mysql --host=${host} --user=root`;
  const statements = [
    `CREATE DATABASE IF NOT EXISTS \\\`${database}\\\``,
    `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '$password'`,
    `ALTER USER ${account} IDENTIFIED BY '$password'`,
    `GRANT ALL PRIVILEGES ON \\\`${pattern}\\\`.* TO ${account}`,
  ];
  return [
    'set -eu',
    'export MYSQL_PWD="$ROOT_PASSWORD"',
    `until ${client} --execute='SELECT 1' >/dev/null 2>&1; do sleep 5; done`,
    String.raw`password=$(printf %s "$APP_PASSWORD" | sed "s/['\\\\]/\\\\&/g")`,
    // no here-document: some shells keep it in a file, and the file system is read-only
    `printf '%s;\\n' \\`,
    ...statements.map((statement) => `  "${statement}" \\`),
    `  | ${client}`,
    '',
  ].join('\n');
}
