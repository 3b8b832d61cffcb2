import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeeLine } from '#wire/products'
import { proposeFees } from '#wire/products'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { Part } from '../../page.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { type DraftLine, draftOf, emptyLine, lineOf } from './draft-line.ts'
import styles from './fees.module.css'
import { useStaffFeesWords } from './fees-words.ts'
import { LineFields } from './line-fields.tsx'

const today = (): string => new Date().toISOString().slice(0, 10)

/** What is typed of a new schedule; it begins with what holds. */
export const useDraft = (lines: readonly FeeLine[]) => {
  const [drafts, setDrafts] = useState<readonly DraftLine[]>(() => lines.map((line) => draftOf(line, newId())))
  const [day, setDay] = useState(today)
  const [isTried, setTried] = useState(false)
  const read = drafts.map(lineOf)
  const whole = read.flatMap((line) => line ?? [])
  return {
    drafts,
    setDrafts,
    day,
    setDay,
    isTried,
    setTried,
    /** Null while a line is wrong. */
    lines: whole.length === drafts.length ? whole : null,
  }
}

type Draft = ReturnType<typeof useDraft>

/** The lines of a new schedule. */
export const DraftLines = ({ drafts, setDrafts, isTried }: Draft) => {
  const say = useStaffFeesWords()
  return (
    <Part title={say('lines')}>
      {drafts.length === 0 && <p>{say('emptyMore')}</p>}
      {drafts.map((line, index) => (
        <LineFields
          key={line.key}
          line={line}
          number={index + 1}
          isTried={isTried}
          onLine={(changed) => setDrafts(drafts.map((each) => (each.key === line.key ? changed : each)))}
          onRemove={() => setDrafts(drafts.filter(({ key }) => key !== line.key))}
        />
      ))}
      <div className={styles.acts}>
        <Button onClick={() => setDrafts([...drafts, emptyLine(newId())])}>{say('add')}</Button>
      </div>
    </Part>
  )
}

/** Where the new schedule is signed, with its day and why. */
export const ProposePanel = ({ draft, onClose }: { draft: Draft; onClose: () => void }) => {
  const say = useStaffFeesWords()
  const signing = useSigning()
  const tell = useSaying()
  const client = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (asked: { lines: FeeLine[]; holdsFrom: string; reason: string }) => {
      const proof = await signing.prove({ kind: 'products.fees', subject: id, asked })
      return call(proposeFees, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: async () => {
      await client.invalidateQueries()
      tell(say('sentNow'), '/fees')
      onClose()
    },
  })
  return (
    <ReasonedPanel
      title={say('propose')}
      intro={<p className="small soft">{say('lead')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('missing')}
      act={say('send')}
      sending={{ isPending, error }}
      signing={signing}
      onSend={(reason) => {
        draft.setTried(true)
        if (draft.lines && draft.day)
          mutate({ lines: draft.lines, holdsFrom: new Date(`${draft.day}T00:00:00.000Z`).toISOString(), reason })
      }}
      onClose={onClose}
    >
      <TextField type="date" label={say('holdsFrom')} value={draft.day} onChange={draft.setDay} />
    </ReasonedPanel>
  )
}
