import { z } from 'zod';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';
import { platformFields } from '../workload/schema.ts';
import type { Engine } from './engines.ts';

/** Tag of an image; a version becomes one. */
const TAG = /^[A-Za-z0-9_][-A-Za-z0-9_.]*$/;

/** Names that SQL, shell scripts and URIs take as they are. */
const DATABASE_NAME = /^[A-Za-z_][-A-Za-z0-9_]*$/;
const USER_NAME = /^[A-Za-z_][-A-Za-z0-9_.]*$/;

const text = () => z.string().min(1).optional();
const size = () => z.union([z.int().min(1), z.string()]).optional();

/** Developer fields of a database. */
export function databaseSchema(engine: Engine) {
  return strictObject({
    module: z.literal(engine.name).optional().describe('Names the module when the key does not.'),
    type: z
      .enum(['local', 'cloud'])
      .describe(
        'local: in the cluster where the platform says nothing else. cloud: by the flavor of the platform.',
      ),
    version: z
      .string()
      .regex(TAG)
      .max(128)
      .describe(`Version of ${engine.title}, as the images or the cloud name it.`),
    database: z
      .string()
      .regex(DATABASE_NAME)
      .max(63)
      .optional()
      .describe('Name of the database inside of the server; default: from the name of the instance.'),
    size: size().describe('Size of the storage: a quantity such as 20Gi, or a number of Gi.'),
  });
}

const providerConfigSchema = strictObject({
  kind: z
    .enum(['ProviderConfig', 'ClusterProviderConfig'])
    .optional()
    .describe('Kind of the object; default ClusterProviderConfig.'),
  name: z.string().min(1).describe('Name of the object.'),
});

/** Fields that Kusion has. */
const kusionFields = (engine: Engine) => ({
  cloud: z.enum(['aws', 'alicloud']).optional().describe('Cloud of the flavor crossplane; default aws.'),
  databaseName: dnsLabel
    .optional()
    .describe('Name of the instance; default <project>-<stack>-<app>-<module>.'),
  username: z
    .string()
    .regex(USER_NAME)
    .max(engine.longestUser)
    .optional()
    .describe(`User of the apps; default ${engine.kusionUser} without a flavor, app with one.`),
  category: text().describe('Edition of a cloud instance in Kusion; without effect.'),
  securityIPs: z
    .array(z.string().min(1))
    .optional()
    .describe('Addresses that may connect; only for Alibaba Cloud. On AWS securityGroupIDs decide.'),
  privateRouting: z
    .boolean()
    .optional()
    .describe('false gives an instance on AWS a public address; default true.'),
  size: size().describe("Size of the storage in Gi or as a quantity; the developer's wins. Default 10."),
  instanceType: text().describe('Class of a cloud instance, such as db.t4g.medium.'),
  subnetID: text().describe('Kusion name of subnetGroup.'),
});

/** Platform fields of a database: those of Kusion, and what the flavors need. */
export function databasePlatform(engine: Engine) {
  return strictObject({
    flavor: z
      .enum(engine.flavors)
      .optional()
      .describe("Who makes the database; without it a local one is made of Kusion's objects."),
    ...kusionFields(engine),
    instanceClass: text().describe('Other name of instanceType.'),
    region: text().describe('Region of a cloud instance.'),
    subnetGroup: text().describe('DB subnet group of a cloud instance.'),
    securityGroupIDs: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Security groups of a cloud instance.'),
    multiAZ: z.boolean().optional().describe('Whether a cloud instance has a standby in another zone.'),
    deletionProtection: z
      .boolean()
      .optional()
      .describe('Whether a cloud instance outlives its object; default true.'),
    backupRetentionDays: z
      .int()
      .min(0)
      .max(35)
      .optional()
      .describe('Days that a cloud instance keeps backups; default 7.'),
    providerConfig: providerConfigSchema
      .optional()
      .describe('Crossplane configuration to use; default the ClusterProviderConfig "default".'),
    instances: z.int().min(1).optional().describe('Servers of a replicated database; default 1.'),
    storageClass: text().describe("Storage class of the volumes; default: the cluster's."),
    image: text().describe('Image in place of the one that follows from the version, with its tag.'),
    podMonitor: z
      .boolean()
      .optional()
      .describe('Adds a PodMonitor of the Prometheus operator; for cloudnative-pg. Default false.'),
    imagePullPolicy: platformFields.imagePullPolicy.describe('Pull policy of the images.'),
    resources: platformFields.resources.describe('Amount of each resource for the servers.'),
  });
}

export type DatabaseInput = z.output<ReturnType<typeof databaseSchema>>;
export type DatabasePlatform = z.output<ReturnType<typeof databasePlatform>>;
