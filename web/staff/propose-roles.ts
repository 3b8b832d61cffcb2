import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PermissionsChange, PersonChange } from '#wire/identity'
import { proposeRoles } from '#wire/identity'
import { call } from '../api/call.ts'
import { newId } from '../api/new-id.ts'
import { useSigning } from './signing.tsx'

/** Signs a change of roles and asks for it. */
export const useProposeRoles = (done: () => void) => {
  const client = useQueryClient()
  const signing = useSigning()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const asking = useMutation({
    mutationFn: async (asked: { change: PermissionsChange | PersonChange; reason: string }) => {
      const proof = await signing.prove({ kind: `roles.${asked.change.about}`, subject: id, asked })
      return call(proposeRoles, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: done,
    onSettled: () => client.invalidateQueries(),
  })
  return { ...asking, signing }
}

/** What is to be added and what taken away, from what stands to what is chosen. */
export const differenceOf = <Value extends string>(has: readonly Value[], wants: readonly Value[]) => ({
  add: wants.filter((one) => !has.includes(one)),
  remove: has.filter((one) => !wants.includes(one)),
})
