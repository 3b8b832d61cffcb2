import { defineWords } from '../kit/words.ts'

/** What was unusual about a sign-in, in words that need no explanation. */
export const useSignalWords = defineWords('signals', {
  en: {
    'new-device': 'A browser that we had not seen with you before',
    'new-network': 'An internet connection that you had not used here before',
    'disowned-device': 'A browser of which you said that it was not you',
    'impossible-travel': 'A place so far from the last one that nobody travels there in that time',
    'many-networks': 'Many different internet connections within an hour',
    'typing-unlike': 'The password was typed in another rhythm than yours',
    'failed-attempts': 'Several wrong passwords or codes just before',
    'odd-hour': 'An hour of the day at which you had never signed in',
    'failed-proofs': 'Several wrong codes, PINs or passwords one after the other',
    moved: 'The internet connection changed in the middle, to one that you had not used here',
    'device-missing': 'The browser came without the mark by which we know it',
    'other-device': 'It was used from a second browser at once, so we ended it',
    other: 'Something that this page does not know yet',
  },
  hi: {
    'new-device': 'ऐसा ब्राउज़र जो हमने आपके साथ पहले नहीं देखा',
    'new-network': 'ऐसा इंटरनेट कनेक्शन जो आपने यहाँ पहले नहीं चलाया',
    'disowned-device': 'वह ब्राउज़र जिसके बारे में आपने कहा कि वह आप नहीं थे',
    'impossible-travel': 'पिछली जगह से इतनी दूर कि उतने समय में कोई नहीं पहुँचता',
    'many-networks': 'एक घंटे में कई अलग-अलग इंटरनेट कनेक्शन',
    'typing-unlike': 'पासवर्ड आपकी चाल से अलग टाइप हुआ',
    'failed-attempts': 'ठीक पहले कई ग़लत पासवर्ड या कोड',
    'odd-hour': 'दिन का ऐसा समय जब आप कभी अंदर नहीं आए',
    'failed-proofs': 'एक के बाद एक कई ग़लत कोड, पिन या पासवर्ड',
    moved: 'बीच में इंटरनेट कनेक्शन बदला, और नया आपने यहाँ पहले नहीं चलाया',
    'device-missing': 'ब्राउज़र उस निशान के बिना आया जिससे हम उसे पहचानते हैं',
    'other-device': 'यह एक साथ दूसरे ब्राउज़र से चला, इसलिए हमने इसे बंद कर दिया',
    other: 'कुछ ऐसा जो यह पन्ना अभी नहीं जानता',
  },
})

/** Says a signal by its code; one of a newer bank is said to be unknown. */
export const useSaySignal = () => {
  const say = useSignalWords()
  return (kind: string): string => {
    const said = say(kind as 'other')
    return said === kind ? say('other') : said
  }
}
