import { useMutation } from '@tanstack/react-query'
import { canonicalOf, type Json, leafReceipts, type Receipt } from '#wire/audit'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { asksOf, type LogFilter } from './log-page.tsx'
import { useTreeWords } from './log-words.ts'

/** More than these are asked for by day or by whom they name. */
const MOST = 1000

const collect = async (filter: LogFilter): Promise<Receipt[]> => {
  const all: Receipt[] = []
  let before: string | undefined
  do {
    const { items, next } = await call(leafReceipts, { query: { ...asksOf(filter), limit: '100', before } })
    all.push(...items)
    before = next ?? undefined
  } while (before !== undefined && all.length < MOST)
  return all
}

const save = (receipts: readonly Receipt[]): void => {
  const lines = receipts.map((receipt) => `${canonicalOf(receipt as Json)}\n`)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }))
  link.download = 'log.jsonl'
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Saves what is found, each with its proof, a line each: npm run verify checks them all. */
export const ExportButton = ({ filter }: { readonly filter: LogFilter }) => {
  const say = useTreeWords()
  const { mutate, isPending, error } = useMutation({ mutationFn: async () => save(await collect(filter)) })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate()}>
        {say('export')}
      </Button>
    </>
  )
}
