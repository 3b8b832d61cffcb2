import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSaying } from '../../said.tsx'
import { lockerKey } from './locker-queries.ts'

/** A deed at the lockers: it is sent, said on the page of that path, and everything known of the lockers is asked anew. */
export const useDeed = <Given, Answer>(
  send: (given: Given) => Promise<Answer>,
  said: { readonly text: string | ((answer: Answer) => string); readonly path: string },
  onDone?: (answer: Answer) => void,
) => {
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      tell(typeof said.text === 'string' ? said.text : said.text(answer), said.path)
      onDone?.(answer)
    },
    // Also after a no: things have changed, and the page then shows what stands.
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: lockerKey })
      await client.invalidateQueries({ queryKey: ['approvals'] })
    },
  })
}
