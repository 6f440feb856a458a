import { containerFindings } from '../container-findings.ts';
import { defineRule } from '../define-rule.ts';

export const imageTagRule = defineRule({
  id: 'LINT_IMAGE_TAG',
  level: 'warning',
  summary: 'image can change under its name',
  explanation: `An image without a tag, or with the tag latest, is whatever was pushed last. Two pods of one
Deployment can run different programs, and going back to an older commit brings nothing back. Name a version or
a digest, in the image itself or in images of stack.yaml.`,
  sources: { kubeScore: ['container-image-tag'], kubeLinter: ['latest-tag'], polaris: ['tagNotSpecified'] },
  check: (objects) =>
    containerFindings(objects, ({ object: { image } }) => {
      if (typeof image !== 'string' || image === '' || image.includes('@')) return [];
      const name = image.slice(image.lastIndexOf('/') + 1);
      const colon = name.indexOf(':');
      if (colon >= 0 && name.slice(colon + 1) !== 'latest') return [];
      return [[['image'], colon < 0 ? 'has an image without a tag.' : 'has an image with the tag latest.']];
    }),
});
