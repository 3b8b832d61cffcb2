/** How the kit lives with the page's security policy: styles carry its nonce, and no text becomes an element. */

/** The nonce of this answer; the server has put it into the page. A browser hides it from style sheets, not from scripts. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

interface TrustedTypes {
  createPolicy(
    name: 'default',
    rules: { createHTML: (text: string) => string | null; createScriptURL: (url: string) => string | null },
  ): unknown
}

const makesElement = /<[a-z/!?]/i

/** The one script that a page may start by its address: it shows push messages (web/public). */
const workers = new Set(['/push-worker.js'])

/** A file of the build: a worker that a page brought along. */
const isOwnFile = (url: string): boolean => {
  const { origin, pathname } = new URL(url, location.href)
  return origin === location.origin && pathname.startsWith('/assets/')
}

/** Styles are set as inner HTML by the components. Text in which no tag begins may be set so; everything else is refused. */
export const allowTextAlone = (): void => {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
  trustedTypes?.createPolicy('default', {
    createHTML: (text) => (makesElement.test(text) ? null : text),
    createScriptURL: (url) => (workers.has(url) || isOwnFile(url) ? url : null),
  })
}
