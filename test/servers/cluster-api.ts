import { request } from 'node:https';
import type { ClusterAccess, ClusterUser } from './users.ts';

/** A request to an API server; `body` is sent as JSON. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Such as `application/apply-patch+yaml`. */
  readonly contentType?: string;
  readonly user?: ClusterUser;
}

/** What an API server said; `body` is what its JSON holds, or its text. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends requests to one API server; admin unless the request names another user. Fails when nobody answers. */
export type ClusterApi = (request: ApiRequest) => Promise<ApiAnswer>;

/** A client without kubectl, for what a test prepares or looks up. */
export function clusterApi({ url, ca, tokens }: ClusterAccess): ClusterApi {
  return ({ method = 'GET', path, body, contentType = 'application/json', user = 'admin' }) =>
    new Promise((done, failed) => {
      const headers = {
        authorization: `Bearer ${tokens[user]}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': contentType }),
      };
      const sent = request(`${url}${path}`, { method, ca, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('error', failed);
        answer.on('end', () => done({ status: answer.statusCode ?? 0, body: parsed(text) }));
      });
      sent.on('error', failed);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
