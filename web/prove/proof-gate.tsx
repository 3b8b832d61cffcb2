import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { askOwnStepUp, mySession, proveSession } from '#wire/identity'
import { call } from '../api/call.ts'
import type { Problem } from '../api/problem.ts'
import { askProofBy } from '../api/proof-first.ts'
import { Button } from '../kit/button.tsx'
import { Loading } from '../kit/empty.tsx'
import { focusFirstError } from '../kit/focus.ts'
import { ProblemNote } from '../kit/problem-note.tsx'
import { ProofFields } from './proof-fields.tsx'
import styles from './proof-gate.module.css'
import { useProveWords } from './prove-words.ts'
import { SentCode } from './sent-code.tsx'
import { useSaySignal } from './signal-words.ts'
import { isOfProof, useProving } from './use-proving.ts'

type GateProps = { readonly problem: Problem; readonly onEnd: (isProved: boolean) => void }

const useGate = (onEnd: GateProps['onEnd']) => {
  const client = useQueryClient()
  const proving = useProving()
  const [code, setCode] = useState('')
  const standing = useQuery({ queryKey: ['standing'], gcTime: 0, queryFn: ({ signal }) => call(mySession, { signal }) })
  const isByMessage = standing.data?.ways.includes('message') ?? false
  const prove = useMutation({
    mutationFn: async () => {
      const proof = isByMessage
        ? { sentCode: code }
        : await proving.give(() => call(askOwnStepUp, { body: { act: 'confirm-session' } }))
      return call(proveSession, { body: { proof } })
    },
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['sessions'] })
      onEnd(true)
    },
  })
  return {
    standing,
    isByMessage,
    proving,
    code,
    setCode,
    prove,
    isReady: isByMessage ? code.length === 6 : proving.isReady,
  }
}

const isOfCode = ({ error }: { error: Error | null }): boolean =>
  error !== null && 'code' in error && (error.code === 'code-wrong' || error.code === 'code-over')

const Gate = ({ problem, onEnd }: GateProps) => {
  const say = useProveWords()
  const saySignal = useSaySignal()
  const { standing, isByMessage, proving, code, setCode, prove, isReady } = useGate(onEnd)
  const [isSent, setSent] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className={styles.gate} aria-labelledby={title} onClose={() => onEnd(false)}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          focusFirstError(event.currentTarget)
          if (isReady) prove.mutate()
        }}
      >
        <h2 id={title}>{say('title')}</h2>
        <p>{say('more')}</p>
        <ul className={styles.why}>
          {problem.why.map((kind) => (
            <li key={kind}>{saySignal(kind)}</li>
          ))}
        </ul>
        {standing.isPending && <Loading rows={1} />}
        {standing.error && <ProblemNote error={standing.error} />}
        {standing.data &&
          (isByMessage ? (
            <SentCode code={code} onCode={setCode} isSent={isSent} error={prove.error} />
          ) : (
            <ProofFields proving={proving} isSent={isSent} error={prove.error} what={say('signsSession')} />
          ))}
        <div role="status">
          {prove.error && !isOfProof(prove.error) && !isOfCode(prove) && <ProblemNote error={prove.error} />}
        </div>
        <div className={styles.acts}>
          <Button type="submit" look="go" busy={prove.isPending}>
            {say('act')}
          </Button>
          <Button look="plain" onClick={() => onEnd(false)}>
            {say('leave')}
          </Button>
        </div>
      </form>
    </dialog>
  )
}

interface Open {
  readonly problem: Problem
  readonly end: (isProved: boolean) => void
}

/** Asks who sits there to prove it, whenever a call meets a bank that is not sure of the session, and lets the call go on. */
export const ProofGate = () => {
  const [open, setOpen] = useState<Open>()
  useEffect(
    () =>
      askProofBy(
        (problem) =>
          new Promise((resolve) => {
            const end = (isProved: boolean) => {
              setOpen(undefined)
              resolve(isProved)
            }
            setOpen({ problem, end })
          }),
      ),
    [],
  )
  return open ? <Gate problem={open.problem} onEnd={open.end} /> : null
}
