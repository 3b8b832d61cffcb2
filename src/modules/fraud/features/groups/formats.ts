/** How staff read a feature's value. */

export const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} times`
export const count = (value: number): string => String(Math.round(value))
export const days = (value: number): string =>
  value < 2 ? `${(value * 24).toFixed(1)} hours` : `${value.toFixed(1)} days`
export const percent = (value: number): string => `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`
export const deviations = (value: number): string => `${value.toFixed(1)} deviations`
export const yesOrNo = (value: number): string => (value === 1 ? 'yes' : 'no')
/** For tail shares kept as -log10: 3 reads "1 in 1,000". */
export const oneIn = (value: number): string => `1 in ${Math.round(10 ** value).toLocaleString('en-US')}`
export const plain = (value: number): string => value.toFixed(1)
export const kilometers = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} km`
