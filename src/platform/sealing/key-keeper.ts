/** Who keeps the key that data keys are wrapped under. What a keeper has wrapped begins with its name and a colon. */

export interface KeyKeeper {
  readonly name: string
  /** Wraps a data key; `about` says what it is for, and only the same words open it again. */
  wrap(key: Uint8Array, about: string): Promise<string>
  /** Throws where the text was not made by this keeper for these words. */
  unwrap(wrapped: string, about: string): Promise<Uint8Array>
}

/** The first keeper wraps; what any of them has wrapped is opened, so that a bank can go over from one to another. */
export const createKeyRing = (keepers: readonly [KeyKeeper, ...KeyKeeper[]]): KeyKeeper => ({
  name: keepers[0].name,
  wrap: (key, about) => keepers[0].wrap(key, about),
  unwrap: async (wrapped, about) => {
    const keeper = keepers.find(({ name }) => wrapped.startsWith(`${name}:`))
    if (!keeper) throw new Error(`no key keeper is set up for what ${wrapped.split(':', 1)[0]} has wrapped`)
    return keeper.unwrap(wrapped, about)
  },
})
