import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { emitManifest } from '../../manifest/emit.ts';
import { manifestFileName } from '../../manifest/file-name.ts';
import { resourceName, type Resource } from '../../model/resource.ts';
import { defineTarget, type TargetFile } from '../../model/target.ts';

/** Plain Kubernetes manifests: one canonical file a resource, in the order of the spec. */
export const kubernetesTarget = defineTarget({
  name: 'kubernetes',
  summary: 'Plain Kubernetes manifests, one file per resource.',
  emit: (spec) => {
    const taken = new Map<string, Resource>();
    const files: TargetFile[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const resource of spec.resources) {
      const path = manifestFileName(resource.object, spec.unit.namespace.value);
      const first = taken.get(path);
      if (first) {
        const detail = `${resourceName(first.id)} and ${resourceName(resource.id)} would both be written to ${path}.`;
        const related = first.document ? [{ message: 'the other one', span: first.document }] : [];
        const at = resource.document ?? spec.unit.stack.nameSpan;
        diagnostics.push(diagnostic('FILE_TAKEN', detail, at, { related }));
        continue;
      }
      taken.set(path, resource);
      files.push({ path, text: emitManifest(resource.object), id: resource.id });
    }
    return { files, diagnostics };
  },
});
