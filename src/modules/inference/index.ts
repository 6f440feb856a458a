import { from } from '../../model/draft.ts';
import { defineModule, type ModuleProblem, type ModuleResult } from '../../model/module.ts';
import { input } from '../../model/pointer.ts';
import { startLine } from './modelfile.ts';
import { serverResources, serviceName } from './objects.ts';
import { inferencePlatform, inferenceSchema } from './schema.ts';
import { decideSettings } from './settings.ts';

const STORAGE = 'ollama-infer-storage';

/** Serves a language model beside an app (Kusion catalog@455e3c90 inference generator). */
export const inferenceModule = defineModule({
  name: 'inference',
  type: 'Inference',
  role: 'accessory',
  shareable: true,
  summary: 'Serves a language model with Ollama, behind a proxy.',
  unfit: () =>
    'The image of Ollama runs as root and writes outside of its volume, so its pods will not start under the profile restricted. Use a workspace with the profile baseline.',
  schema: inferenceSchema,
  platform: inferencePlatform,
  generate: (own, platform, { namespace }): ModuleResult => {
    const problems: ModuleProblem[] = [];
    const { settings, traced } = decideSettings(own, platform, (problem) => problems.push(problem));
    const ollama = serverResources({
      name: 'ollama',
      namespace,
      image: 'ollama/ollama',
      port: 11434,
      container: {
        command: ['/bin/sh', '-c', from(input(), startLine(settings))],
        volumeMounts: [{ name: STORAGE, mountPath: '/root/.ollama' }],
      },
      volumes: [{ name: STORAGE, emptyDir: {} }],
    });
    const proxy = serverResources({
      name: 'proxy',
      namespace,
      image: 'kangy126/proxy',
      port: 5000,
      container: {
        env: [
          { name: 'MODEL', value: traced('model', settings.model) },
          { name: 'FRAMEWORK_URL', value: serviceName('ollama') },
        ],
      },
    });
    const url = { kind: 'text' as const, value: serviceName('proxy') };
    return {
      resources: [...ollama, ...proxy],
      problems,
      patch: { env: [{ name: 'INFERENCE_URL', value: url, at: input() }] },
      outputs: { url },
    };
  },
});
