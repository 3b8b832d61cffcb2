/** What a person is told of their own ways in, on every channel. */
import type { MessageWords } from './text.ts'

export const securityWords = {
  'password-changed': {
    en: {
      subject: 'Your password was changed',
      text: 'Bankserver: your password was changed on {time}. If it was not you, get your access back at once: {link}',
    },
    hi: {
      subject: 'आपका पासवर्ड बदला गया',
      text: 'Bankserver: {time} को आपका पासवर्ड बदला गया। अगर यह आपने नहीं किया, तो तुरंत अपना खाता वापस लें: {link}',
    },
  },
  'passkey-added': {
    en: {
      subject: 'A passkey was added to your account',
      text: 'Bankserver: on {time} a passkey was added to your account; it signs in from now on. If it was not you, remove it in your security page and freeze your account at once: {link}',
    },
    hi: {
      subject: 'आपके खाते में पासकी जोड़ी गई',
      text: 'Bankserver: {time} को आपके खाते में एक पासकी जोड़ी गई; अब उससे अंदर आ सकते हैं। अगर यह आपने नहीं किया, तो सुरक्षा पन्ने पर उसे हटाएँ और तुरंत खाता रोकें: {link}',
    },
  },
  'passkey-removed': {
    en: {
      subject: 'A passkey was removed from your account',
      text: 'Bankserver: on {time} a passkey was removed from your account. If it was not you, freeze your account and change your password at once: {link}',
    },
    hi: {
      subject: 'आपके खाते से पासकी हटाई गई',
      text: 'Bankserver: {time} को आपके खाते से एक पासकी हटाई गई। अगर यह आपने नहीं किया, तो तुरंत खाता रोकें और पासवर्ड बदलें: {link}',
    },
  },
  'recovery-code-used': {
    en: {
      subject: 'One of your recovery codes was used',
      text: 'Bankserver: on {time} one of your ten recovery codes was used. If it was not you, somebody has found them and knows your password: freeze your account and make new ones: {link}',
    },
    hi: {
      subject: 'आपका एक वापसी कोड इस्तेमाल हुआ',
      text: 'Bankserver: {time} को आपके दस वापसी कोड में से एक इस्तेमाल हुआ। अगर यह आपने नहीं किया, तो वे किसी को मिल गए हैं और उसे आपका पासवर्ड पता है: खाता रोकें और नए कोड बनाएँ: {link}',
    },
  },
  'read-alone': {
    en: {
      subject: 'Somebody at the bank looked at your data in an emergency',
      text: 'Bankserver: on {time} {reader} of the bank looked at your data with a right that is taken alone for an hour, in emergencies. Somebody else reviews it. Your page about who looked at your data says why: {link}',
    },
    hi: {
      subject: 'बैंक में किसी ने आपात स्थिति में आपका डेटा देखा',
      text: 'Bankserver: {time} को बैंक से {reader} ने आपका डेटा ऐसे अधिकार से देखा जो आपात स्थिति में एक घंटे के लिए अकेले लिया जाता है। कोई और इसकी जाँच करता है। क्यों देखा, यह आपके पन्ने पर है: {link}',
    },
  },
  'session-code': {
    en: {
      subject: 'Your code for going on',
      text: '{code} proves that it is you in Bankserver. It holds for 10 minutes. If you are not signing in or paying right now, somebody else has your password: tell the code to nobody and change your password. Nobody at the bank will ask you for it.',
    },
    hi: {
      subject: 'आगे बढ़ने का आपका कोड',
      text: '{code} से Bankserver में पक्का होता है कि आप ही हैं। यह 10 मिनट चलेगा। अगर अभी आप अंदर नहीं आ रहे या भुगतान नहीं कर रहे, तो आपका पासवर्ड किसी और के पास है: कोड किसी को न बताएँ और पासवर्ड बदलें। बैंक का कोई भी व्यक्ति इसे आपसे नहीं पूछेगा।',
    },
  },
  'new-device': {
    en: {
      subject: 'A new browser signed in to your account',
      text: 'Bankserver: on {time} somebody signed in to your account with a browser that we have not seen with you. If it was you, there is nothing to do. If not, say so in your security page, where you can also freeze your account: {link}',
    },
    hi: {
      subject: 'आपके खाते में नए ब्राउज़र से कोई आया',
      text: 'Bankserver: {time} को आपके खाते में ऐसे ब्राउज़र से कोई आया जो हमने आपके साथ नहीं देखा। अगर यह आप थे, तो कुछ नहीं करना है। अगर नहीं, तो अपने सुरक्षा पन्ने पर बताएँ, वहीं खाता रोक भी सकते हैं: {link}',
    },
  },
  'session-copied': {
    en: {
      subject: 'We signed you out to protect you',
      text: 'Bankserver: on {time} a sign-in of yours was used from a second browser at once, as when somebody has copied it. We ended it for both. Sign in again, and look at your security page: {link}',
    },
    hi: {
      subject: 'आपकी सुरक्षा के लिए हमने आपको बाहर कर दिया',
      text: 'Bankserver: {time} को आपका एक साइन-इन एक साथ दूसरे ब्राउज़र से चला, जैसे किसी ने उसकी नकल की हो। हमने उसे दोनों जगह बंद कर दिया। फिर से अंदर आएँ और अपना सुरक्षा पन्ना देखें: {link}',
    },
  },
  'session-disowned': {
    en: {
      subject: 'You said that a sign-in was not you',
      text: 'Bankserver: on {time} it was said in your name that a sign-in was not you. We ended it, and all others from that browser. Change your password now, for somebody else may know it: {link}',
    },
    hi: {
      subject: 'आपने कहा कि कोई साइन-इन आपका नहीं था',
      text: 'Bankserver: {time} को आपके नाम से कहा गया कि एक साइन-इन आपका नहीं था। हमने उसे और उस ब्राउज़र के बाकी सबको बंद कर दिया। अब अपना पासवर्ड बदलें, वह किसी और को पता हो सकता है: {link}',
    },
  },
} as const satisfies MessageWords
