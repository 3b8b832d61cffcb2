import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ClientChange, PermissionsChange, PersonChange, ProfileChange, Proof } from '#wire/identity'
import { askProfile, proposeClient, proposeRoles } from '#wire/identity'
import { call } from '../api/call.ts'
import { newId } from '../api/new-id.ts'
import { useSigning } from './signing.tsx'

type Asked<Change> = { readonly change: Change; readonly reason: string }
type Send<Change> = (id: string, body: Asked<Change> & { readonly proof: Proof }) => Promise<unknown>

/** Signs a change that two people decide, and asks for it. */
const useProposing = <Change extends { readonly about: string }>(
  family: 'roles' | 'clients' | 'sealed',
  send: Send<Change>,
  done?: () => void,
) => {
  const client = useQueryClient()
  const signing = useSigning()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const asking = useMutation({
    mutationFn: async (asked: Asked<Change>) => {
      const proof = await signing.prove({ kind: `${family}.${asked.change.about}`, subject: id, asked })
      await send(id, { ...asked, proof })
      return asked.change
    },
    onSuccess: done,
    onSettled: () => client.invalidateQueries(),
  })
  return { ...asking, signing }
}

/** Of what a role may do, or of which roles somebody has. */
export const useProposeRoles = (done: () => void) =>
  useProposing<PermissionsChange | PersonChange>(
    'roles',
    (id, body) => call(proposeRoles, { params: { id }, body }),
    done,
  )

/** Of programs that call the bank, and of their keys. */
export const useProposeClient = (done?: () => void) =>
  useProposing<ClientChange>('clients', (id, body) => call(proposeClient, { params: { id }, body }), done)

/** Of what is sealed about a customer. */
export const useProposeOpening = (done: () => void) =>
  useProposing<ProfileChange>('sealed', (id, body) => call(askProfile, { params: { id }, body }), done)

/** What is to be added and what taken away, from what stands to what is chosen. */
export const differenceOf = <Value extends string>(has: readonly Value[], wants: readonly Value[]) => ({
  add: wants.filter((one) => !has.includes(one)),
  remove: has.filter((one) => !wants.includes(one)),
})
