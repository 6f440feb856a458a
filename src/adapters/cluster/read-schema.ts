import type { JsonObject } from '../../model/json.ts';
import { goodBody, readAnswer } from './answer.ts';
import type { Ask } from './ask.ts';

/** The OpenAPI v3 document of a group and version; undefined when the server gives none (before Kubernetes 1.24). */
export async function readSchema(ask: Ask, group: string, version: string): Promise<JsonObject | undefined> {
  const path = `/openapi/v3/apis/${encodeURIComponent(group)}/${encodeURIComponent(version)}`;
  return goodBody(readAnswer(await ask({ method: 'GET', path })));
}
