import type { Agent } from 'node:http';
import type { RequestOptions } from 'node:https';
import type { JsonObject } from '../../model/json.ts';

/** What the client library is asked for. */
export interface LibraryRequest {
  readonly server: string;
  readonly proxy?: string;
  readonly authProvider?: JsonObject;
  readonly tls?: RequestOptions;
}

/** What came of it. */
export interface LibraryAnswer {
  readonly authorization: string | undefined;
  readonly agent: Agent | undefined;
}

/**
 * What the client library makes of an `auth-provider` (oidc, gcp, azure) or of a proxy: a header or an agent. Only then is it loaded, because that takes half a second and 60 MB. Its
 * reader of kubeconfig is not used: that does not know tokenFile, merges files otherwise than kubectl, and takes
 * `localhost` when nothing is found.
 */
export async function askClientLibrary(request: LibraryRequest): Promise<LibraryAnswer> {
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  const config = new KubeConfig();
  config.loadFromOptions({
    // a proxy is given for http too, which the library would refuse otherwise
    clusters: [
      {
        name: 'cluster',
        server: request.server,
        skipTLSVerify: request.tls?.rejectUnauthorized === false || request.server.startsWith('http:'),
        proxyUrl: request.proxy,
      },
    ],
    // the library writes a renewed token into this object, so that the next call knows it
    users: [{ name: 'user', authProvider: request.authProvider }],
    contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
    currentContext: 'context',
  });
  const options: RequestOptions = { ...request.tls };
  await config.applyToHTTPSOptions(options);
  const { headers, agent } = options;
  const found = headers === undefined || Array.isArray(headers) ? undefined : headers;
  const authorization = (found as Readonly<Record<string, unknown>> | undefined)?.['Authorization'];
  return {
    authorization: typeof authorization === 'string' ? authorization : undefined,
    agent: typeof agent === 'object' ? agent : undefined,
  };
}
