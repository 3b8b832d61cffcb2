import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Endpoint } from '#platform/endpoint'
import type { Registration, Secret } from '#wire/identity'
import { beginRegistrationPasskey, completeRegistration, currentRegistration } from '#wire/identity'
import { openProduct } from '#wire/products'
import { type CallOf, call } from '../../../api/call.ts'
import { forgetWhatWasSeen } from '../../../api/client.ts'
import { newId } from '../../../api/new-id.ts'
import { makePasskey } from '../../../api/passkeys.ts'
import { meQuery } from '../../../api/queries.ts'
import { useRegistrationWords } from './registration-words.ts'

/** The registration that this browser keeps; null for none. */
export const registrationQuery = queryOptions({
  queryKey: ['registration'],
  queryFn: async ({ signal }) => (await call(currentRegistration, { signal })).registration,
})

/** Sends one step; what comes next is shown when it is answered. */
export const useStep = <E extends Endpoint>(endpoint: E, onDone: () => void) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: CallOf<E>) => call(endpoint, request) as Promise<Registration>,
    onSuccess: (registration) => {
      client.setQueryData(registrationQuery.queryKey, registration)
      onDone()
    },
    onError: (error) => {
      if ('code' in error && error.code === 'no-such-registration')
        client.setQueryData(registrationQuery.queryKey, null)
    },
  })
}

const makeSecret = async (id: string): Promise<Secret> => {
  const { options } = await call(beginRegistrationPasskey, { params: { id } })
  return { passkey: { name: 'Bankserver', credential: await makePasskey(options) } }
}

/** The last step: the customer is made and signed in, and the first account opened. */
export const useCompletion = ({ id, accountKind }: Registration) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const say = useRegistrationWords()
  return useMutation({
    mutationFn: async (given: Secret | undefined) => {
      const person = await call(completeRegistration, { params: { id }, body: given ?? (await makeSecret(id)) })
      forgetWhatWasSeen(client)
      client.setQueryData(meQuery.queryKey, person)
      const kind = accountKind ?? 'current'
      const body = { kind, currency: 'INR', name: say(kind === 'savings' ? 'saved' : 'everyday') } as const
      // Without it the customer opens one on the next page.
      return call(openProduct, { params: { id: newId() }, body }).then(
        () => true,
        () => false,
      )
    },
    onSuccess: (isOpen) => navigate({ to: isOpen ? '/overview' : '/open', replace: true }),
  })
}
