import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Proof, StepUp } from '#wire/identity'
import { devicesQuery, factorsQuery, haltQuery, passkeysQuery, sessionsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, useProving } from '../../../prove/use-proving.ts'
import { useFactorWords } from './factor-words.ts'
import styles from './security-page.module.css'

const mine = [devicesQuery, factorsQuery, haltQuery, passkeysQuery, sessionsQuery]

/** Asks the bank again for everything that this page shows. */
export const useRefreshSecurity = () => {
  const client = useQueryClient()
  return () => Promise.all(mine.map(({ queryKey }) => client.invalidateQueries({ queryKey })))
}

type ProvedFormProps<Answer> = {
  readonly label: string
  readonly act: string
  readonly look?: 'go' | 'stop'
  readonly what?: string
  /** Whether what stands in the fields above the proof can be sent. */
  readonly isWhole?: boolean
  readonly ask: () => Promise<StepUp>
  readonly send: (proof: Proof) => Promise<Answer>
  readonly onDone?: (answer: Answer) => void
  readonly onLeave?: () => void
  readonly onTry?: () => void
  readonly children?: ReactNode
}

/** A form whose act takes proof. */
export const ProvedForm = <Answer,>(props: ProvedFormProps<Answer>) => {
  const { label, act, look, what, isWhole = true, ask, send, onDone, onLeave, onTry, children } = props
  const say = useFactorWords()
  const proving = useProving()
  const refresh = useRefreshSecurity()
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => send(await proving.give(ask)),
    onSuccess: async (answer) => {
      proving.forget()
      setSent(false)
      onDone?.(answer)
      await refresh()
    },
  })
  return (
    <form
      className={`${styles.form} ${styles.below}`}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        onTry?.()
        focusFirstError(event.currentTarget)
        if (isWhole && proving.isReady) mutate()
      }}
    >
      {children}
      <ProofFields proving={proving} what={what} isSent={isSent} error={error} />
      <div role="status">{error && !isOfProof(error) && <ProblemNote error={error} />}</div>
      <div className={styles.acts}>
        <Button type="submit" look={look} busy={isPending}>
          {act}
        </Button>
        {onLeave && (
          <Button look="plain" onClick={onLeave}>
            {say('leave')}
          </Button>
        )}
      </div>
    </form>
  )
}
