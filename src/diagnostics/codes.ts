/** How serious a diagnostic is: an error stops the run, a warning and an info never do. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * What kind of failure an error is. It decides the exit code: input 3, conflict 6, gate 5,
 * unreachable 7, usage 4, differences 2.
 */
export type FailureKind = 'input' | 'usage' | 'gate' | 'conflict' | 'unreachable' | 'differences';

/** The constant part of a code. `summary` names no value; the detail of a diagnostic does. */
export interface CodeInfo {
  readonly severity: Severity;
  readonly summary: string;
  readonly failure?: Exclude<FailureKind, 'input'>;
}

const failure =
  (kind: NonNullable<CodeInfo['failure']>) =>
  (summary: string): CodeInfo => ({ severity: 'error', summary, failure: kind });
const usage = failure('usage');
const gate = failure('gate');
const conflict = failure('conflict');
const unreachable = failure('unreachable');
const differences = failure('differences');
const error = (summary: string): CodeInfo => ({ severity: 'error', summary });
const warning = (summary: string): CodeInfo => ({ severity: 'warning', summary });
const info = (summary: string): CodeInfo => ({ severity: 'info', summary });

/** Every code there is. Codes are permanent: one may be retired, never renamed or reused. */
export const CODES = {
  // files
  FILE_TOO_LARGE: error('file is too large'),
  FILE_NOT_UTF8: error('file is not UTF-8 text'),
  FILE_SYMLINK: error('symbolic links are not followed'),
  FILE_UNREADABLE: error('file cannot be read'),
  FILE_IGNORED: warning('file is not read'),
  PATH_OUTSIDE: error('path leaves the repository'),
  PATH_MISSING: error('path does not exist'),
  // YAML
  YAML_SYNTAX: error('YAML syntax error'),
  YAML_TAB: error('tab used as indentation'),
  YAML_DUPLICATE_KEY: error('key is written twice'),
  YAML_MERGE_KEY: error('merge keys are not allowed here'),
  YAML_TAG: error('YAML tag is not allowed'),
  YAML_DIRECTIVE: error('YAML directive is not allowed'),
  YAML_ALIAS_LIMIT: error('too many aliases'),
  YAML_TOO_DEEP: error('nesting is too deep'),
  YAML_MULTIPLE_DOCUMENTS: error('more than one YAML document'),
  YAML_KEY: error('key is not plain text'),
  YAML_KEY_FORBIDDEN: error('key is reserved by JavaScript'),
  YAML_NUMBER_UNSAFE: error('number would lose digits'),
  YAML_NUMBER_NOT_FINITE: error('number is not finite'),
  YAML_NUMBER_AMBIGUOUS: error('number reads differently elsewhere'),
  YAML_BOOLEAN_AMBIGUOUS: warning('word is text here but a boolean to other readers'),
  // fields
  FIELD_UNKNOWN: error('unknown field'),
  FIELD_MISSING: error('required field is missing'),
  FIELD_TYPE: error('value has the wrong type'),
  FIELD_INVALID: error('value is not allowed'),
  FIELD_CONFLICT: error('fields exclude each other'),
  FIELD_NO_EFFECT: info('field is accepted but has no effect'),
  FIELD_DROPPED: warning('part of the value cannot be rendered'),
  FEATURE_UNAVAILABLE: error('not supported by this version'),
  // names
  NAME_INVALID: error('name is not allowed'),
  NAME_TOO_LONG: error('name is too long'),
  // repository
  PROJECT_MISSING: error('no project was found'),
  PROJECT_DUPLICATE: error('project name is used twice'),
  PROJECT_NESTED: error('project inside another project'),
  STACK_DUPLICATE: error('stack name is used twice in its project'),
  STACK_NESTED: error('stack inside another stack'),
  STACK_WITHOUT_APP: error('stack has no app.yaml'),
  PROJECT_WITHOUT_STACK: warning('project has no stack'),
  WORKSPACE_MISSING: error('workspace does not exist'),
  WORKSPACE_GUESSED: warning('imported stack gets the only workspace there is'),
  WORKSPACE_DUPLICATE: error('workspace name is used twice'),
  LAYER_MISSING: error('layer does not exist'),
  NAMESPACE_CONFLICT: error('two namespaces are given'),
  UNIT_PATH_DUPLICATE: error('two units would write to the same place'),
  UNIT_PATH_NESTED: error('one unit would write inside another'),
  TEMPLATE_INVALID: error('template is not valid'),
  REF_INVALID: error('branch name is not valid'),
  REF_CONFLICT: error('two branch names cannot exist together'),
  // modules
  MODULE_UNKNOWN: error('module does not exist'),
  MODULE_INVALID: error('module file is not valid'),
  MODULE_DUPLICATE: error('module name is used twice'),
  EXPANSION_LIMIT: error('module makes too much'),
  WORKLOAD_KIND_MISSING: error('workload does not say its kind'),
  MODULE_NOT_SHARED: error('module belongs to one app'),
  CLOUD_FLAVOR_MISSING: error('cloud accessory without a flavour'),
  PATCHER_CONFLICT: error('project is in two patchers of one module'),
  SELECTOR_UNKNOWN_PROJECT: warning('projectSelector names no project'),
  // rendering
  PROFILE_UNFIT: warning('pods will not start under the profile'),
  PORT_WITHOUT_WORKLOAD: error('ports need a service workload'),
  PORT_TYPE_MISSING: error('public port needs a load balancer type'),
  BACKEND_UNRESOLVED: error('no port serves this backend'),
  MOUNT_DUPLICATE: error('two volumes are mounted at one path'),
  PROBE_INVALID: error('probe cannot be rendered'),
  REFERENCE_INVALID: error('reference is not valid'),
  REFERENCE_DANGLING: error('reference leads nowhere'),
  SECRET_PLAINTEXT: gate('secret value in plain text'),
  SECRET_VALUE_MISSING: error('secret has no value'),
  SECRET_REQUIRED: info('secret must exist in the cluster'),
  MANIFEST_INVALID: error('Kubernetes manifest is not valid'),
  KUSION_PATH_LEFT: error('value can only be filled in by Kusion'),
  MANIFEST_CLEANED: info('server-owned or empty fields were left out'),
  RESOURCE_DUPLICATE: error('resource is rendered twice'),
  NAMESPACE_DIFFERS: error('two units render one Namespace differently'),
  SELECTOR_SHARED: error('two workloads select the same pods'),
  FILE_TAKEN: error('two resources have the same file name'),
  // objects
  OBJECT_FIELD_UNKNOWN: error('object has a field that its kind does not know'),
  OBJECT_INVALID: error('object would be refused by the API server'),
  API_REMOVED: error('this version of the API is not served'),
  API_DEPRECATED: warning('this version of the API is deprecated'),
  SCHEMA_UNKNOWN: info('kind is not checked'),
  KUBE_VERSION_NEWER: warning('Kubernetes version is newer than any schema'),
  KUBE_VERSION_UNSUPPORTED: error('Kubernetes version is older than any schema'),
  CRD_INVALID: error('definition of custom resources cannot be used'),
  // edits and imports
  EDIT_REFUSED: error('file cannot be edited in place'),
  IMAGE_UNUSED: error('no container has an image of this repository'),
  KCL_OUTPUT_MISSING: error('output of KCL is missing'),
  KCL_OUTPUT_AMBIGUOUS: error('output of KCL cannot be told from others'),
  KUSION_PART_UNUSED: warning('part of the Kusion repository has no place here'),
  KUSION_SPEC_INVALID: error('file is not a Spec of Kusion'),
  KUSION_SPEC_DIFFERS: differences('imported stack differs from the Spec of Kusion'),
  IMPORT_CONFLICT: conflict('another file stands in the place of an imported one'),
  // output and revisions
  OUTPUT_CONFLICT: conflict('file in the way was not written by render'),
  OUTPUT_UNWRITABLE: error('output folder cannot be written'),
  REVISION_UNKNOWN: error('revision does not exist'),
  OBJECTS_MISSING: unreachable('Git objects are not in this clone'),
  OBJECTS_UNWRITABLE: unreachable('Git objects cannot be written'),
  GIT_UNAVAILABLE: usage('Git cannot be used here'),
  RESOURCE_AMBIGUOUS: usage('several resources match'),
  RESOURCE_UNKNOWN: usage('no such resource or field'),
  SELECTION_EMPTY: usage('nothing matches the selection'),
  SELECTION_PARTIAL: usage('selection leaves out a part of a branch'),
  USAGE: usage('command line is not valid'),
  // remotes
  REMOTE_UNKNOWN: usage('remote does not exist'),
  REMOTE_INVALID: error('remote is not allowed'),
  REMOTE_INSECURE: warning('connection is not encrypted'),
  REMOTE_UNREACHABLE: unreachable('remote cannot be reached'),
  REMOTE_REFUSED: unreachable('remote refused the push'),
  REMOTE_NOT_ATOMIC: unreachable('remote cannot move several branches at once'),
  PUSH_UNKNOWN: unreachable('outcome of the push is not known'),
  // rendered branches
  SOURCE_BRANCH_UNKNOWN: usage('source branch is not known'),
  SOURCE_NOT_PUSHED: conflict('source commit is not on the source branch of the remote'),
  SOURCE_DIVERGED: conflict('rendered branch was made from another line of history'),
  SOURCE_EMPTY: error('source has no unit'),
  WORK_TREE_DIRTY: warning('changes that are not committed are not published'),
  BRANCH_FOREIGN: conflict('branch was not written by publish'),
  BRANCH_EDITED: conflict('rendered branch has changes that no render made'),
  BRANCH_GONE: conflict('rendered branch was deleted'),
  BRANCH_IS_SOURCE: error('rendered branch is the source branch'),
  BRANCH_NOT_LOCAL: conflict('local branch cannot be moved'),
  REVIEW_MIXED: error('workspaces of one branch have different reviews'),
  PRUNE_GUARD: gate('too much would be deleted'),
  BRANCH_DIFFERS: differences('rendered branch differs from its source'),
  BRANCH_MISSING: differences('rendered branch does not exist'),
  BRANCH_NOT_PUBLISHED: unreachable('rendered branch is not published yet'),
  UNIT_NOT_PUBLISHED: warning('unit is not on its rendered branch'),
  BRANCH_UNMARKED: conflict('branch has no mark of a render'),
  RULES_UNSUPPORTED: unreachable('branch was rendered by rules that this version does not know'),
  // clusters
  CLUSTER_UNKNOWN: usage('cluster is not known'),
  KUBECONFIG_INVALID: error('kubeconfig cannot be used'),
  CLUSTER_CREDENTIALS: unreachable('credentials for the cluster cannot be had'),
  CLUSTER_UNREACHABLE: unreachable('cluster cannot be reached'),
  CLUSTER_REFUSED: unreachable('cluster refused the credentials'),
  // drift
  IGNORE_RULE_INVALID: error('ignore rule cannot be used'),
  IGNORE_RULE_UNUSED: info('ignore rule matched nothing'),
  CONTROLLER_AMBIGUOUS: warning('several controllers apply one unit'),
  CONTROLLER_DEPARTS: warning('controller does not simply follow the branch'),
  CONTROLLER_RULE_UNUSED: warning('ignore rule of a controller is not used'),
  CONTROLLER_UNKNOWN: warning('state of a controller cannot be read'),
  LIST_RESTARTED: info('list of the cluster began anew'),
  ROLE_INCOMPLETE: warning('role may lack kinds'),
  HISTORY_LINE_INVALID: warning('line of the drift history cannot be read'),
  ADOPT_REFUSED: warning('field stays as Git says'),
  ADOPT_UNPROVED: error('edits do not make what they should'),
  RESOURCE_UNCHECKED: unreachable('resource could not be compared'),
  SIGNING_FAILED: error('commit cannot be signed'),
  ENVIRONMENT_UNFIT: error('something in the environment needs mending'),
  INTERRUPTED: error('run was interrupted'),
  TIMEOUT: error('time is up'),
  INTERNAL: error('internal error'),
} as const satisfies Record<string, CodeInfo>;

/** A code of the table above. */
export type Code = keyof typeof CODES;

/** The code of a lint rule. What is known about it stands in the rule, so that a rule is one file. */
export type LintCode = `LINT_${string}`;

/** What is known about a code. */
export function codeInfo(code: Code): CodeInfo {
  return CODES[code];
}

/** True for a text that names a code. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
