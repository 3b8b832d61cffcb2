/** A phone number as people write it, in international form; ten digits alone are of India. Undefined where it cannot be one. */
export const readPhone = (text: string): string | undefined => {
  const plain = text.replaceAll(/[\s().-]/g, '')
  const number = /^\d{10}$/.test(plain) ? `+91${plain}` : plain.replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined
}
