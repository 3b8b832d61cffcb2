import { useQuery } from '@tanstack/react-query'
import { productsQuery } from '../../../api/queries.ts'
import { Checks } from '../../../kit/checks.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useConsentWords } from './consent-words.ts'

type Props = {
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly isMissing: boolean
}

/** The customer's accounts, each to be chosen by itself; none is chosen beforehand. */
export const ChosenAccounts = ({ values, onChange, isMissing }: Props) => {
  const say = useConsentWords()
  const { data, error, refetch } = useQuery(productsQuery)
  return (
    <Section title={say('which')}>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={2} />)}
      {data?.length === 0 && <Empty>{say('noAccount')}</Empty>}
      {data && data.length > 0 && (
        <Checks
          isRoomy
          legend={say('whichMore')}
          options={data.map(({ id, name, number, currency }) => ({
            value: id,
            title: name,
            detail: say('account', { currency, ends: number.slice(-4) }),
          }))}
          values={values}
          onChange={onChange}
          error={isMissing ? say('chooseOne') : undefined}
        />
      )}
    </Section>
  )
}
