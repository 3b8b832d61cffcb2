import { defineWords } from '../../../kit/words.ts'

/** The words of the page of roles. */
export const useRoleWords = defineWords('staff-roles', {
  en: {
    title: 'Roles',
    lead: 'Who may do what. A change takes two people, and holds everywhere within a second.',
    matrix: 'What each role may do',
    permission: 'Permission',
    may: 'may',
    mayNot: 'may not',
    holders: 'Who has which role',
    nobody: 'nobody',
    locked: 'locked out',
    change: 'Change {{role}}',
    changeShort: 'Change',
    changeTitle: 'What should {{role}} be allowed?',
    permissions: 'May',
  },
  hi: {
    title: 'अधिकार',
    lead: 'कौन क्या कर सकता है। बदलाव दो लोग करते हैं, और एक सेकंड में हर जगह लागू होता है।',
    matrix: 'कौन सा काम क्या कर सकता है',
    permission: 'इजाज़त',
    may: 'कर सकता है',
    mayNot: 'नहीं कर सकता',
    holders: 'किसके पास कौन सा काम है',
    nobody: 'कोई नहीं',
    locked: 'बाहर किया गया',
    change: '{{role}} बदलें',
    changeShort: 'बदलें',
    changeTitle: '{{role}} को क्या इजाज़त हो?',
    permissions: 'कर सकता है',
  },
})
