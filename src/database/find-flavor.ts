import type { FlavorName } from './engines.ts';
import type { Flavor } from './flavor.ts';
import { ack } from './flavors/ack.ts';
import { cloudnativePg } from './flavors/cloudnative-pg.ts';
import { crossplaneAlicloud } from './flavors/crossplane-alicloud.ts';
import { crossplane } from './flavors/crossplane.ts';
import { external } from './flavors/external.ts';
import { innodbcluster } from './flavors/innodbcluster.ts';
import { kusionLocal } from './flavors/kusion-local.ts';
import { percona } from './flavors/percona.ts';
import { statefulset } from './flavors/statefulset.ts';
import type { DatabasePlatform } from './schema.ts';

const FLAVORS: Readonly<Record<FlavorName, Flavor>> = {
  statefulset,
  'cloudnative-pg': cloudnativePg,
  innodbcluster,
  percona,
  crossplane,
  ack,
  external,
};

/** The flavor that the platform chose; without one, Kusion's local database. */
export function findFlavor({ flavor, cloud }: DatabasePlatform): Flavor {
  if (flavor === undefined) return kusionLocal;
  return flavor === 'crossplane' && cloud === 'alicloud' ? crossplaneAlicloud : FLAVORS[flavor];
}
