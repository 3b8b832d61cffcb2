import { Problem } from '../api/problem.ts'
import { ErrorNote } from '../kit/note.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { defineWords } from '../kit/words.ts'
import { ReasonForm } from './reason-form.tsx'

const words = {
  unreachable: 'We could not reach the bank. Nothing was changed.',
  'not-in-review': 'Somebody else has decided this payment meanwhile. Your decision was not written.',
  'case-closed': 'This case is closed. Nothing was written.',
  'no-such-case': 'There is no such case.',
  answered: 'Somebody has answered this already. Yours was not written.',
  'no-counterfactual':
    'What would have stopped it cannot be said: it is found for payments of the last 30 days that were scored and passed by themselves.',
  'no-such-rule': 'There is no such rule.',
  'rule-not-understood': 'The condition cannot be read yet. Nothing was written.',
  'rule-has-moved-on': 'Somebody else has written this version meanwhile. Yours was not written.',
  'rule-not-in-force': 'This rule is not in force any more.',
  'not-back-tested': 'Try it on history first, so that the second person sees whom it stops.',
  'proposal-waits': 'Another proposal about this waits already. Yours was not written.',
  'proposal-ended': 'This proposal was decided or withdrawn meanwhile.',
  'already-in-force': 'This version is in force already.',
  'back-test-busy': 'Another back-test runs. Please wait until it has ended.',
  'period-too-long': 'Choose a period of up to 366 days that ends after it begins.',
  'wrong-slip': 'These six characters belong to another payment. Nothing was written.',
  'not-announced': 'This payment does not wait at the counter any more. Nothing was written.',
  'account-frozen': 'The account is frozen. Nothing was moved.',
  'exceeds-available': 'This is more than can be spent from the account. Nothing was moved.',
  'id-taken': 'This is there already.',
  'no-such-client': 'This service client is not there any more.',
  'no-such-oauth-client': 'This client is not there any more.',
  'no-such-customer': 'There is no such customer.',
  'no-such-payment': 'There is no such payment.',
  'no-such-product': 'There is no such account.',
  'books-busy': 'A long booking is under way, so nothing was closed or opened. Please try again in a moment.',
  'period-not-over': 'That day is not over yet in UTC. Nothing was closed.',
  'period-already-closed': 'Somebody else has closed the books beyond that day meanwhile.',
  'no-such-period': 'This closing does not stand any more. Nothing was changed.',
  'reopening-waits': 'Another request to open the books waits already. Yours was not written.',
  'reopening-ended': 'This request was decided or withdrawn meanwhile. Your decision was not written.',
  'second-person-needed': 'You asked for this yourself; somebody else has to decide it.',
  'proof-needed': 'This has to be signed. Nothing was written.',
  'passkey-required': 'This is signed with a passkey. Make one on the page Security.',
  'first-signature-missing': 'Whoever asked for this has not signed it. It has to be asked for anew.',
  'first-signature-void': 'The first signature does not stand any more. It has to be asked for anew.',
  'signature-expired': 'The first signature is too old. It has to be asked for anew.',
  'content-changed': 'This is not what was signed, or things have changed since. Nothing was done.',
  'last-who-change-roles': 'Fewer than two people could change roles after this. Nothing was done.',
  'nothing-to-change': 'This changes nothing.',
  'not-yourself': 'Somebody else has to do this.',
  'too-many-keys': 'Two keys overlap already. Revoke one of them first.',
  'reviewed-already': 'Somebody has reviewed this already.',
} as const

type Code = keyof typeof words

const useWords = defineWords('staff-problem', {
  en: words,
  hi: {
    unreachable: 'हम बैंक तक नहीं पहुँच सके। कुछ नहीं बदला।',
    'not-in-review': 'इस बीच किसी और ने इस भुगतान का फ़ैसला कर दिया। आपका फ़ैसला नहीं लिखा गया।',
    'case-closed': 'यह मामला बंद है। कुछ नहीं लिखा गया।',
    'no-such-case': 'ऐसा कोई मामला नहीं है।',
    answered: 'किसी ने इसका जवाब दे दिया है। आपका नहीं लिखा गया।',
    'no-counterfactual': 'यह नहीं बताया जा सकता: यह पिछले 30 दिनों के उन भुगतानों के लिए मिलता है जो अंक पाकर अपने आप चले गए।',
    'no-such-rule': 'ऐसा कोई नियम नहीं है।',
    'rule-not-understood': 'शर्त अभी पढ़ी नहीं जा सकती। कुछ नहीं लिखा गया।',
    'rule-has-moved-on': 'इस बीच किसी और ने यह रूप लिख दिया। आपका नहीं लिखा गया।',
    'rule-not-in-force': 'यह नियम अब लागू नहीं है।',
    'not-back-tested': 'पहले इसे पुराने भुगतानों पर आज़माएँ, ताकि दूसरा व्यक्ति देखे कि यह किसे रोकता है।',
    'proposal-waits': 'इस पर एक और प्रस्ताव रुका है। आपका नहीं लिखा गया।',
    'proposal-ended': 'इस प्रस्ताव का फ़ैसला इस बीच हो गया या वह वापस ले लिया गया।',
    'already-in-force': 'यह रूप पहले से लागू है।',
    'back-test-busy': 'एक और आज़माइश चल रही है। कृपया उसके पूरा होने तक रुकें।',
    'period-too-long': '366 दिन तक की अवधि चुनें जो शुरू होने के बाद ख़त्म हो।',
    'wrong-slip': 'ये छह अक्षर किसी दूसरे भुगतान के हैं। कुछ नहीं लिखा गया।',
    'not-announced': 'यह भुगतान अब काउंटर पर नहीं रुका है। कुछ नहीं लिखा गया।',
    'account-frozen': 'खाता रोका हुआ है। कोई रकम नहीं हिली।',
    'exceeds-available': 'खाते से इतना ख़र्च नहीं हो सकता। कोई रकम नहीं हिली।',
    'id-taken': 'यह सेवा प्रोग्राम पहले से है।',
    'no-such-client': 'यह सेवा प्रोग्राम अब नहीं है।',
    'no-such-oauth-client': 'यह प्रोग्राम अब नहीं है।',
    'no-such-customer': 'ऐसा कोई ग्राहक नहीं है।',
    'no-such-payment': 'ऐसा कोई भुगतान नहीं है।',
    'no-such-product': 'ऐसा कोई खाता नहीं है।',
    'books-busy': 'बही में लंबा लेखन चल रहा है, इसलिए कुछ बंद या खुला नहीं। कृपया थोड़ी देर में फिर कोशिश करें।',
    'period-not-over': 'वह दिन यूटीसी में अभी पूरा नहीं हुआ। कुछ बंद नहीं हुआ।',
    'period-already-closed': 'इस बीच किसी और ने उस दिन से आगे तक बही बंद कर दी।',
    'no-such-period': 'यह अवधि अब बंद नहीं है। कुछ नहीं बदला।',
    'reopening-waits': 'बही खोलने का एक और अनुरोध रुका है। आपका नहीं लिखा गया।',
    'reopening-ended': 'इस अनुरोध का फ़ैसला इस बीच हो गया या वह वापस ले लिया गया। आपका फ़ैसला नहीं लिखा गया।',
    'second-person-needed': 'यह आपने ख़ुद कहा था; फ़ैसला किसी और को करना है।',
    'proof-needed': 'इस पर दस्तख़त चाहिए। कुछ नहीं लिखा गया।',
    'passkey-required': 'इस पर पासकी से दस्तख़त होते हैं। सुरक्षा के पन्ने पर एक बनाएँ।',
    'first-signature-missing': 'जिसने यह कहा उसके दस्तख़त नहीं हैं। फिर से कहना होगा।',
    'first-signature-void': 'पहला दस्तख़त अब नहीं चलता। फिर से कहना होगा।',
    'signature-expired': 'पहला दस्तख़त बहुत पुराना है। फिर से कहना होगा।',
    'content-changed': 'दस्तख़त इस पर नहीं हुए थे, या इस बीच कुछ बदल गया। कुछ नहीं हुआ।',
    'last-who-change-roles': 'इसके बाद दो से कम लोग अधिकार बदल सकते। कुछ नहीं हुआ।',
    'nothing-to-change': 'इससे कुछ नहीं बदलता।',
    'not-yourself': 'यह किसी और को करना है।',
    'too-many-keys': 'दो चाबियाँ पहले से साथ चल रही हैं। पहले एक वापस लें।',
    'reviewed-already': 'किसी ने इसे पहले ही जाँच लिया है।',
  },
})

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const isKnown = (code: string): code is Code => code in words

/** What went wrong, told to staff; what the console has no words for is told as everywhere. */
export const StaffProblem = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const say = useWords()
  const code = codeOf(error)
  if (code === 'reason-needed') return <ReasonForm />
  // What is wrong with a client is said in a whole sentence by the bank, in English.
  if (error instanceof Problem && code === 'bad-client')
    return (
      <ErrorNote lead="">
        <span lang="en">{error.detail}</span>
      </ErrorNote>
    )
  return isKnown(code) ? (
    <ErrorNote lead={say(code)} onRetry={onRetry} />
  ) : (
    <ProblemNote error={error} onRetry={onRetry} />
  )
}
