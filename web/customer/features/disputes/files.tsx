import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import type { Dispute } from '#wire/payments'
import { evidenceTypes, mostEvidenceBytes } from '#wire/payments'
import { Problem } from '../../../api/problem.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { evidencePath, sendEvidence } from '../../../api/send-file.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { FieldError } from '../../../kit/field.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './disputes.module.css'
import { useDisputeWords } from './disputes-words.ts'

const tooLarge = new Problem('body-too-large', 413, '')

const Add = ({ id }: { id: string }) => {
  const say = useDisputeWords()
  const refresh = useRefreshMoney()
  const field = useId()
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > mostEvidenceBytes) throw tooLarge
      await sendEvidence(id, file)
    },
    onSettled: refresh,
  })
  return (
    <div className={styles.form}>
      <p className={styles.file}>
        <label className="strong" htmlFor={field}>
          {say('add')}
        </label>
        <input
          id={field}
          type="file"
          accept={evidenceTypes.join(',')}
          disabled={isPending}
          aria-describedby={`${field}-more`}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file) mutate(file)
          }}
        />
        <span id={`${field}-more`} className="small soft">
          {say('filesMore')}
        </span>
      </p>
      {error === tooLarge ? <FieldError>{say('tooLarge')}</FieldError> : error && <ProblemNote error={error} />}
    </div>
  )
}

/** The files of both sides, and the way to add one while it is not decided. */
export const Files = ({ dispute: { id, evidence, state } }: { dispute: Dispute }) => {
  const say = useDisputeWords()
  const language = useLanguage()
  return (
    <Section title={say('files')} ruled>
      {evidence.length === 0 && <p className={styles.form}>{say('noFiles')}</p>}
      {evidence.length > 0 && (
        <ul className={styles.list}>
          {evidence.map(({ id: file, name, side, at }) => (
            <li key={file} className={styles.row}>
              <a href={evidencePath('disputes', id, file)} download>
                {name}
              </a>
              <span className={`small soft ${styles.end}`}>{say(`file_${side}`)}</span>
              <span className="small soft">{dayAndTime(new Date(at), language)}</span>
            </li>
          ))}
        </ul>
      )}
      {state !== 'ended' && <Add id={id} />}
    </Section>
  )
}
