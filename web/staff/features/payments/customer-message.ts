import type { Language } from '#wire/identity'

/** other: returned for another reason than fraud. */
export type Choice = 'release' | 'return' | 'other'

/** What a message is about: the amount as text, and whom it was for (null for cash). */
export type MessageAbout = { readonly amount: string; readonly to: string | null }

const english: Readonly<Record<Choice, (about: MessageAbout) => string>> = {
  release: ({ amount, to }) =>
    to === null
      ? `We have looked at your withdrawal of ${amount}. You can collect it at the counter with your slip.`
      : `We have looked at your payment of ${amount} to ${to} and sent it on. Thank you for waiting.`,
  return: ({ amount, to }) =>
    to === null
      ? `We did not pay out ${amount}; the money is in your account. Please talk to us if you asked for it yourself.`
      : `We returned your ${amount}. Something about this payment to ${to} did not look right. Nothing is wrong with your own account.`,
  other: ({ amount, to }) =>
    to === null
      ? `We did not pay out ${amount}; the money is in your account. Please talk to us if you have a question.`
      : `We returned your ${amount}; your payment to ${to} was not carried out. Please talk to us if you have a question.`,
}

const hindi: typeof english = {
  release: ({ amount, to }) =>
    to === null
      ? `हमने आपकी ${amount} की निकासी देख ली है। अपनी पर्ची दिखा कर काउंटर से ले लें।`
      : `हमने ${to} को आपका ${amount} का भुगतान देख कर आगे भेज दिया है। इंतज़ार के लिए धन्यवाद।`,
  return: ({ amount, to }) =>
    to === null
      ? `हमने ${amount} नहीं दिए; पैसे आपके खाते में ही हैं। अगर आपने ख़ुद माँगे थे, तो कृपया हमसे बात करें।`
      : `हमने आपके ${amount} लौटा दिए हैं। ${to} को इस भुगतान में कुछ ठीक नहीं लगा। आपके अपने खाते में कोई गड़बड़ नहीं है।`,
  other: ({ amount, to }) =>
    to === null
      ? `हमने ${amount} नहीं दिए; पैसे आपके खाते में ही हैं। कोई सवाल हो तो कृपया हमसे बात करें।`
      : `हमने आपके ${amount} लौटा दिए हैं; ${to} को आपका भुगतान नहीं भेजा गया। कोई सवाल हो तो कृपया हमसे बात करें।`,
}

/** What a customer will read after a decision, in their own language; staff may change it. */
export const messageFor = (choice: Choice, about: MessageAbout, language: Language): string =>
  (language === 'hi' ? hindi : english)[choice](about)
