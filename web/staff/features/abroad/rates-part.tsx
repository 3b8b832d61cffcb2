import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchReferenceRates, putReferenceRates } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { FilePick, typed } from '../../../kit/file-pick.tsx'
import { Part } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './abroad.module.css'
import { ratesQuery } from './abroad-queries.ts'
import { useAbroadWords } from './abroad-words.ts'

const useTaken = () => {
  const say = useAbroadWords()
  const tell = useSaying()
  const client = useQueryClient()
  return async (taken: { day: string; count: number } | null) => {
    await client.invalidateQueries()
    if (taken) tell(taken.count === 0 ? say('ratesKnown', { day: taken.day }) : say('ratesTaken', taken), '/abroad')
  }
}

const Acts = ({ from }: { from: string | null }) => {
  const say = useAbroadWords()
  const taken = useTaken()
  const bringing = useMutation({
    mutationFn: (file: File) => call(putReferenceRates, { file: typed(file) }),
    onSuccess: taken,
  })
  const fetching = useMutation({
    mutationFn: async () => (await call(fetchReferenceRates, {})).taken,
    onSuccess: taken,
  })
  const error = bringing.error ?? fetching.error
  return (
    <>
      <div className={styles.acts}>
        <FilePick
          label={say('bringRates')}
          accept=".xml,application/xml"
          busy={bringing.isPending}
          onPick={bringing.mutate}
        />
        {from && (
          <Button busy={fetching.isPending} onClick={() => fetching.mutate()}>
            {say('fetch')}
          </Button>
        )}
      </div>
      {error && <StaffProblem error={error} />}
    </>
  )
}

/** The rates of the last day that is known, with their source. */
export const RatesPart = () => {
  const say = useAbroadWords()
  const mayWork = usePermissions().has('abroad:work')
  const { data, error } = useQuery(ratesQuery)
  const [newest] = data?.items ?? []
  const shown = data?.items.filter(({ day }) => day === newest?.day) ?? []
  return (
    <Part title={say('rates')}>
      {error && <StaffProblem error={error} />}
      {data && shown.length === 0 && <Empty>{say('noRates')}</Empty>}
      {shown.length > 0 && (
        <table className={`${table.table} ${table.linked}`}>
          <thead>
            <tr>
              <th>{say('currency')}</th>
              <th className={table.end}>{say('perEuro')}</th>
              <th>{say('day')}</th>
              <th className={table.wide}>{say('source')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ currency, perEuro, day, source }) => (
              <tr key={currency}>
                <td className={table.lead}>{currency}</td>
                <td className={table.end}>{perEuro}</td>
                <td>{day}</td>
                <td className={table.wide}>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data && (
        <p className={table.note}>{data.from ? say('fetchedFrom', { from: data.from }) : say('broughtByHand')}</p>
      )}
      {mayWork && <Acts from={data?.from ?? null} />}
    </Part>
  )
}
