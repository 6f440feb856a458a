/**
 * Why a database without flavour cannot be hardened: it is Kusion's, whose image wants to write outside of its
 * volume.
 */
export function unfitWithoutFlavor(
  { type }: { readonly type: string },
  { flavor }: { readonly flavor?: string | undefined },
): string | undefined {
  return type === 'local' && flavor === undefined
    ? 'Without a flavor the database is made as Kusion does, and its image will not start under the profile restricted. Use flavor: statefulset, or another one.'
    : undefined;
}
