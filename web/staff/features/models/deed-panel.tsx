import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PromotionView } from '#wire/fraud'
import { askPromotion, decidePromotion, retireModel, rollBack } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import type { ButtonLook } from '../../../kit/button.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { Quote } from '../../panel.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { useModelsWords } from './models-words.ts'

type Written = {
  readonly title: string
  readonly more: string
  readonly act: string
  readonly look?: ButtonLook
  /** What is said once it is done. */
  readonly done: string
  readonly send: (reason: string) => Promise<unknown>
  /** What signs it, where it takes two people. */
  readonly signing?: ReturnType<typeof useSigning>
  readonly onClose: () => void
}

/** A deed that needs a reason: one field and one button that names it. */
const ReasonPanel = ({ title, more, act, look = 'go', done, send, signing, onClose }: Written) => {
  const say = useModelsWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: send,
    onSuccess: () => {
      tell(done, '/models')
      onClose()
    },
    // Also after a no: what stands may have changed, and a refused promotion is in the log.
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  })
  return (
    <ReasonedPanel
      title={title}
      intro={<p className="small soft">{more}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={act}
      look={look}
      sending={{ isPending, error }}
      signing={signing}
      onSend={mutate}
      onClose={onClose}
    />
  )
}

type OfModel = { readonly model: string; readonly onClose: () => void }

/** Where a promotion is asked for. */
export const AskPanel = ({ model, champion, onClose }: OfModel & { champion: string }) => {
  const say = useModelsWords()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const signing = useSigning()
  const send = async (reason: string) => {
    const asked = { model, reason }
    const proof = await signing.prove({ kind: 'fraud.promotion', subject: id, asked })
    return call(askPromotion, { params: { id }, body: { ...asked, proof } })
  }
  return (
    <ReasonPanel
      title={say('askTitle', { model })}
      more={say('askMore', { champion })}
      act={say('askAct')}
      done={say('askedNow')}
      send={send}
      signing={signing}
      onClose={onClose}
    />
  )
}

/** Where one person brings the former champion back. */
export const RollBackPanel = ({ model, former, onClose }: OfModel & { former: string }) => {
  const say = useModelsWords()
  return (
    <ReasonPanel
      title={say('rollBackTitle', { former })}
      more={say('rollBackMore', { former, model })}
      act={say('rollBackAct')}
      look="stop"
      done={say('rolledBackNow', { former })}
      send={(reason) => call(rollBack, { body: { model, reason } })}
      onClose={onClose}
    />
  )
}

/** Where a challenger is put away. */
export const RetirePanel = ({ model, onClose }: OfModel) => {
  const say = useModelsWords()
  return (
    <ReasonPanel
      title={say('retireTitle', { model })}
      more={say('retireMore')}
      act={say('retireAct')}
      look="stop"
      done={say('retiredNow', { model })}
      send={(reason) => call(retireModel, { body: { model, reason } })}
      onClose={onClose}
    />
  )
}

type Choice = 'deny' | 'grant'

const useDecide = (promotion: PromotionView, signing: ReturnType<typeof useSigning>, onClose: () => void) => {
  const say = useModelsWords()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (asked: { decision: Choice; note: string }) => {
      const { id } = promotion
      const isGrant = asked.decision === 'grant'
      const proof = isGrant ? await signing.prove({ kind: 'fraud.promotion', subject: id, asked }) : undefined
      return call(decidePromotion, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: ({ outcome, model }) => {
      tell(say(outcome === 'granted' ? 'grantedNow' : 'deniedNow', { model }), '/models')
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  })
}

/** Where a second person grants or denies; to leave the champion is chosen already. */
export const DecidePanel = ({ promotion, onClose }: { promotion: PromotionView; onClose: () => void }) => {
  const say = useModelsWords()
  const { model, reason, askedBy } = promotion
  const [choice, setChoice] = useState<Choice>('deny')
  const signing = useSigning()
  const { mutate, isPending, error } = useDecide(promotion, signing, onClose)
  const options = [
    { value: 'deny', title: say('deny'), detail: say('denyMore') },
    { value: 'grant', title: say('grant', { model }), detail: say('grantMore') },
  ] as const
  const intro = (
    <>
      <p className="small soft">{say('waitsMore', { name: askedBy.name, model })}</p>
      <Quote>{reason}</Quote>
    </>
  )
  return (
    <ReasonedPanel
      title={say('decideTitle', { model })}
      intro={intro}
      label={say('note')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say(choice === 'grant' ? 'grantAct' : 'denyAct', { model })}
      sending={{ isPending, error }}
      signing={choice === 'grant' ? signing : undefined}
      onSend={(note) => mutate({ decision: choice, note })}
      onClose={onClose}
    >
      <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
    </ReasonedPanel>
  )
}
