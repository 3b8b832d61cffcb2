/** Pages about what staff set for fraud: rules, policies, proposals, back-tests. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

const lookAgain = 'Look at it once more; the page shows what stands now.'

export const rules: Record<string, ProblemPage> = {
  'no-such-rule': page(
    [404],
    'There is no such rule',
    'No rule has this id.',
    'Look at the list of rules.',
    notAboutMoney,
  ),
  'rule-not-understood': page(
    [422],
    'The rule was not understood',
    'Its condition is not one that the bank can read; the detail says what is wrong and where.',
    'Correct the condition. While you write it, the page says what could stand at each place.',
    notAboutMoney,
  ),
  'rule-has-moved-on': page(
    [409],
    'Somebody else has written this version',
    'Versions of a rule count from one, and this one is there already in other words, or the one before it is missing.',
    lookAgain,
    notAboutMoney,
  ),
  'too-many-rules': page(
    [422],
    'There are too many rules',
    'A hundred rules may be in force and a thousand may be written.',
    'Take a rule out of force that is not needed any more, or change one that is there.',
    notAboutMoney,
  ),
  'rule-not-in-force': page(
    [409],
    'The rule is not in force',
    'It was never put in force, or somebody has taken it out.',
    lookAgain,
    notAboutMoney,
  ),
  'no-such-version': page(
    [404],
    'There is no such version',
    'No version of a rule or a policy has this number.',
    'Write the version first.',
    notAboutMoney,
  ),
  'not-back-tested': page(
    [422],
    'It was not tried on history',
    'What takes effect is tried on past payments first, in the same words, so that the second person sees whom it stops.',
    'Start a back-test of it, wait for its end, then propose it.',
    notAboutMoney,
  ),
  'proposal-waits': page(
    [409],
    'Another proposal waits',
    'One proposal about a rule, or about the policy of a kind of payment, waits at a time.',
    'Wait until it is granted, denied or withdrawn.',
    notAboutMoney,
  ),
  'already-in-force': page(
    [409],
    'This version is in force already',
    'Two people have put this version in force before.',
    lookAgain,
    notAboutMoney,
  ),
  'no-such-proposal': page(
    [404],
    'There is no such proposal',
    'Nobody has proposed anything under this id.',
    lookAgain,
    notAboutMoney,
  ),
  'proposal-ended': page(
    [409],
    'This proposal has ended',
    'It was granted, denied or withdrawn before.',
    lookAgain,
    notAboutMoney,
  ),
  'period-too-long': page(
    [422],
    'The period cannot be tried',
    'A back-test takes a period of up to 366 days, and its end must come after its beginning.',
    'Choose other days.',
    notAboutMoney,
  ),
  'back-test-busy': page(
    [409],
    'Another back-test runs',
    'One back-test runs at a time, so that payments keep their time.',
    'Wait until it has ended, or cancel it.',
    notAboutMoney,
  ),
  'no-such-back-test': page(
    [404],
    'There is no such back-test',
    'Nobody has started a back-test under this id.',
    'Start one.',
    notAboutMoney,
  ),
}
