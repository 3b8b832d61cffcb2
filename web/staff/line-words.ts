import { defineWords } from '../kit/words.ts'

/** What the lines of something that is to be signed are called. */
export const useLineWords = defineWords('staff-lines', {
  en: {
    role: 'Role',
    person: 'Who',
    'add-permission': 'May from now on',
    'remove-permission': 'May not any more',
    'add-role': 'Gets the role',
    'remove-role': 'Loses the role',
    rule: 'Rule',
    policy: 'Policy of',
    'in-force': 'In force from now on',
    model: 'Decides from now on',
    'instead-of': 'In the place of',
    'reopen-from': 'Books are opened from the closing of',
    amount: 'Amount',
    from: 'From',
    to: 'To',
  },
  hi: {
    role: 'काम',
    person: 'कौन',
    'add-permission': 'अब से कर सकेगा',
    'remove-permission': 'अब नहीं कर सकेगा',
    'add-role': 'यह काम मिलेगा',
    'remove-role': 'यह काम जाएगा',
    rule: 'नियम',
    policy: 'किसकी नीति',
    'in-force': 'अब से लागू',
    model: 'अब से फ़ैसला करेगा',
    'instead-of': 'किसकी जगह',
    'reopen-from': 'किस दिन की बंदी से बही खुलेगी',
    amount: 'रकम',
    from: 'किससे',
    to: 'किसको',
  },
})
