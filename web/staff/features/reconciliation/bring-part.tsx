import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type CurrencyCode, currencyCodes } from '#platform/money'
import { putReconciliation } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { exponentOf } from '../../../kit/currency.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { FilePick, typed } from '../../../kit/file-pick.tsx'
import { Part } from '../../page.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './reconciliation.module.css'
import { useReconciliationWords } from './reconciliation-words.ts'

/** A statement and the rules by which it is held against the book. */
export const BringPart = () => {
  const say = useReconciliationWords()
  const tell = useSaying()
  const client = useQueryClient()
  const [currency, setCurrency] = useState<CurrencyCode>('EUR')
  const [tolerance, setTolerance] = useState('0')
  const parsed = parseAmount(tolerance, exponentOf(currency))
  const tolerated = parsed.kind === 'amount' && parsed.minor < 1_000_000_000n ? parsed.minor.toString() : null
  const [window, setWindow] = useState('3')
  const areRight = tolerated !== null && /^([0-9]|[12][0-9]|30)$/.test(window)
  const bringing = useMutation({
    mutationFn: (file: File) =>
      call(putReconciliation, {
        params: { id: newId() },
        query: { currency, tolerance: tolerated ?? '0', window },
        file: typed(file),
      }),
    onSuccess: async ({ lines, matched }) => {
      await client.invalidateQueries()
      tell(say(lines === matched ? 'matchedAll' : 'matchedSome', { lines, matched }), '/reconciliation')
    },
  })
  return (
    <Part title={say('bring')}>
      <div className={styles.bring}>
        <SelectField
          label={say('currency')}
          value={currency}
          onChange={(value) => setCurrency(currencyCodes.find((code) => code === value) ?? 'EUR')}
          options={currencyCodes.map((code) => ({ value: code, label: code }))}
        />
        <TextField
          label={say('tolerance')}
          inputMode="numeric"
          value={tolerance}
          onChange={setTolerance}
          error={tolerated === null ? say('wrongTolerance') : undefined}
        />
        <TextField
          label={say('window')}
          inputMode="numeric"
          value={window}
          onChange={setWindow}
          error={/^([0-9]|[12][0-9]|30)$/.test(window) ? undefined : say('wrongWindow')}
        />
        <FilePick
          label={say('file')}
          accept=".csv,.xml,text/csv,application/xml"
          busy={bringing.isPending || !areRight}
          onPick={bringing.mutate}
        />
      </div>
      {bringing.error && <StaffProblem error={bringing.error} />}
    </Part>
  )
}
