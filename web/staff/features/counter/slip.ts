const LENGTH = 6

/** A slip as a teller types it from what is shown or said: spaces and dashes fall away, letters become large. */
export const readSlip = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, LENGTH)

/** Whether all characters of a slip are there. */
export const isSlip = (text: string): boolean => text.length === LENGTH
