import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { putPaymentFile } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { keep } from '../../../api/download.ts'
import { newId } from '../../../api/new-id.ts'
import { Problem } from '../../../api/problem.ts'
import { payeesQuery, productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { beep } from '../../../kit/comfort.ts'
import { FilePick } from '../../../kit/file-pick.tsx'
import { ErrorNote } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreButton } from '../../../kit/section.tsx'
import { useFileWords } from './file-words.ts'
import styles from './files.module.css'
import { sampleFile } from './sample-file.ts'

const mostBytes = 8 * 1024 * 1024
const tooLarge = new Problem('tooLarge', 413, '')
const notXml = new Problem('notXml', 415, '')

const useBring = () => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: async (file: File) => {
      if (file.size > mostBytes) throw tooLarge
      if (!/^\s*(\uFEFF)?\s*</.test(await file.slice(0, 200).text())) throw notXml
      const xml = new Blob([file], { type: 'application/xml' })
      return call(putPaymentFile, { params: { id: newId() }, file: xml })
    },
    onError: () => beep('refused'),
    onSuccess: async ({ id }) => {
      await navigate({ to: '/payment-files/$id', params: { id } })
      await refresh()
    },
  })
}

const plainOnes = ['tooLarge', 'notXml', 'file-sums-differ', 'file-too-long', 'file-mixed'] as const

/** Why a file was not taken: what it means, and where the bank found it. */
const WhyNot = ({ error }: { error: unknown }) => {
  const say = useFileWords()
  if (!(error instanceof Problem)) return <ProblemNote error={error} />
  const plain = plainOnes.find((code) => code === error.code)
  if (plain) return <ErrorNote lead={say(plain)} />
  if (error.code !== 'file-broken') return <ProblemNote error={error} />
  return (
    <ErrorNote lead={say('broken')}>
      {say('brokenWhere')} <span lang="en">{error.message}</span>
    </ErrorNote>
  )
}

const Sample = () => {
  const say = useFileWords()
  const { data: products } = useQuery(productsQuery)
  const { data: payees } = useQuery(payeesQuery)
  const from = products?.[0]
  const paid = payees?.items.filter(({ currency }) => currency === from?.currency).slice(0, 3) ?? []
  if (!from || paid.length === 0) return null
  const save = () =>
    keep({ name: 'payments.xml', content: new Blob([sampleFile(from, paid, new Date())], { type: 'application/xml' }) })
  return (
    <div>
      <MoreButton onClick={save}>{say('sample')}</MoreButton>
      <p className="small soft">{say('sampleMore')}</p>
    </div>
  )
}

/** Brings a file; what the bank says of it stands below, and a good one leads on to its own page. */
export const Bring = () => {
  const say = useFileWords()
  const { mutate, isPending, error } = useBring()
  return (
    <div className={styles.form}>
      <p>{say('lede')}</p>
      <div className={styles.pick}>
        <FilePick
          label={say(isPending ? 'reading' : 'pick')}
          accept=".xml,application/xml,text/xml"
          busy={isPending}
          onPick={mutate}
        />
        <span className="small soft">{say('bounds')}</span>
      </div>
      <p className="vh" role="status">
        {isPending ? say('reading') : ''}
      </p>
      {error && <WhyNot error={error} />}
      <Sample />
    </div>
  )
}
