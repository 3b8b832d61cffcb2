import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleView } from '#wire/fraud'
import { writeRule } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { TextAreaField, TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { ConditionField, type useChecked } from './condition-field.tsx'
import { useEffects } from './effect-words.ts'
import styles from './rules.module.css'
import { useRulesWords } from './rules-words.ts'

export type Draft = Pick<RuleView['latest'], 'name' | 'condition' | 'effect' | 'note'>

/** A rule as it is being written: what was written last, until somebody changes it. */
export const useDraft = (rule: RuleView | null) => {
  const start: Draft = rule?.latest ?? { name: '', condition: '', effect: 'review', note: '' }
  const [draft, setDraft] = useState<Draft>({ ...start })
  const isChanged =
    !rule || (['name', 'condition', 'effect', 'note'] as const).some((key) => draft[key] !== rule.latest[key])
  return { draft, isChanged, change: (change: Partial<Draft>) => setDraft({ ...draft, ...change }) }
}

type RuleFormProps = {
  readonly id: string
  readonly rule: RuleView | null
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
  readonly checked: ReturnType<typeof useChecked>
}

const useWrite = ({ id, change }: RuleFormProps, version: number) => {
  const say = useRulesWords()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Draft) => call(writeRule, { params: { id, version: String(version) }, body }),
    onSuccess: async (written) => {
      // It is kept in its plain form, which is what stands in the field from now on.
      change({ condition: written.condition, name: written.name })
      await client.invalidateQueries()
      tell(say('written', { version }), `/rules/${id}`)
    },
  })
}

/** Where a version of a rule is written. */
export const RuleForm = (props: RuleFormProps) => {
  const { rule, draft, change, checked } = props
  const say = useRulesWords()
  const [isTried, setTried] = useState(false)
  const version = (rule?.latest.version ?? 0) + 1
  const { mutate, isPending, error } = useWrite(props, version)
  const effects = useEffects()
  const name = draft.name.trim()
  const write = (): void => {
    setTried(true)
    if (name !== '' && checked?.condition) mutate({ ...draft, name, note: draft.note.trim() })
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        write()
      }}
    >
      <TextField
        label={say('name')}
        hint={say('nameHint')}
        value={draft.name}
        onChange={(value) => change({ name: value })}
        maxLength={80}
        error={isTried && name === '' ? say('nameMissing') : undefined}
      />
      <ConditionField
        value={draft.condition}
        onChange={(condition) => change({ condition })}
        checked={checked}
        error={isTried && draft.condition.trim() === '' ? say('conditionMissing') : undefined}
      />
      <Picks
        legend={say('effectLegend')}
        options={effects}
        value={draft.effect}
        onChange={(effect) => change({ effect })}
      />
      <TextAreaField
        label={say('note')}
        hint={say('noteHint')}
        value={draft.note}
        onChange={(note) => change({ note })}
        maxLength={500}
      />
      {error && <StaffProblem error={error} />}
      <div className={styles.acts}>
        <Button type="submit" look="go" busy={isPending}>
          {say('writeVersion', { version })}
        </Button>
      </div>
    </form>
  )
}
