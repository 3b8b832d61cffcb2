/** Letters that look like others, after the confusables of Unicode TS 39, as far as they are met in names and links. */

// Each group: the plain letters first, then what is read as them.
const groups = `
a а ɑ α ａ 𝐚 @ ạ
b Ь в ｂ ƅ
c с ϲ ｃ ⅽ
d ԁ ｄ ⅾ ɗ
e е ҽ ｅ ℮ є
f ｆ ƒ
g ɡ ｇ ց
h һ ｈ հ
i і ı ｉ ι ⅰ ⁱ
j ј ｊ ϳ
k к κ ｋ ҝ
l ӏ ｌ ⅼ ɩ | ｜ ǀ
m м ｍ ⅿ
n ո ｎ ռ п η
o о ο օ ｏ σ ० ০ ௦ ᴏ ø
p р ρ ｐ
q ԛ ｑ գ
r г ｒ ᴦ
s ѕ ｓ ꜱ
t т τ ｔ
u υ ս ｕ ᴜ ц
v ν ѵ ｖ ⅴ ᴠ
w ԝ ѡ ｗ ᴡ ш ω
x х ｘ ⅹ χ
y у ү ｙ ყ γ
z ｚ ᴢ
ss ß
ae æ
oe œ
`

const lookLike = new Map<string, string>(
  groups
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [plain = '', ...others] = line.split(' ')
      return others.map((other): [string, string] => [other, plain])
    }),
)

const digitsAsLetters: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'l',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  9: 'g',
  $: 's',
}

const withoutMarks = (text: string): string =>
  text.normalize('NFKD').replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff]/g, '')

/** What a text is read as at a glance, in lower case: letters of other scripts become those they look like. Digits stay. */
export const readAs = (text: string): string => {
  let read = ''
  for (const letter of withoutMarks(text.toLowerCase())) read += lookLike.get(letter) ?? letter
  return read
}

/** The same, with digits and pairs of letters that pass for others: paypa1 is read as paypal, rnicrosoft as microsoft. */
export const skeletonOf = (text: string): string =>
  readAs(text)
    .replace(/[01345789$]/g, (digit) => digitsAsLetters[digit] ?? digit)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/i/g, 'l')

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
]

/** Whether one word mixes alphabets that share the shapes of letters; nobody writes so by accident. */
export const mixesScripts = (word: string): boolean => {
  if (isPlain(word)) return false
  return scripts.filter(([, pattern]) => pattern.test(word)).length > 1
}

/** Whether a text has nothing but ASCII. */
export const isPlain = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}
