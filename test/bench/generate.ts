import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The environments of the generated repository. */
export const WORKSPACES = ['dev', 'staging', 'prod'];

/** Documents that one app gives in one workspace. */
export const DOCUMENTS_PER_UNIT = 6;

/**
 * Writes a repository of `apps` projects with one app each, rendered for three workspaces:
 * Namespace, ConfigMap, Deployment, two Services and an Ingress a unit. The same number gives the
 * same bytes.
 */
export function generateRepository(root: string, apps: number): void {
  for (const [path, text] of repositoryFiles(apps)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function* repositoryFiles(apps: number): Generator<readonly [string, string]> {
  yield ['moorline.yaml', 'apiVersion: moorline.dev/v1\n'];
  for (const [i, workspace] of WORKSPACES.entries()) yield [`workspaces/${workspace}.yaml`, workspaceText(i)];
  for (let i = 0; i < apps; i++) {
    const name = `app-${String(i).padStart(4, '0')}`;
    yield [`apps/${name}/project.yaml`, `name: ${name}\n`];
    yield [`apps/${name}/base/app.yaml`, baseText(name, i)];
    for (const workspace of WORKSPACES) {
      yield [`apps/${name}/${workspace}/stack.yaml`, `name: ${workspace}\n`];
      yield [`apps/${name}/${workspace}/app.yaml`, stackText(workspace)];
    }
  }
}

function workspaceText(index: number): string {
  return `modules:
  service:
    configs:
      default:
        replicas: ${String(index + 1)}
        labels:
          tier: backend
  network:
    configs:
      default:
        port:
          type: aws
          annotations:
            service.beta.kubernetes.io/aws-load-balancer-type: nlb
`;
}

function baseText(name: string, index: number): string {
  return `apps:
  web:
    workload:
      kind: Service
      containers:
        web:
          image: registry.example.com/${name}/web:1.${String(index % 40)}.0
          args: [serve, --port=8080]
          env:
            LOG_LEVEL: info
            CACHE_HOST: cache.${name}.svc
            API_TOKEN: secret://${name}-token/token
            REGION: eu-west-1
          resources:
            cpu: 100m-500m
            memory: 128Mi-256Mi
          files:
            /etc/web/config.yaml:
              content: |
                listen: 8080
                upstreams:
                  - name: api
                    url: http://api.${name}.svc:8080
                features:
                  search: true
          readinessProbe:
            probeHandler:
              _type: service.container.probe.Http
              url: http://localhost:8080/readyz
            periodSeconds: 10
    accessories:
      network:
        ports:
          - port: 80
            targetPort: 8080
          - port: 443
            targetPort: 8443
            public: true
        ingress:
          rules:
            - host: ${name}.example.com
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        port:
                          number: 80
`;
}

function stackText(workspace: string): string {
  return `apps:
  web:
    workload:
      containers:
        web:
          env:
            ENVIRONMENT: ${workspace}
`;
}
