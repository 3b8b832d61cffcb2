import { numberInWords } from './amount-words.ts'
import { useLanguage } from './words.ts'

/** Why a payment was stopped, as the bank sends it. */
export type Reason = {
  readonly code: string
  readonly sentence: string
  readonly values: Readonly<Record<string, string>>
}

type Tell = (number: (name: string) => string, values: Reason['values']) => string

// The bank sends the sentence in English; in Hindi it is told anew from the code and its values.
const hindi: Readonly<Record<string, Tell>> = {
  'new-payee': () => 'आपने इन्हें पहले कभी पैसे नहीं भेजे हैं',
  'unusual-amount': (number) => `यह रकम आपकी आम रकम से ${number('times')} गुना है`,
  'largest-amount': () => 'पिछले 90 दिनों में आपने एक साथ इतना नहीं भेजा',
  'rare-amount': () => 'एक साथ इतनी रकम कम लोग भेजते हैं',
  'more-than-before': (number) => `यह इन्हें पहले भेजी रकम से ${number('times')} गुना है`,
  'most-of-balance': () => 'यह आपके खाते के आधे से ज़्यादा पैसे हैं',
  'many-payments': (number) => `एक घंटे में आपने ${number('count')} भुगतान किए`,
  'many-payments-in-a-day': (number) => `एक दिन में आपने ${number('count')} भुगतान किए`,
  'much-in-a-day': (number) => `यह आपके आम दिन के ख़र्च से ${number('times')} गुना है`,
  'many-new-payees': (number) => `एक दिन में आपने ${number('count')} नए लोगों को भेजना चाहा`,
  'unusual-hour': () => 'आप इस समय कम ही भेजते हैं',
  'small-payments-before': () => 'इससे ठीक पहले छोटे-छोटे भुगतान हुए',
  'payee-reported': () => 'इन्हें भेजे गए पैसों को ठगी बताया गया है',
  'payer-reported': () => 'आपके दूसरे भुगतानों को ठगी बताया गया है',
  'young-payee': (number, values) =>
    values.days === '0' ? 'यह खाता आज ही खुला है' : `यह खाता सिर्फ़ ${number('days')} दिन पुराना है`,
  'payee-new-payers': (number) => `एक दिन में ${number('count')} नए लोगों ने इस खाते में पैसे भेजे`,
  'payee-passes-on': () => 'यह खाता वैसे चलता है जैसे ठगी वाले खाते चलते हैं',
  'unusual-for-payee': () => 'इन्हें आम तौर पर इससे बहुत कम पैसे आते हैं',
  'changed-password': (number, values) =>
    values.days === '0' ? 'आपका पासवर्ड आज ही बदला गया' : `आपका पासवर्ड ${number('days')} दिन पहले बदला गया`,
  'long-idle': (number) => `आपने ${number('days')} दिन से कुछ नहीं भेजा`,
  'passing-on': () => 'आज आपके पास जो पैसे आए, यह उनका ज़्यादातर हिस्सा है',
  'payers-reported': () => 'इस खाते में पैसे भेजने वाले दूसरे लोग ठगी के शिकार हुए हैं',
  'new-device': () => 'आपने इस फ़ोन या कंप्यूटर से पहले कभी पैसे नहीं भेजे हैं',
  'new-network': () => 'आपने इस नेटवर्क से पहले कभी पैसे नहीं भेजे हैं',
  'shared-device': () => 'इस फ़ोन या कंप्यूटर से कई लोग पैसे भेजते हैं',
  'device-reported': () => 'इस फ़ोन या कंप्यूटर से हुए भुगतानों को ठगी बताया गया है',
  'network-reported': () => 'इस नेटवर्क से हुए भुगतानों को ठगी बताया गया है',
  'too-fast': () => 'आपके पिछले भुगतान के बाद इतनी जल्दी यहाँ कोई नहीं पहुँच सकता',
  'far-away': (_number, values) => `यह जगह वहाँ से ${values.km} किलोमीटर दूर है जहाँ से आप आम तौर पर भेजते हैं`,
  'unusual-purchase': () => 'आप ऐसी चीज़ें कम ही ख़रीदते हैं',
  'wrong-name': () => 'आपने जो नाम लिखा, वह इस खाते वाले का नाम नहीं है',
  'changed-limit': (number, values) =>
    values.days === '0' ? 'आपकी सीमा आज ही बदली गई' : `आपकी सीमा ${number('days')} दिन पहले बदली गई`,
  'changed-phone': (number, values) =>
    values.days === '0' ? 'आपका फ़ोन नंबर आज ही बदला गया' : `आपका फ़ोन नंबर ${number('days')} दिन पहले बदला गया`,
  'strange-typing': () => 'पासवर्ड वैसे नहीं लिखा गया जैसे आप लिखते हैं',
  'unusual-pattern': () => 'यह आपके बाकी भुगतानों जैसा नहीं लगता',
  'not-scored': () => 'पैसे जाने से पहले कोई इंसान इसे देखेगा',
}

const ofPayee = new Set(
  'new-payee payee-reported young-payee payee-new-payers payee-passes-on payers-reported wrong-name'.split(' '),
)
const ofAmount = new Set(
  (
    'unusual-amount largest-amount rare-amount more-than-before most-of-balance much-in-a-day unusual-for-payee ' +
    'passing-on'
  ).split(' '),
)

/** Which part of the safety line a reason belongs to. */
export const partOf = ({ code }: Reason): 'to' | 'amount' | 'before' => {
  if (ofPayee.has(code)) return 'to'
  return ofAmount.has(code) ? 'amount' : 'before'
}

const clauseIn = (language: string, { code, sentence, values }: Reason): string => {
  const told = language === 'hi' ? hindi[code] : undefined
  return told ? told((name) => numberInWords(Number(values[name] ?? 0), 'hi'), values) : sentence.replace(/\.$/, '')
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Tells a reason as a clause, and the two strongest in one sentence. */
export const useReasons = () => {
  const language = useLanguage()
  const clause = (reason: Reason): string => clauseIn(language, reason)
  const sentence = ([first, second]: readonly Reason[]): string => {
    const end = language === 'hi' ? '।' : '.'
    if (!first) return ''
    if (!second) return `${clause(first)}${end}`
    return language === 'hi'
      ? `${clause(first)}, और ${clause(second)}${end}`
      : `${clause(first)}, and ${lowerFirst(clause(second))}${end}`
  }
  return { clause, sentence }
}
