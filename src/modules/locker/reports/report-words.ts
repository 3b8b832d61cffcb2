/** The words of the form for the police in the languages of the bank. */
import type { Door, Fault } from '../wire.ts'

export type ReportLanguage = 'en' | 'hi'

type Outcome = 'opened' | 'again' | 'denied'

const en = {
  title: 'Report to the police',
  documentTitle: 'Report to the police, locker {box}, {branch}',
  id: 'Number of this form',
  made: 'Filled in',
  bank: 'Bank',
  branch: 'Branch',
  box: 'Locker',
  kiosk: 'Kiosk',
  owners: 'Owner',
  began: 'The visit began',
  ended: 'The visit ended',
  notEnded: 'It has not ended.',
  what: 'What is reported',
  whatWords: 'Three wrong secrets in a row at a safe-deposit locker. The locker was shut, and stays locked.',
  says: 'The owner says',
  saysNothing: 'The owner has been told, and has not answered yet.',
  me: 'The owner has said that it was them.',
  'not-me': 'The owner has said that it was not them.',
  steps: 'Step by step',
  picture: 'The captured picture',
  pictureRow: 'Picture',
  noPicture: 'None was taken, or it is no longer kept.',
  pictureOf: 'The picture that the kiosk took when the third wrong secret was typed',
  hash: 'SHA-256 of its sealed bytes',
  byHand: 'To be filled in by hand',
  officer: 'Name and rank of the officer',
  station: 'Station and number of the report',
  signature: 'For the bank: name, signature, date',
}

export type ReportWords = Readonly<Record<keyof typeof en, string>>

const hi: ReportWords = {
  title: 'पुलिस को रिपोर्ट',
  documentTitle: 'पुलिस को रिपोर्ट, लॉकर {box}, {branch}',
  id: 'इस प्रपत्र का नंबर',
  made: 'भरा गया',
  bank: 'बैंक',
  branch: 'शाखा',
  box: 'लॉकर',
  kiosk: 'मशीन',
  owners: 'मालिक',
  began: 'शुरुआत',
  ended: 'अंत',
  notEnded: 'अभी समाप्त नहीं हुआ।',
  what: 'क्या बताया जा रहा है',
  whatWords: 'लॉकर पर लगातार तीन बार गलत गुप्त शब्द डाला गया। लॉकर बंद रहा और बंद रखा गया है।',
  says: 'मालिक का कहना है',
  saysNothing: 'मालिक को बता दिया गया है; अभी उत्तर नहीं आया।',
  me: 'मालिक ने कहा है कि वह वही थे।',
  'not-me': 'मालिक ने कहा है कि वह वे नहीं थे।',
  steps: 'क्रम से',
  picture: 'ली गई तस्वीर',
  pictureRow: 'तस्वीर',
  noPicture: 'तस्वीर नहीं ली गई, या अब रखी नहीं है।',
  pictureOf: 'तीसरा गलत गुप्त शब्द डालते समय मशीन की ली हुई तस्वीर',
  hash: 'मुहरबंद बाइट का SHA-256',
  byHand: 'हाथ से भरा जाए',
  officer: 'अधिकारी का नाम और पद',
  station: 'थाना और रिपोर्ट का नंबर',
  signature: 'बैंक की ओर से: नाम, हस्ताक्षर, तारीख़',
}

export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = { en, hi }

const doors: Readonly<Record<ReportLanguage, Readonly<Record<Door, string>>>> = {
  en: {
    person: 'A living person before the camera',
    owner: 'The owner, or somebody whom the owner chose',
    secret: 'The secret of the locker',
    code: 'The one-time code sent to the owner',
    opening: 'The lock',
  },
  hi: {
    person: 'कैमरे के सामने जीता-जागता इंसान',
    owner: 'मालिक, या मालिक का चुना हुआ व्यक्ति',
    secret: 'लॉकर का गुप्त शब्द',
    code: 'मालिक को भेजा गया एक बार का कोड',
    opening: 'ताला',
  },
}

const outcomes: Readonly<Record<ReportLanguage, Readonly<Record<Outcome, string>>>> = {
  en: { opened: 'passed', again: 'not passed, and tried again', denied: 'refused, and the visit ended' },
  hi: { opened: 'पार किया', again: 'पार नहीं हुआ, फिर कोशिश की', denied: 'मना किया गया, और वहीं अंत हुआ' },
}

const faults: Readonly<Record<ReportLanguage, Readonly<Record<Fault, string>>>> = {
  en: {
    'not-a-picture': 'what came was no picture',
    'too-few-frames': 'too few pictures',
    'same-frame-twice': 'one picture twice',
    nobody: 'nobody was seen',
    'several-faces': 'several faces',
    'not-a-person': 'no person',
    'frames-not-good': 'pictures that were not good enough',
    'another-face': 'the face changed half-way',
    'challenge-not-met': 'the moves were not made as asked',
    'flat-picture': 'a flat picture was held up',
    'attack-suspected': 'a picture or screen was held up, it seems',
    'out-of-order': 'pictures out of their order or time',
    replayed: 'pictures that had been seen before',
    'too-late': 'too late',
    'not-the-owner': 'not the face of an owner',
    'not-sure': 'not surely the face of an owner',
  },
  hi: {
    'not-a-picture': 'जो आया वह तस्वीर नहीं थी',
    'too-few-frames': 'तस्वीरें कम थीं',
    'same-frame-twice': 'एक ही तस्वीर दो बार',
    nobody: 'कोई दिखा नहीं',
    'several-faces': 'एक से ज़्यादा चेहरे',
    'not-a-person': 'इंसान नहीं',
    'frames-not-good': 'तस्वीरें ठीक नहीं थीं',
    'another-face': 'बीच में चेहरा बदल गया',
    'challenge-not-met': 'बताई गई हरकतें नहीं हुईं',
    'flat-picture': 'सपाट तस्वीर दिखाई गई',
    'attack-suspected': 'लगता है तस्वीर या स्क्रीन दिखाई गई',
    'out-of-order': 'तस्वीरें क्रम या समय से बाहर',
    replayed: 'पहले देखी हुई तस्वीरें',
    'too-late': 'देर हो गई',
    'not-the-owner': 'मालिक का चेहरा नहीं',
    'not-sure': 'मालिक का चेहरा पक्का नहीं',
  },
}

export interface StepFacts {
  readonly at: Date
  readonly door: Door
  readonly outcome: Outcome
  readonly faults: readonly Fault[]
}

/** A step as the form tells it. */
export const stepInWords = ({ door, outcome, faults: why }: StepFacts, language: ReportLanguage): string => {
  const because = why.length > 0 ? ` (${why.map((fault) => faults[language][fault]).join(', ')})` : ''
  return `${doors[language][door]}: ${outcomes[language][outcome]}${because}`
}
