import type { AccessPlace, ApiResource } from '../../model/cluster.ts';
import { isJsonObject } from '../../model/json.ts';
import { goodBody, readAnswer } from './answer.ts';
import type { Ask } from './ask.ts';

/** Something that a user may do or not. */
export interface Deed {
  readonly verb: string;
  readonly resource: ApiResource;
  readonly place: AccessPlace;
}

/** True when the user may; undefined when the server does not say. */
export async function reviewAccess(ask: Ask, { verb, resource, place }: Deed): Promise<boolean | undefined> {
  const { group, version, plural } = resource;
  const resourceAttributes = { verb, group, version, resource: plural, ...place };
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const answer = readAnswer(
    await ask({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: JSON.stringify(body),
    }),
  );
  const status = goodBody(answer)?.['status'];
  const allowed = isJsonObject(status) ? status['allowed'] : undefined;
  return typeof allowed === 'boolean' ? allowed : undefined;
}
