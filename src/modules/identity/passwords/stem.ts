/** What a password is built around. */

const written: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * What is left of "p@ssw0rd2027!" (in lower case) without the figures and signs around it, with letters in place of what stands for
 * them, and how many characters stood around.
 */
export const coreOf = (lower: string): { readonly stem: string; readonly around: number } => {
  const core = lower.replaceAll(/^[^a-z@$]+|[^a-z]+$/g, '')
  const stem = core.replaceAll(/[013457@$!]/g, (sign) => written[sign]).replaceAll(/[^a-z]/g, '')
  return { stem, around: lower.length - core.length }
}
