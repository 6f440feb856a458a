import { describe, expect, it } from 'vitest';
import { inferenceModule } from '../../src/modules/inference/index.ts';
import { at, listed, refused, runModule } from './run-module.ts';

describe('inference', () => {
  it('takes the platform over the developer, field by field', () => {
    const found = runModule(inferenceModule, {
      input: { model: 'phi4', framework: 'Ollama', top_p: 0.5, template: '{{ .Prompt }}' },
      platform: { model: 'llama3.2:1b', top_k: 10 },
    });
    const line = String(at(found.objects[0], 'spec', 'template', 'spec', 'containers', 0, 'command', 2));
    expect(line).toContain('FROM llama3.2:1b\n');
    expect(line).toContain('TEMPLATE """{{ .Prompt }}"""\nPARAMETER top_k 10\nPARAMETER top_p 0.500000\n');
    expect(line).toContain('ollama create llama3.2:1b -f Modelfile');
    expect(found.problems).toEqual([]);
  });

  it('needs a model and a framework', () => {
    expect(listed(runModule(inferenceModule, { input: {} }).problems)).toEqual([
      'error FIELD_MISSING input/model',
      'error FIELD_MISSING input/framework',
    ]);
  });

  it.each(['a b', '$(id)', "x'y", '-x', 'a;b', ''])('has no model %j, which a shell would read', (model) => {
    expect(refused(inferenceModule.schema, { model, framework: 'Ollama' })).not.toEqual([]);
  });

  it.each([
    { top_k: 0 },
    { top_p: 0 },
    { top_p: 1.1 },
    { temperature: 0 },
    { num_predict: -3 },
    { num_ctx: 0 },
    { framework: 'vLLM' },
  ])('refuses %j', (fields) => {
    expect(refused(inferenceModule.platform, fields)).toHaveLength(1);
  });
});
