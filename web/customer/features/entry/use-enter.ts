import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Person, Typing, UsedCredential } from '#wire/identity'
import { beginPasskeySignIn, signIn, signInWithPasskey } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { forgetWhatWasSeen } from '../../../api/client.ts'
import { signWithPasskey } from '../../../api/passkeys.ts'
import { meQuery } from '../../../api/queries.ts'
import { rememberLanguage } from '../../../kit/language.ts'
import { speak } from '../../../kit/words.ts'

// Only a path of this app may be where the sign-in leads.
const within = (path: unknown): string => (typeof path === 'string' && /^\/[a-z]/.test(path) ? path : '/overview')

/** What happens once somebody is signed in. */
export const useWelcome = () => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false })
  return (person: Person) => {
    forgetWhatWasSeen(client)
    client.setQueryData(meQuery.queryKey, person)
    rememberLanguage(person.language)
    speak(person.language)
    return navigate({ to: within(next), replace: true })
  }
}

/** Signs in with email and password; answers whether a second factor is wanted. */
export const useSignIn = () => {
  const welcome = useWelcome()
  return useMutation({
    mutationFn: (body: { email: string; password: string; typing?: Typing }) => call(signIn, { body }),
    onSuccess: (answer) => ('secondFactor' in answer ? undefined : welcome(answer)),
  })
}

type Taken = { readonly id: string; readonly credential: UsedCredential }

const ask = async (): Promise<Taken> => {
  const { id, options } = await call(beginPasskeySignIn, {})
  return { id, credential: await signWithPasskey(options) }
}

/** Signs in with a passkey: one that the browser's list gave, or, without, one that it is asked for now. */
export const usePasskeySignIn = () =>
  useMutation({
    mutationFn: async (taken: Taken | undefined) => {
      const { id, credential } = taken ?? (await ask())
      return call(signInWithPasskey, { params: { id }, body: { credential } })
    },
    onSuccess: useWelcome(),
  })
