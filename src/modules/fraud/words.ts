/** Numbers as a sentence reads them. */

const words =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )

/** In words up to twenty, in digits beyond. */
export const inWords = (value: number): string => words[Math.round(value)] ?? Math.round(value).toLocaleString('en-US')

/** "twice", "eleven times"; whole numbers from 2 on. */
export const timesInWords = (value: number): string => (Math.round(value) === 2 ? 'twice' : `${inWords(value)} times`)

/** A count and its noun: "one day", "eleven days". */
export const counted = (value: number, noun: string): string =>
  `${inWords(value)} ${noun}${Math.round(value) === 1 ? '' : 's'}`

export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
