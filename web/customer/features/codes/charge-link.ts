/** The link of a merchant's charge, where it leads to this bank and nowhere else: who asks and for what stands on its page. */
export const chargeIn = (
  text: string,
  origin: string,
): { readonly id: string; readonly signature: string } | undefined => {
  const found = URL.canParse(text) ? new URL(text) : undefined
  if (found?.origin !== origin || found.search !== '' || found.hash !== '') return undefined
  const [, id, signature] =
    /^\/charges\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([\w-]{20,200})$/.exec(found.pathname) ?? []
  return id && signature ? { id, signature } : undefined
}
