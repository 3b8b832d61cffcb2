import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CorridorChangeView, CorridorView } from '#wire/payments'
import { withdrawCorridorChange } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty } from '../../../kit/empty.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Part } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { meQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './abroad.module.css'
import { changesQuery, corridorsQuery } from './abroad-queries.ts'
import { useAbroadWords } from './abroad-words.ts'
import { feeInWords } from './rule-facts.ts'

type Row = { readonly corridor: CorridorView; readonly onChange: (() => void) | undefined }

const CorridorRow = ({ corridor, onChange }: Row) => {
  const say = useAbroadWords()
  const language = useLanguage()
  const { id, currency, rules } = corridor
  const money = (minor: string) => formatMoney(moneyOf(currency, minor), language)
  const country = new Intl.DisplayNames([language], { type: 'region' }).of(corridor.country)
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{id}</span>
        <span className={table.sub}>{country}</span>
      </td>
      <td className={table.end}>{(rules.spreadBasisPoints / 100).toLocaleString(language)} %</td>
      <td className={`${table.end} ${table.wide}`}>{feeInWords(rules, language)}</td>
      <td className={`${table.end} ${table.wide}`}>
        {money(rules.least)}, {money(rules.most)}
      </td>
      <td className={table.wide}>{rules.cutOff}</td>
      <td>
        <VerdictChip verdict={rules.isOpen ? 'passed' : 'returned'}>
          {say(rules.isOpen ? 'open' : 'closed')}
        </VerdictChip>
      </td>
      {onChange && (
        <td className={`${table.end} ${table.button}`}>
          <Button onClick={onChange}>
            {say('change')}
            <span className="vh"> {id}</span>
          </Button>
        </td>
      )}
    </tr>
  )
}

const Waiting = ({ change, onDecide }: { change: CorridorChangeView; onDecide: () => void }) => {
  const say = useAbroadWords()
  const client = useQueryClient()
  const { data: me } = useQuery(meQuery)
  const withdrawing = useMutation({
    mutationFn: () => call(withdrawCorridorChange, { params: { id: change.id } }),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <div className={styles.waits}>
      <span>
        <b>{change.corridor}</b> {say('askedBy', { name: change.askedBy.name, reason: change.reason })}
      </span>
      {me?.id === change.askedBy.id ? (
        <Button busy={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
          {say('withdraw')}
        </Button>
      ) : (
        <Button onClick={onDecide}>{say('decide')}</Button>
      )}
    </div>
  )
}

type PartProps = {
  readonly onChange: (corridor: CorridorView | null) => void
  readonly onDecide: (change: CorridorChangeView) => void
}

/** Where money can be sent, and what waits to be changed. */
export const CorridorsPart = ({ onChange, onDecide }: PartProps) => {
  const say = useAbroadWords()
  const mayChange = usePermissions().has('corridors:change')
  const { data: corridors, error } = useQuery(corridorsQuery)
  const { data: changes } = useQuery(changesQuery)
  const waiting = changes?.filter(({ outcome }) => outcome === 'waiting') ?? []
  return (
    <Part title={say('corridors')}>
      {error && <StaffProblem error={error} />}
      {corridors?.length === 0 && <Empty>{say('noCorridors')}</Empty>}
      {corridors && corridors.length > 0 && (
        <table className={`${table.table} ${table.linked}`}>
          <thead>
            <tr>
              <th>{say('corridor')}</th>
              <th className={table.end}>{say('spread')}</th>
              <th className={`${table.end} ${table.wide}`}>{say('fee')}</th>
              <th className={`${table.end} ${table.wide}`}>{say('range')}</th>
              <th className={table.wide}>{say('cutOff')}</th>
              <th>{say('state')}</th>
              {mayChange && (
                <th>
                  <span className="vh">{say('change')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {corridors.map((corridor) => (
              <CorridorRow
                key={corridor.id}
                corridor={corridor}
                onChange={mayChange ? () => onChange(corridor) : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
      {waiting.map((change) => (
        <Waiting key={change.id} change={change} onDecide={() => onDecide(change)} />
      ))}
      {mayChange && (
        <p className={styles.acts}>
          <Button onClick={() => onChange(null)}>{say('add')}</Button>
        </p>
      )}
    </Part>
  )
}
