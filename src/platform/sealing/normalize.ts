/** Forms in which values are hashed, so that one person's two ways of writing are found as one. */

/** Lower case, in Unicode's compatibility form (NFKC), without space around it. */
export const normalizeEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase()

/** E.164: a plus and digits; spaces, dots, hyphens and brackets go. */
export const normalizePhone = (number: string): string =>
  number.normalize('NFKC').replace(/[\s().\-\u2010-\u2015]/g, '')
