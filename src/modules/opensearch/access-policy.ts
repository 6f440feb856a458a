import type { OpensearchPlatform } from './schema.ts';

type Statement = NonNullable<OpensearchPlatform['statement']>[number];

/**
 * The access policy of a domain as IAM JSON (docs.aws.amazon.com, IAM policy grammar). Kusion writes its own
 * structure there, which AWS refuses.
 */
export function accessPolicy(statements: readonly Statement[], region: string, domain: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ effect, principals, action }) => ({
      Effect: effect,
      Principal: principalOf(principals),
      Action: action,
      Resource: `arn:aws:es:${region}:*:domain/${domain}/*`,
    })),
  });
}

function principalOf(principals: Statement['principals']): unknown {
  if (principals.some(({ type }) => type === '*')) return '*';
  const types = [...new Set(principals.map(({ type }) => type))];
  return Object.fromEntries(
    types.map((type) => [
      type,
      principals.filter((each) => each.type === type).flatMap(({ identifiers }) => identifiers ?? []),
    ]),
  );
}
