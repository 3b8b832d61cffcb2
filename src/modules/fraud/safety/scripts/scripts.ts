/** What swindlers have people write or believe: told by words that stand together, in English, Hindi and Spanish. */
import type { Finding, Sentence, Severity } from '../findings.ts'
import { readAs } from '../letters/confusables.ts'

interface Script {
  readonly code: string
  readonly severity: Severity
  /** One of them is enough; each asks for what only the swindle says, not for its topic. */
  readonly patterns: readonly RegExp[]
  readonly sentence: Sentence
}

// \b knows no letters of Hindi, so those patterns go by words alone.
const scripts: readonly Script[] = [
  {
    code: 'note-refund',
    severity: 'danger',
    patterns: [
      /\brefund\b.{0,40}\b(fees?|charges?|process(?:ing)?|claim|verif\w+|department|agent|officer|executive|release|tax dept|customs|deposit)\b/,
      /\b(claim|receive|get|release|process(?:ing)?|to unlock)\b.{0,20}\b(your|my|the|for|of)?\s*refund\b.{0,20}(?:fees?|charges?|first|code|amount due|now)?$/,
      /\b(fees?|charges?|deposit) (?:to|for) (?:\w+ ){0,3}refund\b/,
      /\brefund ke liye\b|\bpaisa wapas\b.{0,20}\b(fees?|shulk|charge)\b/,
      /रिफंड.{0,30}(फीस|शुल्क|चार्ज|प्रोसेस|पाने के लिए|के लिए)|(फीस|शुल्क).{0,20}(रिफंड|पैसे वापस)/,
      /\b(tasa|cargo|comision|pago|deposito)\b.{0,25}\b(reembolso|devolucion)\b|\b(reembolso|devolucion)\b.{0,25}\b(tasa|comision|tramite|gestion|hacienda|verificacion|liberar)\b/,
    ],
    sentence: {
      en: 'Nobody has to pay to get a refund. If somebody told you to send money first, stop, and call the shop or office by a number that you find yourself.',
      hi: 'रिफंड पाने के लिए किसी को पैसे नहीं देने होते। अगर किसी ने पहले पैसे भेजने को कहा है तो रुकें, और दुकान या दफ़्तर को उस नंबर पर फ़ोन करें जो आप ख़ुद खोजें।',
    },
  },
  {
    code: 'note-safe-account',
    severity: 'danger',
    patterns: [
      /\b(safe|secure[d]?|protected|holding|government|rbi) (account|a c|ac|wallet|vault)\b/,
      /\b(move|moving|transfer|shift)\w*\b.{0,25}\b(to safety|for safekeeping|safe custody)\b/,
      /\bsurakshit (khat[ae]|account)\b/,
      /(सुरक्षित|सेफ|सरकारी) (खात|अकाउंट)/,
      /\bcuenta (segura|protegida|de seguridad|de proteccion)\b/,
    ],
    sentence: {
      en: 'There is no “safe account”. A bank never asks you to move your money to protect it. Do not send; call us by the number on your card.',
      hi: '“सुरक्षित खाता” जैसी कोई चीज़ नहीं होती। बैंक बचाने के नाम पर पैसे कहीं और भेजने को कभी नहीं कहता। न भेजें; अपने कार्ड पर लिखे नंबर पर हमें फ़ोन करें।',
    },
  },
  {
    code: 'note-kyc',
    severity: 'danger',
    patterns: [
      /\be?-?kyc\b.{0,30}\b(expir\w*|block\w*|suspend\w*|update|verif\w*|pending|fees?|charges?|renew\w*|incomplete|penalty|reactivat\w*|band|complete)\b/,
      /\b(expired?|update|verify|pending|renew|complete|reactivat\w*)\b.{0,15}\be?-?kyc\b/,
      /\b(account|card|sim|wallet)\b.{0,20}\b(blocked|suspended|frozen|deactivated|will be closed)\b/,
      /(केवाईसी|के वाई सी|kyc).{0,30}(समाप्त|अपडेट|बंद|ब्लॉक|एक्सपायर|पूरा|शुल्क|फीस)|(खाता|सिम|कार्ड).{0,15}(बंद हो जाएगा|ब्लॉक हो)/,
      /\b(cuenta|tarjeta)\b.{0,20}\b(bloqueada|suspendida|sera cerrada|caducada)\b|\bverifica(r|cion)\b.{0,20}\b(identidad|cuenta|datos)\b.{0,20}\b(bloque\w*|caduc\w*|urgente|tasa|cuenta)\b/,
    ],
    sentence: {
      en: 'No bank takes a payment to renew KYC or to unblock an account. Do not send; open your bank’s own app and look there.',
      hi: 'कोई बैंक केवाईसी नया करने या खाता खोलने के लिए पैसे नहीं लेता। न भेजें; अपने बैंक का ऐप ख़ुद खोलकर देखें।',
    },
  },
  {
    code: 'note-screen-sharing',
    severity: 'danger',
    patterns: [
      /\b(any ?desk|team ?viewer|quick ?support|rust ?desk|ultra ?viewer|air ?droid)\b/,
      /\b(share|sharing|shared)\b.{0,12}\b(your |my |the |ur )?screen\b|\bscreen ?(share|sharing)\b|\bremote (access|support|help)\b/,
      /(स्क्रीन|एनीडेस्क|टीमव्यूअर).{0,12}(शेयर|साझा|डाउनलोड|दिखा)/,
      /\bcompart\w+ (la |tu |su |mi )?pantalla\b|\bacceso remoto\b/,
    ],
    sentence: {
      en: 'Is somebody watching your screen or steering your phone? End the call and close that app before you pay. Nobody from a bank needs to see your screen.',
      hi: 'क्या कोई आपकी स्क्रीन देख रहा है या आपका फ़ोन चला रहा है? भुगतान से पहले कॉल काटें और वह ऐप बंद करें। बैंक को आपकी स्क्रीन देखने की ज़रूरत नहीं होती।',
    },
  },
  {
    code: 'note-secret-code',
    severity: 'danger',
    patterns: [
      /\b(share|send|give|tell|forward)\w*\b.{0,15}\b(otp|pin|cvv|one time (password|code)|verification code)\b|\b(otp|cvv|upi pin)\b\s*(is|:)?\s*\d{3,8}\b/,
      /(ओटीपी|पिन|otp).{0,15}(बता|भेज|शेयर|दे दो|दीजिए)/,
      /\b(codigo|clave|pin)\b.{0,10}\b(de verificacion|sms|de seguridad)\b|\b(comparte|envia|dime)\b.{0,15}\b(codigo|clave|pin)\b/,
    ],
    sentence: {
      en: 'A code or PIN is for your eyes only; to receive money you never need one. Do not pass it on, and do not pay whoever asks for it.',
      hi: 'कोड या पिन सिर्फ़ आपके लिए है; पैसे पाने के लिए इसकी कभी ज़रूरत नहीं होती। किसी को न बताएँ, और जो माँगे उसे पैसे न दें।',
    },
  },
  {
    code: 'note-authority',
    severity: 'danger',
    patterns: [
      /\bdigital arrest\b|\b(arrest|warrant|court|police|cbi|customs|narcotics|trai|income tax)\b.{0,30}\b(fine|clearance|bail|settle\w*|case closed?|verification|penalty|release|deposit|noc)\b/,
      /\b(bail|clearance|penalty)\b.{0,20}\b(police|court|customs|cbi|officer|parcel)\b/,
      /(डिजिटल अरेस्ट|(पुलिस|सीबीआई|कस्टम|कोर्ट|गिरफ्तार).{0,25}(जुर्माना|फीस|शुल्क|जमानत|वेरिफिकेशन|केस))/,
      /\b(policia|juzgado|aduana|hacienda|detencion)\b.{0,30}\b(multa|fianza|tasa|liberar|pago inmediato|expediente)\b/,
    ],
    sentence: {
      en: 'Police, courts and customs take no payments like this, and nobody is arrested over the phone. End the call and ask somebody you trust. In India, 1930 is the helpline.',
      hi: 'पुलिस, अदालत और कस्टम इस तरह पैसे नहीं लेते, और फ़ोन पर किसी की गिरफ़्तारी नहीं होती। कॉल काटें और किसी भरोसेमंद से पूछें। भारत में हेल्पलाइन 1930 है।',
    },
  },
  {
    code: 'note-prize',
    severity: 'danger',
    patterns: [
      /\b(lottery|lotto|jackpot|kbc|lucky draw|sweepstakes?|prize|winnings?|inheritance)\b.{0,30}\b(fees?|tax|charges?|claim|release|process\w*|customs|deposit|won|registration)\b/,
      /\b(fees?|tax|charges?|claim|release)\b.{0,25}\b(lottery|jackpot|prize|lucky draw|winnings?|inheritance)\b/,
      /(लॉटरी|इनाम|केबीसी|लकी ड्रॉ).{0,30}(फीस|शुल्क|टैक्स|चार्ज|जीत|रजिस्ट्रेशन)/,
      /\b(loteria|premio|herencia|sorteo)\b.{0,30}\b(tasa|impuesto|comision|reclamar|cobrar|liberar|gestion|ganador|ganado)\b|\b(tasa|impuesto|comision|gestion)\b.{0,30}\b(loteria|premio|herencia)\b/,
    ],
    sentence: {
      en: 'A real prize costs nothing. Whoever asks for a fee or a tax before paying out will ask again. Do not send.',
      hi: 'असली इनाम के लिए कुछ नहीं देना होता। जो पहले फीस या टैक्स माँगे, वह फिर माँगेगा। न भेजें।',
    },
  },
  {
    code: 'note-power-cut',
    severity: 'danger',
    patterns: [
      /\b(electricity|power|connection|gas|sim|line)\b.{0,25}\b(cut ?off tonight|disconnect\w*|will be (cut|stopped|disconnected))\b/,
      /बिजली.{0,25}(कट जाएगी|काट दी|बंद हो जाएगी|कनेक्शन कट)/,
      /\b(luz|electricidad|suministro)\b.{0,25}\b(cortar\w*|corte hoy|suspension)\b/,
    ],
    sentence: {
      en: 'A supplier does not cut you off within hours over a message. Look at your bill, and pay in its own app or at its office.',
      hi: 'कंपनी किसी संदेश पर कुछ घंटों में कनेक्शन नहीं काटती। अपना बिल देखें, और उसके अपने ऐप या दफ़्तर में ही भुगतान करें।',
    },
  },
  {
    code: 'note-job',
    severity: 'caution',
    patterns: [
      /\b(job|work from home|visa|interview|onboarding|offer letter|internship)\b.{0,30}\b(registration|security|processing|training|joining|placement|application) (fees?|charges?|deposit|money)\b/,
      /\b(prepaid|telegram|rating|like|review) tasks?\b|\btask (deposit|recharge|unlock|level)\b|\bunlock (commission|task|earnings|withdrawal)\b/,
      /(नौकरी|घर बैठे काम|वीजा|जॉब).{0,25}(रजिस्ट्रेशन|सिक्योरिटी|फीस|शुल्क|डिपॉजिट)/,
      /\b(empleo|trabajo|visado)\b.{0,30}\b(tasa|deposito|cuota|inscripcion|tramite)\b|\btareas? (prepagad\w+|de telegram)\b/,
    ],
    sentence: {
      en: 'An honest employer does not take money for a job or a task. Look the company up yourself and call it before you send anything.',
      hi: 'ईमानदार मालिक नौकरी या काम के लिए पैसे नहीं लेता। कुछ भेजने से पहले कंपनी को ख़ुद खोजें और फ़ोन करें।',
    },
  },
  {
    code: 'note-quick-profit',
    severity: 'caution',
    patterns: [
      /\b(double|triple|guaranteed?|assured|100 ?%|daily)\b.{0,20}\b(returns?|profits?|your money|income)\b|\b(crypto|bitcoin|btc|usdt|forex|trading|ipo)\b.{0,25}\b(guarantee\w*|profit|double|vip|tip|unlock|withdrawal fees?|signal)\b/,
      /(पैसा|पैसे|रकम).{0,12}(डबल|दोगुना|दुगना)|(गारंटीड|पक्का).{0,12}(मुनाफा|रिटर्न)/,
      /\b(duplica\w*|rentabilidad|ganancias?|beneficios?)\b.{0,20}\b(garantizad\w*|asegurad\w*|dinero|segur[ao]s?)\b/,
    ],
    sentence: {
      en: 'Nobody can promise a profit. Ask somebody who gains nothing by it, and see first whether you can take your money out again.',
      hi: 'मुनाफ़े का वादा कोई नहीं कर सकता। किसी ऐसे से पूछें जिसका इसमें फ़ायदा न हो, और पहले देखें कि क्या आप अपना पैसा वापस निकाल सकते हैं।',
    },
  },
  {
    code: 'note-gift-cards',
    severity: 'danger',
    patterns: [
      /\b(gift ?(cards?|vouchers?)|(itunes|google play|steam|amazon) (cards?|vouchers?|codes?))\b.{0,25}\b(urgent\w*|boss|ceo|send (me )?(the )?codes?|scratch|pay with|numbers? on the back)\b/,
      /\b(urgent\w*|boss|ceo)\b.{0,25}\bgift ?cards?\b/,
      /गिफ्ट कार्ड.{0,20}(कोड|नंबर).{0,10}(भेज|बता)/,
      /\btarjetas? (de )?regalo\b.{0,25}\b(codigo|urgente|jefe)\b/,
    ],
    sentence: {
      en: 'Gift cards are for gifts. Whoever wants to be paid by their codes is a swindler; ask your boss or relative by voice.',
      hi: 'गिफ्ट कार्ड तोहफ़े के लिए हैं। जो उनके कोड से भुगतान चाहे, वह ठग है; अपने बॉस या रिश्तेदार से फ़ोन पर पूछें।',
    },
  },
  {
    code: 'note-new-number',
    severity: 'caution',
    patterns: [
      /\b(hi|hello|hey) (mum|mom|dad|mummy|papa)\b.{0,40}\b(new number|lost my phone|broke my phone|phone broke\w*)\b|\bthis is my new (number|phone)\b/,
      /\b(mummy|papa|maa)\b.{0,20}\b(naya number|phone kho gaya|phone toot gaya)\b|(मम्मी|पापा|माँ).{0,25}(नया नंबर|फोन खो|फ़ोन खो|फोन टूट)/,
      /\b(hola )?(mama|papa)\b.{0,30}\b(nuevo numero|perdi el movil|movil roto|se me rompio)\b/,
    ],
    sentence: {
      en: 'A child or friend with a new number? Call the number that you knew, or ask something that only they can answer, before you send.',
      hi: 'बच्चे या दोस्त का नया नंबर? भेजने से पहले पुराने नंबर पर फ़ोन करें, या ऐसा कुछ पूछें जो सिर्फ़ वही जानते हों।',
    },
  },
]

/** One way to write each thing: lower case, no accents, look-alikes as plain letters, signs as spaces. */
const plainly = (note: string): string =>
  readAs(note)
    .replace(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim()

// Of Hindi the marks are part of a letter, and decomposing it would take the dots off them.
const inDevanagari = (note: string): string =>
  note
    .normalize('NFC')
    .replace(/\u093c/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')

/** Scripts that a note follows; the subject is the words that gave it away. */
export const findScripts = (note: string): Finding[] => {
  if (note.trim() === '') return []
  const texts = [plainly(note), inDevanagari(note)]
  return scripts.flatMap(({ code, severity, patterns, sentence }) => {
    const hit = texts.flatMap((text) => patterns.map((pattern) => pattern.exec(text)?.[0])).find((one) => one)
    return hit ? [{ code, severity, about: 'note' as const, subject: hit.trim().slice(0, 80), sentence }] : []
  })
}
