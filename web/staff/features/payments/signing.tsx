import { Note } from '../../../kit/note.tsx'
import { Moment } from '../../moment.tsx'
import { usePerson } from '../../person.tsx'
import { TwoPeople } from '../../two-people.tsx'
import type { Whole } from '../../whole/whole-payment.tsx'
import { useSigningWords } from './signing-words.ts'

type Signing = NonNullable<Whole['signing']>

/** The signature that waits for a second one. */
export const openSignature = (whole: Whole) => whole.signing?.signed.find(({ isOpen }) => isOpen)

const PastRounds = ({ signing }: { signing: Signing }) => {
  const say = useSigningWords()
  const past = signing.signed.filter(({ isOpen }) => !isOpen)
  if (past.length === 0) return null
  return (
    <Note tone="wait" lead={say('differed')}>
      {past
        .map(({ who, choice }) => say(choice === 'release' ? 'choseRelease' : 'choseReturn', { name: who.name }))
        .join(' ')}
    </Note>
  )
}

/** Who decides a large payment: two people, neither of whom sees the other's choice first. */
export const SigningParty = ({ whole }: { whole: Whole }) => {
  const say = useSigningWords()
  const me = usePerson()
  const { signing } = whole
  if (!signing?.needsTwo) return null
  const first = openSignature(whole)
  const choosing = { name: me.name, remark: say('choosing'), hasSigned: false }
  const second = { name: say('second'), remark: say('notTaken'), hasSigned: false }
  const signed = first && {
    name: first.who.name,
    remark: (
      <>
        {say('signedAt')} <Moment at={first.at} />
      </>
    ),
    hasSigned: true,
  }
  const isMine = first?.who.id === me.id
  return (
    <>
      <p className="small soft">{say('two')}</p>
      <TwoPeople label={say('people')} people={signed ? [signed, isMine ? second : choosing] : [choosing, second]} />
      <PastRounds signing={signing} />
    </>
  )
}
