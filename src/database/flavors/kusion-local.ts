import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import type { SecretPlan, SecretValue } from '../../secrets/secret-plan.ts';
import { innerNameOf, userOf, type Database } from '../database.ts';
import type { DatabaseOutputs, Flavor } from '../flavor.ts';
import { nameDraft, objectMetadata } from '../object-metadata.ts';
import { passwordValue } from '../password.ts';
import { claimSpec, imageOf, platformPart, secretVariable } from '../pod.ts';
import { sizeDraft } from '../size.ts';

/** What the Service is called after the database. */
const SERVICE = '-db-local-service';

/** Longest name of a container port (IANA service name). */
const MAX_PORT_NAME = 15;

/** From this version on the image refuses a volume at the data folder (docker-library/postgres#1259). */
const POSTGRES_WITH_OWN_FOLDER = 18;

/**
 * A database as Kusion makes it (catalog@455e3c90 `GenerateLocalResources`): one pod of a Deployment, its volume,
 * a headless Service and Secrets. With the backend plaintext these are Kusion's objects; with the others the
 * server and the apps read one Secret, whose password only the cluster knows.
 */
export const kusionLocal: Flavor = {
  naming: { kind: 'Service name', suffix: SERVICE, limit: 63, form: 'letter' },
  reads: ['username', 'size', 'database', 'storageClass', 'image'],
  parts: (database) => ({
    secrets: isPlaintext(database) ? [serverSecret(database), appSecret(database)] : [appSecret(database)],
    objects: [deployment(database), claim(database), service(database)],
    outputs: outputsOf(database),
    kusionHost: { kind: 'secret', name: appSecretName(database), key: 'hostAddress' },
  }),
};

function isPlaintext({ names }: Database): boolean {
  return names.secretBackend === 'plaintext';
}

function appSecretName({ name, engine }: Database): string {
  return `${name}-${engine.name}`;
}

function serverSecretName(database: Database): string {
  return isPlaintext(database) ? `${database.name}-db-local-secret` : appSecretName(database);
}

function serviceName({ name }: Database): string {
  return `${name}${SERVICE}`;
}

function open(key: string, text: string, { cause: at }: Database): SecretValue {
  return { kind: 'public', key, at, text };
}

function serverSecret(database: Database): SecretPlan {
  const { engine, cause: at } = database;
  const login =
    engine.name === 'postgres'
      ? [open('username', userOf(database), database), open('database', innerNameOf(database), database)]
      : [];
  const values = [passwordValue(database, 'password'), ...login];
  return { name: serverSecretName(database), at, type: 'Opaque', asText: true, values };
}

function appSecret(database: Database): SecretPlan {
  const { engine, cause: at } = database;
  const readByServer = !isPlaintext(database) && engine.name === 'postgres';
  const values = [
    open('hostAddress', serviceName(database), database),
    open('username', userOf(database), database),
    passwordValue(database, 'password'),
    ...(readByServer ? [open('database', innerNameOf(database), database)] : []),
  ];
  return { name: appSecretName(database), at, type: 'Opaque', asText: true, values };
}

function labels(database: Database): Draft {
  return { accessory: nameDraft(database) };
}

function deployment(database: Database): GeneratedResource {
  const { engine, name } = database;
  const container = {
    name: nameDraft(database),
    image: imageOf(engine.name, database),
    ...platformPart(database),
    env: engine.name === 'mysql' ? mysqlEnv(database) : postgresEnv(database),
    ports: [{ name: name.slice(0, MAX_PORT_NAME).replace(/-+$/, ''), containerPort: engine.port }],
    volumeMounts: [{ name, mountPath: engine.dataFolder }],
  };
  const volumes = [{ name, persistentVolumeClaim: { claimName: `${name}-db-local-pvc` } }];
  const draft = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: objectMetadata(database, '-db-local-deployment'),
    spec: {
      selector: { matchLabels: labels(database) },
      template: { metadata: { labels: labels(database) }, spec: { containers: [container], volumes } },
    },
  };
  return { draft };
}

/** Kusion starts a server for another user than root without any root password, which the image refuses. */
function mysqlEnv(database: Database): readonly Draft[] {
  const { input: own } = database;
  const [user, secret] = [userOf(database), serverSecretName(database)];
  const login =
    user === 'root'
      ? [secretVariable('MYSQL_ROOT_PASSWORD', secret, 'password')]
      : [
          { name: 'MYSQL_USER', value: from(platformPointer('username'), user) },
          secretVariable('MYSQL_PASSWORD', secret, 'password'),
          { name: 'MYSQL_RANDOM_ROOT_PASSWORD', value: 'yes' },
        ];
  const isMade = own.database !== undefined || !isPlaintext(database);
  const inner = from(input('database'), innerNameOf(database));
  return isMade ? [...login, { name: 'MYSQL_DATABASE', value: inner }] : login;
}

function postgresEnv(database: Database): readonly Draft[] {
  const { engine, input: own } = database;
  const secret = serverSecretName(database);
  const needsFolder = !(Number.parseInt(own.version, 10) < POSTGRES_WITH_OWN_FOLDER);
  return [
    secretVariable('POSTGRES_USER', secret, 'username'),
    secretVariable('POSTGRES_PASSWORD', secret, 'password'),
    secretVariable('POSTGRES_DB', secret, 'database'),
    ...(needsFolder ? [{ name: 'PGDATA', value: `${engine.dataFolder}/pgdata` }] : []),
  ];
}

function claim(database: Database): GeneratedResource {
  const metadata = { ...objectMetadata(database, '-db-local-pvc'), labels: labels(database) };
  const spec = claimSpec(database, sizeDraft(database));
  return { draft: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec } };
}

/** The API server reads the target port 0 as the port itself. */
function service(database: Database): GeneratedResource {
  const { engine } = database;
  const metadata = { ...objectMetadata(database, SERVICE), labels: labels(database) };
  const spec = {
    clusterIP: 'None',
    ports: [{ port: engine.port, targetPort: 0 }],
    selector: labels(database),
  };
  return { draft: { apiVersion: 'v1', kind: 'Service', metadata, spec } };
}

function outputsOf(database: Database): DatabaseOutputs {
  const { engine } = database;
  const name = appSecretName(database);
  const reason = `A database without a flavor has no URI. Set the flavor of ${engine.name} in the workspace: ${engine.flavors.join(', ')}.`;
  return {
    host: { kind: 'text', value: serviceName(database) },
    port: { kind: 'text', value: String(engine.port) },
    dbname: { kind: 'text', value: innerNameOf(database) },
    username: { kind: 'secret', name, key: 'username' },
    password: { kind: 'secret', name, key: 'password' },
    uri: { kind: 'none', reason },
  };
}
