import { z } from 'zod';
import { strictObject } from '../../model/strict-object.ts';

const modelFields = {
  framework: z
    .enum(['Ollama', 'KubeRay'])
    .optional()
    .describe('What serves the model; only Ollama is rendered.'),
  system: z.string().optional().describe('System message of the model.'),
  template: z.string().optional().describe('Prompt template of the model.'),
  top_k: z.int().min(1).optional().describe('Likeliest tokens to choose from; default 40.'),
  top_p: z.number().gt(0).max(1).optional().describe('Share of probability to choose from; default 0.9.'),
  temperature: z.number().gt(0).optional().describe('How free the answers are; default 0.8.'),
  num_predict: z.int().min(-2).optional().describe('Most tokens of an answer; default 128.'),
  num_ctx: z.int().min(1).optional().describe('Size of the context window in tokens; default 2048.'),
};

/** Names that are safe in a shell and in a Modelfile: registry, namespace, model and tag. */
const MODEL = /^[A-Za-z0-9][-._A-Za-z0-9]*(?:[:/][-._A-Za-z0-9]+)*$/;

export const inferenceSchema = strictObject({
  module: z.literal('inference').optional().describe('Names the module when the key does not.'),
  model: z.string().regex(MODEL).optional().describe('Model to serve; required here or in the platform.'),
  ...modelFields,
});

export const inferencePlatform = strictObject({
  model: z.string().regex(MODEL).optional().describe("Model to serve; wins over the developer's."),
  ...modelFields,
});

export type InferenceInput = z.output<typeof inferenceSchema>;
export type InferencePlatform = z.output<typeof inferencePlatform>;
