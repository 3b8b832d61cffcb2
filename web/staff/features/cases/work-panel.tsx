import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseView } from '#wire/fraud'
import { assignCase, noteCase } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { Checks } from '../../../kit/checks.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { SelectField, TextAreaField } from '../../../kit/field.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { usePerson } from '../../person.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { TimeLeft } from '../../time-left.tsx'
import { useCaseWords } from './case-words.ts'

const LEAST_NOTE = 3

type Analysts = readonly { readonly id: string; readonly name: string }[]

const Assign = ({ it, analysts }: { it: CaseView; analysts: Analysts }) => {
  const say = useCaseWords()
  const me = usePerson()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (to: string | null) => call(assignCase, { params: { id: it.id }, body: { to } }),
    onSuccess: ({ assignedTo }) => {
      const said = assignedTo === null ? say('givenBack') : say('given', { name: assignedTo.name })
      tell(assignedTo?.id === me.id ? say('taken') : said, `/cases/${it.id}`)
    },
    onSettled: () => client.invalidateQueries(),
  })
  const options = [
    { value: '', label: say('everybody') },
    ...analysts.map(({ id, name }) => ({ value: id, label: id === me.id ? say('you', { name }) : name })),
  ]
  return (
    <>
      <SelectField
        label={say('handTo')}
        value={it.assignedTo?.id ?? ''}
        options={options}
        onChange={(to) => mutate(to === '' ? null : to)}
      />
      {it.assignedTo?.id !== me.id && (
        <Button busy={isPending} onClick={() => mutate(me.id)}>
          {say('take')}
        </Button>
      )}
      {error && <StaffProblem error={error} />}
    </>
  )
}

const useWrite = (it: CaseView, onWritten: () => void) => {
  const say = useCaseWords()
  const tell = useSaying()
  const client = useQueryClient()
  // A note that was lost on the way is sent again under the same id.
  const [note, setNote] = useState(newId)
  return useMutation({
    mutationFn: (body: { text: string; links: string[] }) => call(noteCase, { params: { id: it.id, note }, body }),
    onSuccess: async () => {
      setNote(newId())
      onWritten()
      tell(say('written'), `/cases/${it.id}`)
      await client.invalidateQueries()
    },
  })
}

const NoteForm = ({ it }: { it: CaseView }) => {
  const say = useCaseWords()
  const language = useLanguage()
  const [text, setText] = useState('')
  const [links, setLinks] = useState<readonly string[]>([])
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useWrite(it, () => {
    setText('')
    setLinks([])
    setTried(false)
  })
  const isShort = text.trim().length < LEAST_NOTE
  const write = (): void => {
    setTried(true)
    if (!isShort) mutate({ text: text.trim(), links: [...links] })
  }
  const options = it.payments.slice(0, 20).map(({ payment, amount, payer }) => ({
    value: payment,
    title: formatMoney(moneyOf(amount.currency, amount.minor), language),
    detail: payer,
  }))
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('write')}
      </Button>
    </>
  )
  return (
    <PanelForm onSubmit={write} foot={foot}>
      <TextAreaField
        label={say('note')}
        hint={say('noteHint')}
        value={text}
        onChange={setText}
        maxLength={2000}
        error={isTried && isShort ? say('noteMissing') : undefined}
      />
      <Checks legend={say('about')} options={options} values={links} onChange={setLinks} />
    </PanelForm>
  )
}

/** The panel of a case: until when, with whom, and what was found. */
export const WorkPanel = ({ it, analysts }: { it: CaseView; analysts: Analysts }) => {
  const say = useCaseWords()
  return (
    <Panel title={say('work')}>
      {it.closedAt ? (
        <Note tone="know" lead={say('isClosed')}>
          {say('isClosedMore')}
        </Note>
      ) : (
        <>
          <TimeLeft dueAt={it.dueAt} />
          <Assign it={it} analysts={analysts} />
        </>
      )}
      <NoteForm it={it} />
    </Panel>
  )
}
