/** A Deployment with the fields that people like to change. */
export const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: $NS, labels: {app: web, team: shop}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.25
        env: [{name: LEVEL, value: info}, {name: REGION, value: eu}]
        ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
        resources: {requests: {cpu: 1000m, memory: 1024Mi}, limits: {memory: 2Gi}}
        volumeMounts: [{name: settings, mountPath: /etc/web}]
      - name: proxy
        image: envoy:1
      volumes: [{name: settings, configMap: {name: settings, defaultMode: 0440}}, {name: tmp, emptyDir: {}}]
`;

/** The path of the container `web` of that Deployment. */
export const CONTAINER = '.spec.template.spec.containers[name="web"]';

export const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: $NS}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}, {name: admin, port: 9000}]
`;

export const SETTINGS = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: $NS}
data: {colour: blue, size: large}
`;

export const PASSWORD = `
apiVersion: v1
kind: Secret
metadata: {name: login, namespace: $NS}
stringData: {user: shop, password: tulip-sesame}
`;

export const NIGHTLY = `
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, namespace: $NS}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: job, image: "busybox:1"}]}
`;

export const STORE = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store, namespace: $NS}
spec:
  replicas: 3
  serviceName: store
  selector: {matchLabels: {app: store}}
  template:
    metadata: {labels: {app: store}}
    spec: {containers: [{name: store, image: "redis:7"}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}
`;

export const SCALER = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: $NS}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 5
  metrics:
  - {type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 70}}}
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}
`;

export const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: $NS}
spec:
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
`;

export const POLICY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: $NS}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{from: [{podSelector: {matchLabels: {app: gate}}}], ports: [{port: 8080}]}]
`;

export const BUDGET = `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: $NS}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`;

export const BINDING = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers, namespace: $NS}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: Group, name: shop}]
`;

export const ROLE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: $NS}
rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
`;

export const CLAIM = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: $NS}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}
`;

export const WEBHOOK = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: $NS}
webhooks:
- name: check.example.com
  clientConfig: {service: {name: check, namespace: $NS, path: /check}}
  rules: [{apiGroups: [nothing.example.com], apiVersions: [v1], operations: [CREATE], resources: [things]}]
  failurePolicy: Ignore
  sideEffects: None
  admissionReviewVersions: [v1]
`;

/** Of the kind below. */
export const GADGET = `
apiVersion: example.com/v1
kind: Gadget
metadata: {name: gadget, namespace: $NS}
spec:
  listeners: [{name: http, port: 80}, {name: https, port: 443}]
  tags: [b, a]
  weights: [1, 3]
  interval: 1h
  storage: 1024Mi
  target: 8080
  replicas: 1
  extra: {theme: {name: dark}}
`;

/** A kind with every type of list, defaults, a subresource for its scale, and a part without a schema. */
export const GADGETS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Gadget', plural: 'gadgets', singular: 'gadget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              spec: {
                type: 'object',
                properties: {
                  listeners: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: {
                        name: { type: 'string' },
                        port: { type: 'integer' },
                        protocol: { type: 'string', default: 'HTTP' },
                      },
                    },
                  },
                  tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
                  weights: { type: 'array', items: { type: 'integer' } },
                  interval: { type: 'string' },
                  storage: { type: 'string' },
                  mode: { type: 'string', default: 'auto' },
                  target: { 'x-kubernetes-int-or-string': true },
                  replicas: { type: 'integer' },
                  extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                },
              },
            },
          },
        },
      },
    ],
  },
};
