import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Product, StatementFormat } from '#wire/products'
import { askForStatement, takeStatement } from '#wire/products'
import { call } from '../../../api/call.ts'
import { download, keep } from '../../../api/download.ts'
import { statementsTakenQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, type Proving, useProving } from '../../../prove/use-proving.ts'
import type { Period } from './periods.ts'
import { useStatementWords } from './statement-words.ts'
import styles from './statements-page.module.css'

const useTake = (product: Product, proving: Proving) => {
  const client = useQueryClient()
  const [bytes, setBytes] = useState(0)
  const stopping = useRef<AbortController>(undefined)
  const language = useLanguage() === 'hi' ? 'hi' : 'en'
  const taking = useMutation({
    mutationFn: async (wanted: Period & { readonly format: StatementFormat }) => {
      setBytes(0)
      stopping.current = new AbortController()
      const params = { id: product.id }
      const asked = { ...wanted, language } as const
      const proof = await proving.give(() => call(askForStatement, { params, body: asked }))
      const body = { ...asked, proof }
      const { signal } = stopping.current
      const file = await download(takeStatement, { params, body, signal, onProgress: setBytes })
      keep(file)
      return file.name
    },
    onSuccess: () => {
      proving.forget()
      return client.invalidateQueries({ queryKey: statementsTakenQuery.queryKey })
    },
  })
  return { ...taking, bytes, stop: () => stopping.current?.abort() }
}

type TakeFormProps = { readonly product: Product; readonly period: Period }

const isStopped = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

/** Which kind of file, the proof, and how far it has come. */
export const TakeForm = ({ product, period }: TakeFormProps) => {
  const say = useStatementWords()
  const [format, setFormat] = useState<StatementFormat>('pdf')
  const [isSent, setSent] = useState(false)
  const proving = useProving()
  const { mutate, isPending, isSuccess, data, error, bytes, stop } = useTake(product, proving)
  return (
    <Section title={say('format')} ruled>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          focusFirstError(event.currentTarget)
          if (proving.isReady) mutate({ from: period.from, to: period.to, format })
        }}
      >
        <Picks
          legend={say('format')}
          legendHidden
          value={format}
          onChange={setFormat}
          options={[
            { value: 'pdf', title: say('pdf'), detail: say('pdfMore') },
            { value: 'csv', title: say('csv'), detail: say('csvMore') },
            { value: 'camt.053', title: say('camt'), detail: say('camtMore') },
          ]}
        />
        <ProofFields proving={proving} isSent={isSent} error={error} what={say('signs')} />
        <div role="status">
          {isPending && bytes > 0 && (
            <div className={styles.coming}>
              <span>{say('coming', { amount: Math.ceil(bytes / 1024) })}</span>
              <Button look="plain" onClick={stop}>
                {say('stop')}
              </Button>
            </div>
          )}
          {isSuccess && <Note>{say('kept', { name: data })}</Note>}
          {isStopped(error) && <Note tone="know">{say('stopped')}</Note>}
        </div>
        {error && !isOfProof(error) && !isStopped(error) && <ProblemNote error={error} />}
        <div>
          <Button type="submit" look="go" busy={isPending}>
            {say('get')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
