/** Who makes a database and where its credentials come from. */
export type FlavorName =
  'statefulset' | 'cloudnative-pg' | 'innodbcluster' | 'percona' | 'crossplane' | 'ack' | 'external';

/** What tells the engines apart; everything else about a database is the same for all of them. */
export interface Engine {
  /** Name of the module; also of the image, and of the engine for AWS. */
  readonly name: 'mysql' | 'postgres';
  /** As people write it, and as Alibaba Cloud names the engine. */
  readonly title: 'MySQL' | 'PostgreSQL';
  readonly port: number;
  /** Scheme of a connection URI. */
  readonly scheme: string;
  /** Where the image keeps its data (hub.docker.com, official images `mysql` and `postgres`). */
  readonly dataFolder: string;
  /** Where the server puts its socket; has to be writable. */
  readonly socketFolder: string;
  /** The user of a database that Kusion makes (catalog@455e3c90 `defaultUsername`). */
  readonly kusionUser: string;
  /** Most characters of a user name: MySQL 8.0 manual 8.2.1, PostgreSQL `NAMEDATALEN`. */
  readonly longestUser: number;
  /** Command that succeeds once the server takes connections from the network. */
  readonly readiness: readonly string[];
  /** Memory of one small server: request and limit. */
  readonly memory: string;
  readonly flavors: readonly [FlavorName, ...FlavorName[]];
}

export const MYSQL: Engine = {
  name: 'mysql',
  title: 'MySQL',
  port: 3306,
  scheme: 'mysql',
  dataFolder: '/var/lib/mysql',
  socketFolder: '/var/run/mysqld',
  kusionUser: 'root',
  longestUser: 32,
  readiness: ['mysqladmin', 'ping', '-h', '127.0.0.1'],
  memory: '512Mi-1Gi',
  flavors: ['statefulset', 'innodbcluster', 'percona', 'crossplane', 'ack', 'external'],
};

export const POSTGRES: Engine = {
  name: 'postgres',
  title: 'PostgreSQL',
  port: 5432,
  scheme: 'postgresql',
  dataFolder: '/var/lib/postgresql/data',
  socketFolder: '/var/run/postgresql',
  kusionUser: 'kusion_default',
  longestUser: 63,
  readiness: ['sh', '-c', 'exec pg_isready -U "$POSTGRES_USER" -d "$POSTGRES_DB" -h 127.0.0.1'],
  memory: '256Mi-512Mi',
  flavors: ['statefulset', 'cloudnative-pg', 'crossplane', 'ack', 'external'],
};
