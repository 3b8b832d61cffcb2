import { type ReactNode, useState } from 'react'
import type { Proof } from '#wire/identity'
import { Picks } from '../../../kit/picks.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSigning } from '../../signing.tsx'
import { useCareWords } from './care-words.ts'
import { useDeed } from './use-deed.ts'

type Choice = 'deny' | 'grant'
type Decided = { readonly decision: Choice; readonly note: string; readonly proof?: Proof }

type DecideProps = {
  /** The kind that is signed, and what it is about. */
  readonly kind: string
  readonly subject: string
  readonly intro: ReactNode
  /** The path of the page where the outcome is said. */
  readonly path: string
  readonly send: (decided: Decided) => Promise<unknown>
  readonly onClose: () => void
}

/** Where a second person signs and grants what the first has signed, or denies it; to leave it is chosen already. */
export const DecidePanel = ({ kind, subject, intro, path, send, onClose }: DecideProps) => {
  const say = useCareWords()
  const [choice, setChoice] = useState<Choice>('deny')
  const signing = useSigning()
  const { mutate, isPending, error } = useDeed(
    async (note: string) => {
      const asked = { decision: choice, note }
      const proof = choice === 'grant' ? await signing.prove({ kind, subject, asked }) : undefined
      return send({ ...asked, proof })
    },
    { text: say(choice === 'grant' ? 'granted' : 'denied'), path },
    onClose,
  )
  const options = [
    { value: 'deny', title: say('deny'), detail: say('denyMore') },
    { value: 'grant', title: say('grant'), detail: say('grantMore') },
  ] as const
  return (
    <ReasonedPanel
      title={say('decideTitle')}
      intro={intro}
      label={say('note')}
      hint={say('noteHint')}
      missing={say('whyMissing')}
      act={say(choice === 'grant' ? 'grantAct' : 'denyAct')}
      sending={{ isPending, error }}
      signing={choice === 'grant' ? signing : undefined}
      onSend={mutate}
      onClose={onClose}
    >
      <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
    </ReasonedPanel>
  )
}
