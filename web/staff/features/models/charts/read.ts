/** Figures as staff read them. */
export const toThree = (value: number): string => String(Math.round(value * 1000) / 1000)

/** A share as a whole number of a hundred. */
export const inHundred = (share: number): number => Math.round(100 * share)

/** 83 % */
export const asPercent = (share: number): string => `${inHundred(share)} %`

/** With its sign, as differences are read. */
export const asChange = (value: number): string => `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(3)}`

export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
