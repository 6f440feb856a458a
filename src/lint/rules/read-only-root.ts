import { partAt } from '../../model/edit-json.ts';
import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

const FIELD = ['securityContext', 'readOnlyRootFilesystem'];

export const readOnlyRootRule = defineRule({
  id: 'LINT_READ_ONLY_ROOT',
  level: 'warning',
  hardening: 'restricted',
  summary: 'program can change its own files',
  explanation: `Who breaks into a container whose root file system can be written can put a program there and start
it. With readOnlyRootFilesystem: true only mounted volumes can be written; give the program an emptyDir for /tmp
and for what else it writes.`,
  sources: {
    kubeScore: ['container-security-context-readonlyrootfilesystem'],
    kubeLinter: ['no-read-only-root-fs'],
    polaris: ['notReadOnlyRootFilesystem'],
  },
  check: (objects) =>
    containerFindings(objects, ({ object }) =>
      partAt(object, FIELD) === true ? [] : [[FIELD, 'has a root file system that can be written.']],
    ),
});
