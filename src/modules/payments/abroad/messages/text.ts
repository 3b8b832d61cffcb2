/** Text of messages between banks: the Latin letters that every one of them can read (EPC217-08). */

const closest: Readonly<Record<string, string>> = {
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Ø: 'O',
  ø: 'o',
  Ł: 'L',
  ł: 'l',
  '’': "'",
  '–': '-',
  '&': '+',
}

/** Accents go, and what has no letter there becomes a dot. */
export const plainText = (text: string, most: number): string =>
  [...text]
    .map((letter) => closest[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, '.')
    .slice(0, most)
    .trim()
