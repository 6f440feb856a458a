// Where the facts of the schema tables come from: Go modules, each with its exact version and checksum.

/**
 * @typedef {object} GoModule
 * @property {string} path
 * @property {string} version
 * @property {string} sum checksum of the module as `go.sum` would name it
 */

/**
 * @typedef {object} CrdSource
 * @property {string} table file of `src/validate/tables`, without `.ts`
 * @property {string} about what it is a table of
 * @property {readonly (GoModule & { files: RegExp })[]} modules
 */

/**
 * The minor versions of Kubernetes that have a table, oldest first.
 * @type {readonly (GoModule & { minor: number })[]}
 */
export const KUBERNETES = [
  { minor: 31, version: 'v1.31.14', sum: 'h1:UtjLfqvXLuSVDdJ4+NpQCIfFkKkLnAAVmxAEMsnkhjk=' },
  { minor: 32, version: 'v1.32.13', sum: 'h1:5TGYdZ6YZqdp6h/Rp1vX/4TIoybMPdgv97LCZCtPuNQ=' },
  { minor: 33, version: 'v1.33.13', sum: 'h1:bmH31xUdSzeA5vk0wZAK9MZp11mdLuzUSeKk0qN3hPQ=' },
  { minor: 34, version: 'v1.34.4', sum: 'h1:Yy6R4QB8C9kJPp25GFqEvX5XQwY5qzKeqD0Xx6oAcmk=' },
  { minor: 35, version: 'v1.35.4', sum: 'h1:o/8dBC/pHVpYoGV4OAIytAlNPZbdYVTXJHoYvXC4qzM=' },
  { minor: 36, version: 'v1.36.3', sum: 'h1:qDQdoMiluAE2Eab6Fa52YV+WjiGz9mZFFoagEA6cI+o=' },
  { minor: 37, version: 'v1.37.2', sum: 'h1:A2VDEiObzkYqFTKhSsn0ZEb0RlLEXpHWj93gi2HqEwE=' },
].map((each) => ({ path: 'k8s.io/kubernetes', ...each }));

/** @type {readonly CrdSource[]} */
export const CRDS = [
  {
    table: 'argo-cd',
    about: 'Argo CD 3.6',
    modules: [
      {
        path: 'github.com/argoproj/argo-cd/v3',
        version: 'v3.6.1',
        sum: 'h1:OmhqeKiR3C//awbFrhQqFdtRI+Qiv17j8vqm3UkMj/g=',
        files: /^manifests\/crds\/.*-crd\.yaml$/,
      },
    ],
  },
  {
    table: 'cert-manager',
    about: 'cert-manager 1.19',
    modules: [
      {
        path: 'github.com/cert-manager/cert-manager',
        version: 'v1.19.1',
        sum: 'h1:Txh8L/nLWTDcb7ZnXuXbTe15BxQnLbLirXmbNk0fGgY=',
        files: /^deploy\/crds\/.*\.yaml$/,
      },
    ],
  },
  {
    table: 'cloudnative-pg',
    about: 'CloudNativePG 1.27',
    modules: [
      {
        path: 'github.com/cloudnative-pg/cloudnative-pg',
        version: 'v1.27.0',
        sum: 'h1:mp0zlYO4vKAJmQdArWORWKr1lmB4Hj8JeBQGX5RBnpg=',
        files: /^config\/crd\/bases\/postgresql\.cnpg\.io_.*\.yaml$/,
      },
    ],
  },
  {
    table: 'external-secrets',
    about: 'External Secrets 1.3',
    modules: [
      {
        path: 'github.com/external-secrets/external-secrets',
        version: 'v1.3.2',
        sum: 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
        files: /^config\/crds\/bases\/.*external-secrets\.io_.*\.yaml$/,
      },
    ],
  },
  {
    table: 'flux',
    about: 'Flux controllers 1.10',
    modules: [
      {
        path: 'github.com/fluxcd/kustomize-controller',
        version: 'v1.10.1',
        sum: 'h1:IjTnrkIy0ULJoTNC2ZKuMb32vkqj7dJ6zt6UqbTFxKA=',
        files: /^config\/crd\/bases\/.*\.yaml$/,
      },
      {
        path: 'github.com/fluxcd/source-controller',
        version: 'v1.10.1',
        sum: 'h1:vkYpgpLZu20LQ2UN4lPBdWH7sqTNdQ8FjcZD/HogN2E=',
        files: /^config\/crd\/bases\/.*\.yaml$/,
      },
    ],
  },
  {
    table: 'gateway-api',
    about: 'the Gateway API 1.6',
    modules: [
      {
        path: 'sigs.k8s.io/gateway-api',
        version: 'v1.6.3',
        sum: 'h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=',
        files: /^config\/crd\/experimental\/gateway\.networking\.k8s\.io_(?!vap).*\.yaml$/,
      },
    ],
  },
  {
    table: 'prometheus-operator',
    about: 'the Prometheus operator 0.85',
    modules: [
      {
        path: 'github.com/prometheus-operator/prometheus-operator',
        version: 'v0.85.0',
        sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
        files: /^example\/prometheus-operator-crd-full\/monitoring\.coreos\.com_.*\.yaml$/,
      },
    ],
  },
  {
    table: 'sealed-secrets',
    about: 'Sealed Secrets 0.40',
    modules: [
      {
        path: 'github.com/bitnami-labs/sealed-secrets',
        version: 'v0.40.0',
        sum: 'h1:rvCP35JL8ZV5LNA2SrwNR6iLyoM3ulrSFWN0lBtYEYI=',
        files: /^helm\/sealed-secrets\/crds\/.*\.yaml$/,
      },
    ],
  },
];
