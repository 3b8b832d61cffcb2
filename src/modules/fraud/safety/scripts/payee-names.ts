/** Names by which an account pretends to be a bank, a brand or an office. */

import { brandWords } from '../data/brands.ts'
import type { Finding } from '../findings.ts'
import { mixesScripts, readAs, skeletonOf } from '../letters/confusables.ts'

const posts =
  /\b(customer|consumer|care|support|help ?(line|desk)?|service|refunds?|kyc|verification|security|fraud|safe account|officer|department|dept|official|reward|claims?|toll ?free|atencion|soporte|seguridad|reembolsos?|oficial)\b|(ग्राहक सेवा|सहायता|रिफंड|केवाईसी|सुरक्षा विभाग|अधिकारी)/

const offices =
  /\b(income tax (department|refund)|reserve bank|customs (department|office|clearance)|police|cyber ?crime|cbi|enforcement directorate|agencia tributaria)\b|(आयकर विभाग|पुलिस|रिज़र्व बैंक|साइबर सेल)/

/** Words that are a brand's and also a name of people or a plain word. */
const plainWords = new Set(['apple', 'visa', 'santander', 'barclays', 'lloyds', 'google', 'uber'])

const brandOf = (name: string) => {
  const read = readAs(name)
  const squeezed = skeletonOf(read.replace(/[^\p{L}\p{N}]+/gu, ''))
  const apart = read.split(/[^\p{L}\p{N}]+/u)
  return brandWords.find(({ word }) => (word.length < 6 ? apart.includes(word) : squeezed.includes(skeletonOf(word))))
}

/** What a payee's name pretends; a person or shop with a name of their own has none. */
export const judgePayeeName = (name: string): Finding[] => {
  const about = { about: 'payee' as const, subject: name.slice(0, 80) }
  const findings: Finding[] = []
  if (name.split(/[\s.-]+/).some(mixesScripts))
    findings.push({
      ...about,
      code: 'payee-disguised',
      severity: 'danger',
      sentence: {
        en: `The name “${about.subject}” mixes letters of different alphabets that look the same. It is meant to be taken for another. Ask the payee in person.`,
        hi: `नाम “${about.subject}” में एक जैसे दिखने वाले अलग लिपियों के अक्षर हैं। इसे किसी और का नाम समझाने के लिए लिखा गया है। पाने वाले से ख़ुद मिलकर पूछें।`,
      },
    })
  const brand = brandOf(name)
  const holdsPost = posts.test(readAs(name)) || posts.test(name)
  if (brand && (holdsPost || !plainWords.has(brand.word)))
    findings.push({
      ...about,
      code: 'payee-brand',
      severity: holdsPost ? 'danger' : 'caution',
      sentence: {
        en: `An account named “${about.subject}” is not ${brand.brand.name}’s unless you have it from ${brand.brand.domains[0]}. Companies do not ask for payments to accounts of customers here.`,
        hi: `“${about.subject}” नाम का खाता ${brand.brand.name} का नहीं है, जब तक वह आपको ${brand.brand.domains[0]} से न मिला हो। कंपनियाँ यहाँ ग्राहकों के खातों में पैसे नहीं माँगतीं।`,
      },
    })
  if (offices.test(readAs(name)) || offices.test(name))
    findings.push({
      ...about,
      code: 'payee-office',
      severity: 'danger',
      sentence: {
        en: `“${about.subject}” calls itself an office of the state. Those take no payments to such accounts. Do not send; call the office by the number on its own site.`,
        hi: `“${about.subject}” ख़ुद को सरकारी दफ़्तर कहता है। वे ऐसे खातों में पैसे नहीं लेते। न भेजें; उसकी अपनी साइट पर लिखे नंबर पर फ़ोन करें।`,
      },
    })
  return findings
}
