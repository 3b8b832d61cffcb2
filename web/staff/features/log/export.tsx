import { useMutation } from '@tanstack/react-query'
import { leafReceipts } from '#wire/audit'
import { download, keep } from '../../../api/download.ts'
import { Button } from '../../../kit/button.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { asksOf, type LogFilter } from './log-page.tsx'
import { useTreeWords } from './log-words.ts'

/** Saves what is found, each with its proof, a line each: npm run verify checks them all. */
export const ExportButton = ({ filter }: { readonly filter: LogFilter }) => {
  const say = useTreeWords()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => keep(await download(leafReceipts, { query: asksOf(filter), onProgress: () => undefined })),
  })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate()}>
        {say('export')}
      </Button>
    </>
  )
}
