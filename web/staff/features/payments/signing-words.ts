import { defineWords } from '../../../kit/words.ts'

/** The words of payments that two people decide. */
export const useSigningWords = defineWords('staff-signing', {
  en: {
    two: 'From this amount on two people decide. Neither sees the other’s choice first.',
    people: 'Who decides',
    choosing: 'you, choosing now',
    second: 'Second person',
    notTaken: 'not yet taken up',
    signedAt: 'signed at',
    differed: 'Two people chose differently, so it begins again.',
    choseRelease: '{{name}} chose to release.',
    choseReturn: '{{name}} chose to return.',
    youSigned: 'You have signed.',
    youSignedMore: 'Somebody else has to decide it too. The money stays on hold until then.',
    signedNow: 'Your choice is signed. A second person has to make the same one.',
    differsNow: 'The second person chose differently. Both choices are on file, and it begins again.',
    act: 'Sign “{{choice}}”',
    inCase: 'See the whole case',
  },
  hi: {
    two: 'इस रकम से ऊपर दो लोग फ़ैसला करते हैं। कोई पहले दूसरे की पसंद नहीं देखता।',
    people: 'फ़ैसला कौन करता है',
    choosing: 'आप, अभी चुन रहे हैं',
    second: 'दूसरा व्यक्ति',
    notTaken: 'अभी किसी ने नहीं लिया',
    signedAt: 'दस्तख़त किए',
    differed: 'दो लोगों ने अलग चुना, इसलिए फिर से शुरू।',
    choseRelease: '{{name}} ने जाने देना चुना।',
    choseReturn: '{{name}} ने लौटाना चुना।',
    youSigned: 'आपने दस्तख़त कर दिए।',
    youSignedMore: 'किसी और को भी फ़ैसला करना है। तब तक पैसे रुके रहेंगे।',
    signedNow: 'आपकी पसंद पर दस्तख़त हो गए। दूसरे व्यक्ति को भी वही चुनना है।',
    differsNow: 'दूसरे व्यक्ति ने अलग चुना। दोनों पसंद दर्ज हैं, और फिर से शुरू होगा।',
    act: '“{{choice}}” पर दस्तख़त करें',
    inCase: 'पूरा मामला देखें',
  },
})
