/** The words of the page that checks receipts; it carries them itself, so that it needs nobody. */
import { createInstance } from 'i18next'
import type { ReceiptFault } from '#wire/audit'

const en = {
  title: 'Check a receipt',
  lead: 'Put in a receipt of this bank. Your device does the sum itself: nothing is sent anywhere, and it works without a network.',
  drop: 'Choose the receipt',
  dropMore: 'or drop the file here',
  paste: 'Or paste what it says',
  proved: 'Proved on this device',
  wrong: 'This is not what the bank wrote',
  cannot: 'This browser cannot check receipts',
  cannotMore: 'It does not know one of the two signatures, so it says nothing of this receipt. A newer browser does.',
  when: 'When',
  from: 'From account',
  to: 'To account',
  number: 'Number',
  how: 'How it is proved',
  sum: 'Your device hashed the payment, followed the proof to the root of the log, and checked two signatures under it. If one digit of the file were changed, it would fail.',
  entry: 'Entry',
  place: 'Place in the log',
  placeOf: '{{index}} of {{size}}',
  steps: 'Steps to the root',
  signed: 'Signed with',
  signedBy: 'Ed25519 and ML-DSA-44',
  signedShort: 'Ed25519; the file has a second signature',
  at: 'Signed at',
  log: 'Log',
  took: 'Time it took',
  keysOfBank: 'The keys are those that this bank publishes.',
  keysOfFile:
    'The keys are those in the file: this page knows none of the bank. Compare them, or open the page once at the bank.',
  save: 'Save this page',
  saveMore:
    'The saved page checks receipts for as long as a browser can open it, with the keys that the bank has today.',
  other: 'हिन्दी',
}

const hi: typeof en = {
  title: 'रसीद जाँचें',
  lead: 'इस बैंक की रसीद डालें। हिसाब आपका उपकरण ख़ुद करता है: कुछ भी कहीं नहीं भेजा जाता, और नेटवर्क के बिना भी चलता है।',
  drop: 'रसीद चुनें',
  dropMore: 'या फ़ाइल यहाँ छोड़ें',
  paste: 'या उसका पाठ चिपकाएँ',
  proved: 'इस उपकरण पर साबित हुआ',
  wrong: 'बैंक ने यह नहीं लिखा था',
  cannot: 'यह ब्राउज़र रसीदें नहीं जाँच सकता',
  cannotMore: 'यह दो में से एक हस्ताक्षर नहीं जानता, इसलिए इस रसीद के बारे में कुछ नहीं कहता। नया ब्राउज़र कह सकता है।',
  when: 'कब',
  from: 'किस खाते से',
  to: 'किस खाते में',
  number: 'संख्या',
  how: 'यह कैसे साबित होता है',
  sum: 'आपके उपकरण ने भुगतान का हैश निकाला, प्रमाण के सहारे बही की जड़ तक गया, और उसके नीचे दो हस्ताक्षर जाँचे। फ़ाइल का एक भी अंक बदला होता तो यह विफल होता।',
  entry: 'प्रविष्टि',
  place: 'बही में स्थान',
  placeOf: '{{size}} में से {{index}}',
  steps: 'जड़ तक क़दम',
  signed: 'हस्ताक्षर',
  signedBy: 'Ed25519 और ML-DSA-44',
  signedShort: 'Ed25519; दूसरा हस्ताक्षर फ़ाइल में है',
  at: 'हस्ताक्षर का समय',
  log: 'बही',
  took: 'लगा समय',
  keysOfBank: 'कुंजियाँ वही हैं जो यह बैंक प्रकाशित करता है।',
  keysOfFile: 'कुंजियाँ फ़ाइल की ही हैं: यह पन्ना बैंक की कोई कुंजी नहीं जानता। मिलान करें, या पन्ना एक बार बैंक पर खोलें।',
  save: 'यह पन्ना सहेजें',
  saveMore: 'सहेजा हुआ पन्ना तब तक रसीदें जाँचेगा जब तक कोई ब्राउज़र उसे खोल सके, बैंक की आज की कुंजियों से।',
  other: 'English',
}

const faultsEn: Record<ReceiptFault, string> = {
  'not-a-receipt': 'The file is no receipt, or something in it was changed.',
  'not-canonical': 'The file is not written as a bank writes it. Something in it was changed.',
  'unknown-key': 'It is signed with keys that are not those of this bank.',
  'bad-signature': 'A signature does not fit what it stands under.',
  'not-in-tree': 'The payment, its place or its proof was changed: they do not lead to the root that was signed.',
}

const faultsHi: Record<ReceiptFault, string> = {
  'not-a-receipt': 'यह फ़ाइल रसीद नहीं है, या इसमें कुछ बदला गया है।',
  'not-canonical': 'फ़ाइल वैसी नहीं लिखी है जैसी बैंक लिखता है। इसमें कुछ बदला गया है।',
  'unknown-key': 'इस पर जिन कुंजियों के हस्ताक्षर हैं वे इस बैंक की नहीं हैं।',
  'bad-signature': 'एक हस्ताक्षर अपने पाठ से मेल नहीं खाता।',
  'not-in-tree': 'भुगतान, उसका स्थान या उसका प्रमाण बदला गया है: वे हस्ताक्षरित जड़ तक नहीं पहुँचते।',
}

export type Language = 'en' | 'hi'

const words = createInstance()
words.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { page: en, faults: faultsEn }, hi: { page: hi, faults: faultsHi } },
  defaultNS: 'page',
  interpolation: { escapeValue: false },
  initAsync: false,
})

/** Says a sentence of the page in the language that it speaks now. */
export const say = (key: keyof typeof en, values: Readonly<Record<string, string>> = {}): string => words.t(key, values)

export const sayFault = (fault: ReceiptFault): string => words.t(fault, { ns: 'faults' })

export const speak = (language: Language): void => {
  words.changeLanguage(language)
}

export const spoken = (): Language => (words.language === 'hi' ? 'hi' : 'en')
