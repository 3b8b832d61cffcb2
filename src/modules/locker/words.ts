/** What owners are written by mail and text message: words here, values filled in, and nothing that a stranger typed. */
type Language = 'en' | 'hi'

interface Letter {
  readonly subject: string
  readonly text: string
}

type Words = Readonly<Record<Language, Letter>>

export const letters = {
  code: {
    en: {
      subject: 'Your code for locker {box}',
      text: 'Your code for locker {box} is {code}. It is good for two minutes, at this visit alone. Nobody of the bank asks you for it.',
    },
    hi: {
      subject: 'लॉकर {box} के लिए आपका कोड',
      text: 'लॉकर {box} के लिए आपका कोड {code} है। यह दो मिनट तक और केवल इसी बार मान्य है। बैंक का कोई भी व्यक्ति यह कोड नहीं पूछता।',
    },
  },
  denied: {
    en: {
      subject: 'Somebody was not let in to locker {box}',
      text: 'Somebody at {branch} was not let in to your locker {box} at {time}. Look at the picture and say whether it was you: {link}',
    },
    hi: {
      subject: 'किसी को लॉकर {box} खोलने नहीं दिया गया',
      text: '{time} पर {branch} में किसी को आपका लॉकर {box} खोलने नहीं दिया गया। तस्वीर देखें और बताएँ कि क्या वह आप थे: {link}',
    },
  },
  locked: {
    en: {
      subject: 'Locker {box} is locked',
      text: 'Three wrong secrets were typed at your locker {box} ({branch}, {time}), so it is locked. Look at the picture: {link} If it was you, say so there with the code {code}. If it was not you, say so; we have told the branch, and the form for the police is filled in.',
    },
    hi: {
      subject: 'लॉकर {box} बंद कर दिया गया है',
      text: 'आपके लॉकर {box} ({branch}, {time}) पर तीन बार गलत गुप्त शब्द डाला गया, इसलिए वह बंद कर दिया गया है। तस्वीर देखें: {link} यदि वह आप थे, तो वहाँ कोड {code} के साथ बताएँ। यदि नहीं, तो भी बताएँ; शाखा को सूचना दे दी गई है और पुलिस का प्रपत्र भरा हुआ है।',
    },
  },
  opened: {
    en: {
      subject: 'Locker {box} was opened',
      text: 'Your locker {box} at {branch} was opened at {time}. If it was neither you nor somebody you chose, tell us at once: {link}',
    },
    hi: {
      subject: 'लॉकर {box} खोला गया',
      text: '{time} पर {branch} में आपका लॉकर {box} खोला गया। यदि वह आप या आपका चुना हुआ व्यक्ति नहीं था, तो हमें तुरंत बताएँ: {link}',
    },
  },
} as const satisfies Record<string, Words>

export type LetterKind = keyof typeof letters

/** Fills in the places of a letter; a place without a value is a bug. */
export const writeLetter = (kind: LetterKind, language: Language, values: Readonly<Record<string, string>>): Letter => {
  const fill = (template: string) =>
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      if (!Object.hasOwn(values, name)) throw new TypeError(`a letter lacks {${name}}`)
      return values[name]
    })
  const { subject, text } = letters[kind][language]
  return { subject: fill(subject), text: fill(text) }
}

/** An instant in words, with its zone. */
export const inWords = (at: Date, language: Language): string =>
  `${new Intl.DateTimeFormat(`${language}-IN`, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(at)} (IST)`
