/** What is said of a link: what is wrong with it, and what to do. */
import type { Sentence } from '../findings.ts'
import type { Near } from './nearest-brand.ts'
import type { Link } from './parse-link.ts'

type Brand = Near['brand']
const own = ({ domains: [domain = ''] }: Brand): string => domain

export const looksLike = ({ shown }: Link, brand: Brand): Sentence => ({
  en: `${shown} is not ${brand.name}; it is only spelled to look like ${own(brand)}. Do not open it, and do not pay because of it. Go to ${own(brand)} yourself.`,
  hi: `${shown} ${brand.name} का पता नहीं है; इसे ${own(brand)} जैसा दिखने के लिए लिखा गया है। इसे न खोलें और इसके कहने पर पैसे न भेजें। ${own(brand)} पर ख़ुद जाएँ।`,
})

export const brandElsewhere = ({ shown, domain }: Link, brand: Brand): Sentence => ({
  en: `${shown} names ${brand.name} but belongs to ${domain}. ${brand.name} is at ${own(brand)}. Do not enter a password or card there.`,
  hi: `${shown} में ${brand.name} का नाम है, पर यह पता ${domain} का है। ${brand.name} का पता ${own(brand)} है। वहाँ पासवर्ड या कार्ड न डालें।`,
})

export const brandInPath = ({ domain }: Link, brand: Brand): Sentence => ({
  en: `This page at ${domain} calls itself ${brand.name}, and it is not on ${own(brand)}. Open ${own(brand)} yourself instead.`,
  hi: `${domain} का यह पन्ना ख़ुद को ${brand.name} कहता है, पर वह ${own(brand)} पर नहीं है। इसके बदले ${own(brand)} ख़ुद खोलें।`,
})

export const bareAddress = ({ host }: Link): Sentence => ({
  en: `The link leads to a bare number, ${host}, without a name. Banks and shops never do that. Do not open it.`,
  hi: `यह लिंक बिना नाम के एक नंबर, ${host}, पर जाता है। बैंक और दुकानें ऐसा कभी नहीं करते। इसे न खोलें।`,
})

export const hiddenHost = ({ userInfo, shown }: Link): Sentence => ({
  en: `The link begins with “${userInfo.slice(0, 60)}” but leads to ${shown}: only what follows the @ counts. Do not open it.`,
  hi: `लिंक “${userInfo.slice(0, 60)}” से शुरू होता है पर ${shown} पर जाता है: @ के बाद का पता ही असली है। इसे न खोलें।`,
})

export const oddPort = ({ shown, port }: Link): Sentence => ({
  en: `${shown} is reached by the unusual door ${port}. Ask who sent it what it is before you open it.`,
  hi: `${shown} पर असामान्य पोर्ट ${port} से जाना पड़ता है। खोलने से पहले भेजने वाले से पूछें कि यह क्या है।`,
})

export const shortened = ({ domain }: Link): Sentence => ({
  en: `A short link by ${domain} hides where it leads. Ask for the full link before you pay because of it.`,
  hi: `${domain} का छोटा लिंक छिपाता है कि वह कहाँ जाता है। इसके कारण पैसे भेजने से पहले पूरा लिंक माँगें।`,
})

export const manyParts = ({ shown, domain }: Link): Sentence => ({
  en: `${shown} has many parts; the owner is only ${domain}. If you do not know ${domain}, do not open it.`,
  hi: `${shown} के कई हिस्से हैं; मालिक सिर्फ़ ${domain} है। अगर आप ${domain} को नहीं जानते तो इसे न खोलें।`,
})

export const disguisedLetters = ({ shown }: Link): Sentence => ({
  en: `${shown} mixes letters of different alphabets that look the same. Type the address that you know instead.`,
  hi: `${shown} में एक जैसे दिखने वाले अलग-अलग लिपियों के अक्षर मिले हैं। इसके बदले वह पता ख़ुद लिखें जो आप जानते हैं।`,
})

export const riskyPage = ({ domain }: Link, word: string): Sentence => ({
  en: `The link asks you to “${word}” on ${domain}, where anybody can put up a page. Your bank never asks for that by a link.`,
  hi: `लिंक आपसे ${domain} पर “${word}” करने को कहता है, जहाँ कोई भी पन्ना बना सकता है। आपका बैंक लिंक से यह कभी नहीं माँगता।`,
})

export const program = ({ shown }: Link): Sentence => ({
  en: `The link at ${shown} brings a program, not a page. Install apps from your phone’s own store only.`,
  hi: `${shown} का लिंक पन्ना नहीं, एक प्रोग्राम लाता है। ऐप सिर्फ़ अपने फ़ोन के स्टोर से ही लें।`,
})

export const activeScheme = ({ scheme }: Link): Sentence => ({
  en: `This is no link but a hidden command (${scheme}). Do not open it, and pay nobody who sends such a thing.`,
  hi: `यह लिंक नहीं, एक छिपा हुआ आदेश (${scheme}) है। इसे न खोलें, और ऐसा भेजने वाले को पैसे न दें।`,
})

export const screenLink = ({ shown }: Link): Sentence => ({
  en: `${shown} lets somebody else see and steer your screen. Nobody from a bank needs that. Do not install it while you pay.`,
  hi: `${shown} से कोई और आपकी स्क्रीन देख और चला सकता है। बैंक को इसकी कभी ज़रूरत नहीं होती। भुगतान करते समय इसे न लगाएँ।`,
})

export const likeFraud = ({ shown }: Link): Sentence => ({
  en: `The link to ${shown} is built like links of fraud. If you did not expect it, do not open it, and ask the sender by phone.`,
  hi: `${shown} का लिंक धोखाधड़ी के लिंक जैसा बना है। अगर आपको इसकी उम्मीद नहीं थी तो न खोलें, और भेजने वाले से फ़ोन पर पूछें।`,
})
