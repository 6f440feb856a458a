import { z } from 'zod';
import { dnsLabel } from '../../model/names.ts';
import { strictObject } from '../../model/strict-object.ts';
import { PORT_NAME } from '../../workload/port-name.ts';

const texts = () => z.record(z.string(), z.string()).optional();
const portNumber = () => z.int().min(1).max(65535);
const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;

const portSchema = strictObject({
  port: portNumber().default(80).describe('Port that others connect to.'),
  targetPort: z
    .union([portNumber(), z.string().regex(PORT_NAME)])
    .optional()
    .describe('Port of the container, by number or name; default: the same as port.'),
  protocol: z.enum(['TCP', 'UDP']).default('TCP').describe('Protocol of the port.'),
  public: z.boolean().default(false).describe('Whether the port can be reached from outside the cluster.'),
});

const servicePortSchema = strictObject({
  name: z.string().optional().describe('Name of the port. Not together with number.'),
  number: portNumber().optional().describe('Number of the port.'),
});

const serviceBackendSchema = strictObject({
  name: z
    .string()
    .optional()
    .describe('Service of the same namespace; without it, the one that serves the port number.'),
  port: servicePortSchema.optional().describe('Port of the Service.'),
});

const resourceBackendSchema = strictObject({
  apiGroup: z.string().optional().describe('API group; left out for the core group.'),
  kind: z.string().min(1).describe('Kind of the object.'),
  name: z.string().min(1).describe('Name of the object.'),
});

const backendSchema = strictObject({
  service: serviceBackendSchema.optional().describe('A Service. Not together with resource.'),
  resource: resourceBackendSchema.optional().describe('Another object of the same namespace.'),
});

const pathSchema = strictObject({
  path: z.string().optional().describe('Path of the request; starts with "/".'),
  pathType: z.enum(PATH_TYPES).describe('How the path is compared.'),
  backend: backendSchema.describe('Where the request goes.'),
});

const httpSchema = strictObject({ paths: z.array(pathSchema).min(1).describe('Paths and where they lead.') });

const ruleSchema = strictObject({
  host: z
    .string()
    .optional()
    .describe('Host of the request; default: <app>.<baseDomain> of the platform, else any host.'),
  http: httpSchema.optional().describe('Rules for HTTP.'),
});

const tlsSchema = strictObject({
  hosts: z.array(z.string()).optional().describe('Hosts of the certificate.'),
  secretName: z.string().optional().describe('Secret with the certificate.'),
});

const hostPathSchema = strictObject({
  path: z.string().regex(/^\//).describe('Path of the request.'),
  pathType: z.enum(PATH_TYPES).default('Prefix').describe('How the path is compared.'),
  port: z
    .union([portNumber(), z.string().regex(PORT_NAME)])
    .describe('One of the ports above, by its number or the name of its targetPort.'),
});

const hostSchema = strictObject({
  host: z.string().optional().describe('Host of the request; default as in rules.'),
  paths: z.array(hostPathSchema).min(1).describe('Paths and the ports they lead to.'),
  tlsSecret: z.string().optional().describe('Secret with the certificate of the host.'),
});

const ingressSchema = strictObject({
  labels: texts().describe('Labels of the Ingress.'),
  annotations: texts().describe('Annotations of the Ingress.'),
  ingressClassName: z.string().optional().describe("IngressClass to use; wins over the platform's."),
  className: z.string().optional().describe('Other name of ingressClassName.'),
  defaultBackend: backendSchema.optional().describe('Where requests go that match no rule.'),
  rules: z.array(ruleSchema).optional().describe('Rules in the form of Kubernetes. Not together with hosts.'),
  hosts: z.array(hostSchema).optional().describe('Short form of rules: hosts, paths and ports.'),
  tls: z.array(tlsSchema).optional().describe('Certificates.'),
});

const parametersSchema = strictObject({
  apiGroup: z.string().optional().describe('API group of the object.'),
  kind: z.string().min(1).describe('Kind of the object.'),
  name: z.string().min(1).describe('Name of the object.'),
  scope: z.enum(['Namespace', 'Cluster']).optional().describe('Where the object lives; default Cluster.'),
  namespace: z.string().optional().describe('Namespace of the object; needed with scope Namespace.'),
});

const ingressClassSchema = strictObject({
  labels: texts().describe('Labels of the IngressClass.'),
  annotations: texts().describe('Annotations of the IngressClass.'),
  controller: z.string().optional().describe('Controller that serves the class, as domain/path.'),
  parameters: parametersSchema.optional().describe('Object with settings for the controller.'),
});

export const networkSchema = strictObject({
  module: z.literal('network').optional().describe('Names the module when the key does not.'),
  ports: z.array(portSchema).optional().describe('Ports of the workload that others may reach.'),
  ingress: ingressSchema.optional().describe('HTTP routes from outside the cluster.'),
  allowFrom: z
    .array(dnsLabel)
    .optional()
    .describe('Namespaces whose pods may connect, where a hardening profile adds a NetworkPolicy.'),
  ingressClass: ingressClassSchema.optional().describe('An IngressClass to create.'),
});

const platformPortSchema = strictObject({
  type: z.enum(['alicloud', 'aws']).optional().describe('Cloud whose load balancer serves public ports.'),
  labels: texts().describe('Labels of the public Service.'),
  annotations: texts().describe('Annotations of the public Service.'),
});

const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

export const networkPlatform = strictObject({
  port: platformPortSchema.optional().describe('How public ports are served.'),
  ingressClassName: z.string().optional().describe('IngressClass of an Ingress that names none.'),
  baseDomain: z
    .string()
    .regex(DOMAIN)
    .optional()
    .describe('Domain below which an Ingress rule without host is served.'),
  certManagerIssuer: z.string().optional().describe('cert-manager ClusterIssuer for an Ingress with tls.'),
});

export type NetworkInput = z.output<typeof networkSchema>;
export type NetworkPlatform = z.output<typeof networkPlatform>;
export type PortInput = z.output<typeof portSchema>;
export type IngressInput = z.output<typeof ingressSchema>;
export type IngressClassInput = z.output<typeof ingressClassSchema>;
export type BackendInput = z.output<typeof backendSchema>;
export type ServiceBackendInput = z.output<typeof serviceBackendSchema>;
