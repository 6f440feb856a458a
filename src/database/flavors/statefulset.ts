import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { platform as platformPointer } from '../../model/pointer.ts';
import { bindingName, bindingPlan, boundOutputs } from '../binding.ts';
import { userOf, type Database } from '../database.ts';
import type { FlavorName } from '../engines.ts';
import type { Flavor } from '../flavor.ts';
import { nameDraft, objectMetadata } from '../object-metadata.ts';
import {
  claimSpec,
  HARDENED_CONTAINER,
  HARDENED_POD,
  imageOf,
  platformPart,
  secretVariable,
} from '../pod.ts';
import { sizeDraft } from '../size.ts';

/** Flavors whose servers replicate. */
const OPERATORS: readonly FlavorName[] = ['cloudnative-pg', 'innodbcluster', 'percona'];

/** What one small server needs, where the platform says nothing. */
const AMOUNTS = { cpu: '100m-1', 'ephemeral-storage': '64Mi-256Mi' } as const;

/**
 * One server in the cluster without any operator, for development: a StatefulSet with a headless Service, and
 * the binding Secret. The controller labels pods with `<name>-<hash>`, which leaves 52 characters for the name.
 */
export const statefulset: Flavor = {
  naming: { kind: 'StatefulSet name', suffix: '', limit: 52, form: 'letter' },
  reads: ['username', 'size', 'database', 'storageClass', 'image', 'instances'],
  parts: (database) => {
    checkInstances(database);
    return {
      secrets: [bindingPlan(database, database.name)],
      objects: [service(database), statefulSet(database)],
      outputs: boundOutputs(database),
    };
  },
};

function checkInstances({ engine, platform, report }: Database): void {
  if ((platform.instances ?? 1) === 1) return;
  const operators = engine.flavors.filter((name) => OPERATORS.includes(name)).join(' or ');
  const detail = `The servers of a StatefulSet know nothing of each other, so there can be one only. For more use ${operators}.`;
  report({ code: 'FIELD_INVALID', detail, at: platformPointer('instances') });
}

function selector(database: Database): Readonly<Record<string, Draft>> {
  return { 'app.kubernetes.io/instance': nameDraft(database) };
}

function labels(database: Database): Draft {
  return {
    'app.kubernetes.io/name': database.engine.name,
    ...selector(database),
    'app.kubernetes.io/component': 'database',
    'app.kubernetes.io/part-of': from({ root: 'unit', path: ['project'] }, database.names.project),
  };
}

function metadata(database: Database): Draft {
  return { ...objectMetadata(database), labels: labels(database) };
}

function service(database: Database): GeneratedResource {
  const { engine } = database;
  const ports = [{ name: engine.name, port: engine.port, targetPort: engine.name }];
  const spec = { clusterIP: 'None', selector: selector(database), ports };
  return { draft: { apiVersion: 'v1', kind: 'Service', metadata: metadata(database), spec } };
}

function statefulSet(database: Database): GeneratedResource {
  const storage = claimSpec(database, sizeDraft(database));
  const spec = {
    serviceName: nameDraft(database),
    replicas: 1,
    selector: { matchLabels: selector(database) },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    template: {
      metadata: { labels: labels(database) },
      spec: {
        ...HARDENED_POD,
        containers: [container(database)],
        volumes: [
          { name: 'run', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: storage }],
  };
  return { draft: { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: metadata(database), spec } };
}

function container(database: Database): Draft {
  const { engine } = database;
  return {
    name: engine.name,
    image: imageOf(engine.name, database),
    ...platformPart(database, { ...AMOUNTS, memory: engine.memory }),
    ports: [{ name: engine.name, containerPort: engine.port }],
    env: engine.name === 'mysql' ? mysqlEnv(database) : postgresEnv(database),
    readinessProbe: { exec: { command: engine.readiness }, periodSeconds: 5 },
    securityContext: HARDENED_CONTAINER,
    volumeMounts: [
      { name: 'data', mountPath: engine.dataFolder },
      { name: 'run', mountPath: engine.socketFolder },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** The image makes the user itself, but refuses to be told about root that way. */
function mysqlEnv(database: Database): readonly Draft[] {
  const secret = bindingName(database);
  const login =
    userOf(database) === 'root'
      ? [secretVariable('MYSQL_ROOT_PASSWORD', secret, 'password')]
      : [
          { name: 'MYSQL_RANDOM_ROOT_PASSWORD', value: 'yes' },
          secretVariable('MYSQL_USER', secret, 'username'),
          secretVariable('MYSQL_PASSWORD', secret, 'password'),
        ];
  return [...login, secretVariable('MYSQL_DATABASE', secret, 'dbname')];
}

/** A volume may hold a `lost+found`, and the server wants an empty folder. */
function postgresEnv(database: Database): readonly Draft[] {
  const secret = bindingName(database);
  return [
    { name: 'PGDATA', value: `${database.engine.dataFolder}/pgdata` },
    secretVariable('POSTGRES_USER', secret, 'username'),
    secretVariable('POSTGRES_PASSWORD', secret, 'password'),
    secretVariable('POSTGRES_DB', secret, 'dbname'),
  ];
}
