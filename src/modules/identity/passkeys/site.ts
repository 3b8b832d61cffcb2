/** What passkeys belong to. It comes from the settings: what a request says of its host is not believed. */

export interface Site {
  /** The domain that keys are made for (WebAuthn calls it the RP ID). */
  readonly id: string
  /** Where the pages that may ask for them are. */
  readonly origins: readonly string[]
}

/** The site of a bank whose pages are at these addresses; keys are made for the domain of the first. */
export const siteOf = (origins: readonly string[]): Site => ({ id: new URL(origins[0]).hostname, origins })
