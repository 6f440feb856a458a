import type { Code } from './codes.ts';

/** The long text of every code: what it means, why it is so, what to do. */
export const EXPLANATIONS: Readonly<Record<Code, string>> = {
  FILE_TOO_LARGE: `A file of intent may have one mebibyte. Hand-written files stay far below, and a larger one
would only slow every run down. Split the file, or move generated manifests to a k8s_manifest folder.`,
  FILE_NOT_UTF8: `Files are read as UTF-8. UTF-16, other encodings and NUL characters are refused, because a
guess could change a value without a word. Save the file as UTF-8.`,
  FILE_SYMLINK: `Symbolic links are never followed: a link could lead out of the repository, and a commit read
without checkout has no links to follow. Replace the link by the file, or share values with a layer.`,
  FILE_UNREADABLE: `The file is there but cannot be read: it is a folder, a pipe or a device, or its permissions
forbid it.`,
  FILE_IGNORED: `The file looks like a file of intent and is not read, because its name is nearly right, or
because it stands in no project. Rename or move it, or delete it.`,
  PATH_OUTSIDE: `Paths of a repository have to stay inside it: relative, with "/" between parts, without a drive,
a URL or more ".." than there are folders.`,
  PATH_MISSING: `A path names a file or folder that the repository does not hold. When a commit is read, the file
has to be in that commit.`,
  YAML_SYNTAX: `The text is not YAML 1.2. The place shown is where the parser gave up; the slip is there or just
before it.`,
  YAML_TAB: `YAML indents with spaces. Replace the tab.`,
  YAML_DUPLICATE_KEY: `The same key stands twice in one map. Parsers disagree on which one counts, so neither
does. Remove one.`,
  YAML_MERGE_KEY: `Merge keys (<<) are not part of YAML 1.2. To share values between stacks put them into a
layer: base/app.yaml holds what is common, and each stack's app.yaml what differs.`,
  YAML_TAG: `Tags such as !!js/function or !Ref ask the reader to build something else than plain data. Only
!!str, !!int, !!float, !!bool, !!null, !!map and !!seq are accepted.`,
  YAML_DIRECTIVE: `A %YAML or %TAG line changes how the rest of the file is read. Files are always read as YAML
1.2, so the line has to go.`,
  YAML_ALIAS_LIMIT: `Aliases may stand for ten thousand values a file, and never for themselves. A few lines of
nested aliases could otherwise fill the memory.`,
  YAML_TOO_DEEP: `Maps and lists may nest 64 levels deep. Nothing that Kubernetes or an app.yaml needs comes near.`,
  YAML_MULTIPLE_DOCUMENTS: `A file of intent holds one document. Split the file at the "---" line.`,
  YAML_KEY: `A key has to be one line of text. Maps, lists and null cannot be keys of a Kubernetes object.`,
  YAML_KEY_FORBIDDEN: `"__proto__" changes objects behind the back of a JavaScript program. No Kubernetes field
has this name.`,
  YAML_NUMBER_UNSAFE: `JavaScript and JSON readers keep whole numbers exactly only up to 9007199254740991. A larger
one would lose digits without a word. Write it as text, in quotes.`,
  YAML_NUMBER_NOT_FINITE: `Infinity and "not a number" do not exist in JSON, and so not in Kubernetes. Quote the
word if it is meant as text.`,
  YAML_NUMBER_AMBIGUOUS: `Numbers such as 0644, 0o17 and 1_000 are different numbers, or text, to readers of YAML 1.1
and 1.2. Quote the value when it is text (a file mode is), or write a plain decimal number.`,
  YAML_BOOLEAN_AMBIGUOUS: `yes, no, on, off, y and n are booleans to YAML 1.1 and text to YAML 1.2. They are kept
as text here and always rendered in quotes. Quote the word to say so.`,
  FIELD_UNKNOWN: `The field does not exist. Unknown fields are refused everywhere, so that a slip of the fingers
cannot switch something off in silence.`,
  FIELD_MISSING: `A required field has no value after all layers are merged. Any layer may supply it.`,
  FIELD_TYPE: `The value is of another type than the field. Text is never made of a number or boolean without
quotes, except in env, where the text as written counts.`,
  FIELD_INVALID: `The value has the right type and is not one of those the field takes.`,
  FIELD_CONFLICT: `Two fields that exclude each other are both set, perhaps in two layers. Delete one; a layer
deletes a value of a lower layer with null.`,
  FIELD_NO_EFFECT: `The field is accepted, mostly because Kusion has it, and changes nothing that is rendered.`,
  FIELD_DROPPED: `Part of the value has no counterpart in a Kubernetes object and is left out of it.`,
  FEATURE_UNAVAILABLE: `The value is part of the model and this version cannot render it yet. It is refused, because
leaving it out would change what runs.`,
  NAME_INVALID: `Projects, stacks, workspaces, apps and containers become parts of Kubernetes names and labels. So
they are DNS labels: lower-case letters, digits and "-", first and last a letter or digit.`,
  NAME_TOO_LONG: `Kubernetes limits names: 63 characters for labels, Services, Jobs, ports and containers, 52 for
CronJobs, 253 for most others. A name is never cut, because cut names collide. Shorten the longest part.`,
  PROJECT_MISSING: `No file matches the globs of "projects" in moorline.yaml. A project is a folder with
project.yaml.`,
  PROJECT_DUPLICATE: `Object names start with the project's name, so two projects cannot share one.`,
  PROJECT_NESTED: `A project may not lie inside another: it would not be clear whose a stack is.`,
  STACK_DUPLICATE: `Two stacks of a project have the same name, so their objects would collide.`,
  STACK_NESTED: `A stack may not lie inside another stack.`,
  STACK_WITHOUT_APP: `A stack needs an app.yaml of its own or in a layer that it extends.`,
  PROJECT_WITHOUT_STACK: `Only stacks are rendered, and the project has none.`,
  WORKSPACE_MISSING: `A stack names a workspace that has no file. A stack that names none is rendered for the
workspace that is called like the stack.`,
  WORKSPACE_GUESSED: `An imported stack names no workspace, none is called like it, and the backend has no current one.
Its project has no other stack and there is no other workspace, so they are put together. Look at "workspace" in its
new stack.yaml before you publish, or import again with --workspace.`,
  WORKSPACE_DUPLICATE: `A workspace is named by its file, and each is listed once in a stack.`,
  LAYER_MISSING: `A folder named in "extends" has no app.yaml. Paths are relative to the stack's folder.`,
  NAMESPACE_CONFLICT: `The stack gives one namespace in "namespace" and another in its extensions. Keep one.`,
  UNIT_PATH_DUPLICATE: `Two units would write to the same folder of the same branch. Name in publish.branch or
publish.path what tells them apart: {workspace}, {project}, {stack}.`,
  UNIT_PATH_NESTED: `One unit would write inside the folder of another, and a controller that syncs the outer
folder would own both.`,
  TEMPLATE_INVALID: `Layout templates are plain relative paths over {workspace}, {project} and {stack}.`,
  REF_INVALID: `The branch name has characters or parts that Git refuses, or that could be taken for an option or
a shell word elsewhere.`,
  REF_CONFLICT: `Git keeps branches as paths, so "rendered" and "rendered/dev" cannot both exist.`,
  MODULE_UNKNOWN: `A workload or accessory names a module that does not exist, or a workspace configures one that no
app can use. "moorline list modules" shows what there is.`,
  MODULE_INVALID: `A module.yaml of this repository says something that cannot be rendered: an expression that names
nothing, a map or list inside a text, an object without a fixed kind, or a rule that nothing can satisfy. The
file is checked whole, also when no app uses the module. Expressions are paths such as \${input.size},
\${platform.image} and \${unitName}; write $\${ for the text itself.`,
  MODULE_DUPLICATE: `A module is found by its name, so two modules of a repository cannot share one, and none can take that
of a built-in module. "moorline list modules" shows them all.`,
  EXPANSION_LIMIT: `What a module makes for one accessory is limited, so that a template which repeats a long list cannot
fill memory or the rendered branch. Repeat less, or split the accessory.`,
  WORKLOAD_KIND_MISSING: `A workload has to say what it is: kind: Service or kind: Job. KCL prints the kind as _type
when it runs with include_schema_type_path = True.`,
  MODULE_NOT_SHARED: `Only accessories that stand on their own, such as a database, can be shared by the apps of a stack. One that
belongs to a workload, such as network or monitoring, goes into the accessories of that app.`,
  CLOUD_FLAVOR_MISSING: `A cloud accessory is made by an operator or by somebody else, never by Terraform, and only the platform knows by
which. Give the workspace a flavor for the module:

  modules:
    postgres:
      configs:
        default: { flavor: cloudnative-pg }

The detail lists the flavors of the module. With external the Secret has to exist in the cluster.`,
  PATCHER_CONFLICT: `A project may be selected by one block of a module only, and once in it. With two it would not be
clear which one wins.`,
  SELECTOR_UNKNOWN_PROJECT: `A projectSelector names a project that the repository does not have. The block has no
effect for it.`,
  PROFILE_UNFIT: `The profile restricted makes pods run as a user without rights, with a file system they cannot write. Some
images do not start like that, and the accessory has no field to make an exception. The detail says what to use
instead.`,
  PORT_WITHOUT_WORKLOAD: `Ports lead to the pods of a service. The app has no workload, or its workload is a job.`,
  PORT_TYPE_MISSING: `A public port becomes a load balancer, and the workspace has to say whose:
modules.network.configs.default.port.type is alicloud or aws.`,
  BACKEND_UNRESOLVED: `An ingress backend without a service name is looked up by its port among the ports of the
app. None has that port.`,
  MOUNT_DUPLICATE: `Two files or folders of one container are mounted at the same path; the API server refuses that.`,
  PROBE_INVALID: `The probe has no form that Kubernetes accepts.`,
  REFERENCE_INVALID: `A reference has to look like secret://NAME/KEY, and to name something that can exist.`,
  REFERENCE_DANGLING: `env: { NAME: { ref: KEY.OUTPUT } } takes a value from an accessory of the app, or from one under shared. There is
no accessory with that key, or it does not offer that output. The detail lists what there is.`,
  SECRET_PLAINTEXT: `A secret value stands in plain text where it would reach Git. Keep the value in a secret store and
refer to it; or, for throw-away environments, set secretStore.backend: plaintext in an unprotected workspace.`,
  SECRET_VALUE_MISSING: `Kusion fills an empty secret with random text on every run. A render has to give the same bytes
each time, so the value has to be given.`,
  SECRET_REQUIRED: `The workload uses a Secret that is not rendered, because the backend is "reference". Somebody has to
create it in the cluster before the workload can start.`,
  MANIFEST_INVALID: `A document is not a Kubernetes object: it lacks apiVersion, kind or a name, or holds a value that
JSON cannot hold.`,
  KUSION_PATH_LEFT: `A text such as $kusion_path.<resource>.<attribute> stands for a value that Kusion looks up while
it applies resources. Nothing replaces it in a cluster that follows Git, so an object would start with the text
itself. Read the value from a Secret that an operator writes, or write it out.`,
  MANIFEST_CLEANED: `status and null members were left out: the cluster owns the first, and the second only says
"nothing here" to the API server.`,
  RESOURCE_DUPLICATE: `Two units or apps render an object of the same group, kind, namespace and name in one
workspace. A cluster can hold only one.`,
  NAMESPACE_DIFFERS: `Two units share a namespace and render its object differently, for example with other labels.
Give both the same metadata or different namespaces.`,
  SELECTOR_SHARED: `Two workloads in one namespace select the same pods, so each would count the other's.`,
  FILE_TAKEN: `Two objects would be written to the same file of a unit.`,
  OBJECT_FIELD_UNKNOWN: `Every rendered object is held against the schema of its kind, for the Kubernetes version that the
workspace names in cluster.kubeVersion, else for the newest that Moorline knows. A field that the schema does not have is dropped by
the API server without a word, or refused, so it is nearly always a slip. For a custom resource of a version that Moorline does not
know, name the file of its CustomResourceDefinition under schemas.crds in moorline.yaml: it then counts instead.`,
  OBJECT_INVALID: `The API server would refuse the object: a required field is missing, a value has the wrong type or is out of
range, two items of a list have the same key, or fields do not fit together, such as a selector and the labels of its pods. The place
is the input that makes the value, or the workload or accessory that makes the object.`,
  API_REMOVED: `The Kubernetes version of the workspace, or your own CustomResourceDefinition, does not serve this API version, so the
object cannot be applied. The detail names the version to use. Its fields may have moved; the deprecation guide of Kubernetes says how.`,
  API_DEPRECATED: `A coming version of Kubernetes, or of the operator, will not serve this API version any more. The object still
works; move it to the version that the detail names before you upgrade.`,
  SCHEMA_UNKNOWN: `Moorline has schemas for Kubernetes and for some operators, not for this kind, or for other versions of it than this
one; the cluster may run another version of the operator. A kind that looks like a slip of another is named. Its names and labels are checked, its
other fields are not. Name the file of its CustomResourceDefinition under schemas.crds in moorline.yaml to have it checked. A unit that
renders the CustomResourceDefinition itself needs nothing more.`,
  KUBE_VERSION_NEWER: `cluster.kubeVersion of the workspace is newer than the newest schemas of this version of Moorline. Objects are
checked against those: a field that is newer than they are is reported as unknown. Update Moorline.`,
  KUBE_VERSION_UNSUPPORTED: `cluster.kubeVersion of the workspace is older than the oldest schemas of this version of Moorline, so its
objects cannot be checked. Upgrade the cluster, or use an older version of Moorline.`,
  CRD_INVALID: `A file that schemas.crds names, or an object of a unit, should define custom resources and does not: it is no
CustomResourceDefinition of apiextensions.k8s.io/v1, serves no version, or has no schema that can be read, such as one with a type that
there is not.`,
  EDIT_REFUSED: `Moorline changes a file of yours only where it can prove that nothing but the wanted value
changes. Anchors, aliases and unusual forms of YAML are left to you.`,
  IMAGE_UNUSED: `A release that sets an image which no container of the stack has would change nothing that
runs, and nobody would notice. Nothing is written. Compare the repository with the "image" of the containers.`,
  KCL_OUTPUT_MISSING: `KCL is never run by Moorline, so the import reads what kcl run prints. Write it to
kcl-output.yaml in the folder of the stack, with include_schema_type_path, so that each workload says its kind.`,
  KCL_OUTPUT_AMBIGUOUS: `The folder of a stack may hold one of kcl-output.yaml, app.yaml and *.evaluated.yaml. With
several it would be a guess which one is meant. Remove or rename the others.`,
  KUSION_PART_UNUSED: `Kusion ignores what it does not know, and Moorline refuses it. What has no place in the new
files is kept there as a comment, or left out, and always named here.`,
  KUSION_SPEC_INVALID: `A Spec is the YAML that kusion generate prints: a map with "resources", each with id, type and
attributes. Run kusion generate with --no-style, or the first lines are not YAML.`,
  KUSION_SPEC_DIFFERS: `The imported stack renders something that the Spec of Kusion does not have, or the other way
round, and none of the differences that Moorline makes on purpose explains it. Look at each one before you
publish.`,
  IMPORT_CONFLICT: `The import writes new files and keeps those that are the same already. Another file is never
overwritten, and then nothing at all is written. Import into an empty folder, or remove the file.`,
  OUTPUT_CONFLICT: `A file stands where render --out wants to write or delete, and it was not written by render, or it was
edited since. Nothing was written. Move the file away, or choose another folder.`,
  OUTPUT_UNWRITABLE: `The output folder cannot be created or written.`,
  REVISION_UNKNOWN: `The text names no commit of this repository. In a shallow clone older commits are missing.`,
  OBJECTS_MISSING: `The clone is shallow or partial and lacks objects of the commit. They are never fetched behind your
back. Fetch them with git, and run again.`,
  GIT_UNAVAILABLE: `Reading a commit needs git and a Git repository.`,
  RESOURCE_AMBIGUOUS: `The name fits several rendered resources. Add the namespace, or select one unit.`,
  RESOURCE_UNKNOWN: `No rendered resource or field has this name.`,
  SELECTION_EMPTY: `--workspace, --project and --stack leave no unit over. They take globs over names, and all have to
match.`,
  USAGE: `The command line has an unknown command or option, or a value that does not fit.`,
  OBJECTS_UNWRITABLE: `Rendered objects are written to a folder of their own, beside the objects of the clone or in the
temporary folder. The text of Git says what is in the way, such as a full disk. Nothing was pushed.`,
  SELECTION_PARTIAL: `A rendered branch is always a complete render of one source commit, so publish and verify take
whole branches. Select all units of a branch, or none of them.`,
  REMOTE_UNKNOWN: `publish.remote names a remote of the clone or a URL. The rendered branches go there. The source branch is
looked for at the same remote, or at origin when publish.remote is a URL. Add the remote with git remote add.`,
  REMOTE_INVALID: `A remote is an https or ssh URL, the short form user@host:path, or a path. Transport helpers such as ext::
run programs, and a host or user that begins with "-" would be taken for an option, so neither is used.`,
  REMOTE_INSECURE: `http:// and git:// send everything in the clear, and nobody proves that the server is the right one.
Use https or ssh.`,
  REMOTE_UNREACHABLE: `Git could not talk to the remote. Nothing was changed there. The text of Git is shown; the run can be
repeated as it is.`,
  REMOTE_REFUSED: `The remote took the connection and refused the new value of a branch: a hook, a protection rule, a quota, or
its check of the objects. No branch moved. Give the job the right to push, or set publish.review to pull-request.`,
  REMOTE_NOT_ATOMIC: `All branches and their records move together or not at all, so that no reader ever sees a mixture. This
remote does not offer atomic pushes. Nothing was sent.`,
  PUSH_UNKNOWN: `The connection was lost during the push and the remote could not be asked afterwards. The branches have either
the old or the new value, never something between. Run the same command again: it finds out.`,
  SOURCE_BRANCH_UNKNOWN: `Only commits of the source branch are published. The remote does not say which branch that is, and has
not exactly one of main and master. Set publish.source in moorline.yaml.`,
  SOURCE_NOT_PUSHED: `A rendered branch names the commit it was made from, and everybody has to be able to read that commit. It is
not on the source branch of the remote: push the source first, or publish from the right branch.`,
  SOURCE_DIVERGED: `The branch was rendered from a commit that is neither before nor after the one to publish: the source was
rewritten, or two source branches render to one place. Nothing was changed. If replacing is right, use --allow-rewind.`,
  SOURCE_EMPTY: `The commit holds no unit, so every rendered branch would become empty. That is hardly meant.`,
  WORK_TREE_DIRTY: `publish renders a commit, never the work tree. What is not committed has no effect.`,
  BRANCH_FOREIGN: `A branch of this name exists, and nothing on it says that publish wrote it. Nothing of it was touched. Choose
another name in publish.branch, or take the branch over with --adopt, which lists every file that it replaces.`,
  BRANCH_EDITED: `The branch is not what the last publish left: somebody pushed to it by hand, or moved it. To keep the change,
bring it into the source and publish again. To drop it, publish with --adopt: history stays, the content becomes the render.
Files that belong to others can be listed in publish.preserve.`,
  BRANCH_GONE: `The record of the last publish is there, the branch is not: somebody deleted it. publish --adopt creates it again.`,
  BRANCH_IS_SOURCE: `The rendered manifests would be written over the source. Let publish.branch name a branch of its own.`,
  BRANCH_NOT_LOCAL: `--no-push moves the local branch forward. The local branch is checked out, or holds commits that the new one
does not follow. Delete or update it first.`,
  REVIEW_MIXED: `publish.review gives a mode to each workspace, and a branch has one mode. Give the workspaces that share the branch
the same one, or let publish.branch contain {workspace}.`,
  PRUNE_GUARD: `The controller deletes from the cluster what leaves the branch. This publish would take away more than half of the
units, more than a quarter of the resources, or something whose deletion loses data. Nothing was changed. If it is meant,
use --allow-prune.`,
  BRANCH_DIFFERS: `A fresh render of the recorded source commit gives something else than the branch holds: a file was changed, added
or removed by hand, or the branch was moved. Each path is listed.`,
  BRANCH_MISSING: `The source renders to this branch, and the remote does not have it. Run publish.`,
  BRANCH_NOT_PUBLISHED: `drift compares a cluster with the rendered branch, and the remote has no such branch. Run moorline publish, or
leave the workspace out with --workspace. A check without it is incomplete, so the exit code is 7.`,
  UNIT_NOT_PUBLISHED: `The source has this unit and its rendered branch does not hold it, so there is nothing to compare the cluster
with. Publish it; until then drift leaves it out.`,
  BRANCH_UNMARKED: `Neither a record nor a commit message says that publish wrote this branch, so there is nothing to prove.`,
  RULES_UNSUPPORTED: `The bytes of a render change only with the number of its rules. The branch was rendered with a number that this
version does not have. Use the version that the trailer Rendered-By names, or publish again.`,
  CLUSTER_UNKNOWN: `A cluster is the current context of the kubeconfig or the one that --context names, or the cluster that the
run happens in. Nothing else is tried, least of all localhost. The contexts that there are are listed.`,
  KUBECONFIG_INVALID: `A file of KUBECONFIG, or ~/.kube/config, cannot be read, is not YAML, or has an entry without what it needs. The
text names the place and never the content, which may be a credential.`,
  CLUSTER_CREDENTIALS: `A token, a certificate or a credential plugin that the kubeconfig names did not give what it should. The cluster was
not asked. Often a plugin is not installed, or a login has run out.`,
  CLUSTER_UNREACHABLE: `There was no connection to the API server: the address, the network, a proxy, or a certificate that proves nothing
to us. Nothing was changed; the run can be repeated as it is.`,
  CLUSTER_REFUSED: `The API server does not take the credentials, also after they were renewed once, or does not let the user read what it
serves. Log in again, or give the user the right to.`,
  IGNORE_RULE_INVALID: `A rule of "drift.ignore" in moorline.yaml names a field that cannot be found out. JSON pointers start with "/" and name
items of lists by their index. Of jq a part is understood: fields, [n], [], "|", "," and select() with ==, !=, and, or, not,
startswith, endswith and test. Regular expressions are those that take linear time.`,
  IGNORE_RULE_UNUSED: `The rule of "drift.ignore" names nothing in any compared resource. Often the group or kind is misspelled, or a JSON
pointer names an item of a list by its name.`,
  CONTROLLER_AMBIGUOUS: `Two Applications or Kustomizations follow the rendered branch and apply the same folder. They fight over every
object, and it is not known which of them to ask what is applied. The cluster is compared with the head of the branch.`,
  CONTROLLER_DEPARTS: `An Application or Kustomization has the folder of the unit and does something else than applying what the branch
holds: it is pinned to a commit or tag, applies to another cluster, leaves files out or changes objects on the way. What
it changes looks like drift. Without an object that follows the branch the cluster is compared with the head.`,
  CONTROLLER_RULE_UNUSED: `An Application or Kustomization is told to ignore a difference in words that are not understood here, so drift
shows it. Write the rule in the supported part, or add one to drift.ignore in moorline.yaml.`,
  CONTROLLER_UNKNOWN: `The cluster has Argo CD or Flux, and the objects that tell what it has applied may not be read. The cluster is
compared with the head of the branch, so what is only late looks like drift. Grant get and list on these kinds:
moorline drift --print-rbac.`,
  LIST_RESTARTED: `A cluster gives long lists in pages and forgets the place in them after some minutes. The list was asked for again
as a whole, so nothing is left out; an object that changed meanwhile counts as it is in the later answer.`,
  ROLE_INCOMPLETE: `A role names kinds as the API server does, and only the server knows the names of custom resources. With the
printed role, objects of the kinds that it lacks stay unchecked. Print it again when the cluster answers and serves them.`,
  HISTORY_LINE_INVALID: `The file of --history holds a JSON object a line, and this line is none that Moorline wrote. It is skipped and stays
in the file, because it may be a half-merged line that somebody can mend. What it said counts as never seen.`,
  ADOPT_REFUSED: `drift --adopt writes the value of the cluster into the source only where one place makes it for one unit, and where a
new render proves that this value and nothing else changes. The text says why that is not so here. Change the source by
hand, or put the cluster back to what Git says.`,
  ADOPT_UNPROVED: `Each edit was proved alone, and all of them together make something else. Nothing was written. Adopt the fields one after
the other.`,
  RESOURCE_UNCHECKED: `There is no verdict about the resource, and so none about the whole: a check that is incomplete is never "in sync".
The text names the reason.`,
  SIGNING_FAILED: `Rendered commits shall be signed, and the signing program refused. Its text is shown. Nothing was pushed.`,
  ENVIRONMENT_UNFIT: `A check of doctor failed; the row says which and how to mend it.`,
  INTERRUPTED: `The run was stopped by a signal. Unless the text says otherwise, no branch moved. Running the same command again is
always safe.`,
  TIMEOUT: `The run took longer than --timeout. Nothing was written.`,
  INTERNAL: `Something happened that cannot happen. Please report it with the crash file.`,
};
