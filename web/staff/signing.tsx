import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Proof } from '#wire/identity'
import { askApproval } from '#wire/identity'
import { call } from '../api/call.ts'
import { signStepUp } from '../api/passkeys.ts'
import { Problem } from '../api/problem.ts'
import { PasswordField } from '../kit/field.tsx'
import { Note } from '../kit/note.tsx'
import { rightsQuery } from './queries.ts'
import { useSigningWords } from './signing-words.ts'

/** What is signed: the kind, the id in the path of the request, and its body without the proof. */
export type ToSign = { readonly kind: string; readonly subject: string; readonly asked: Record<string, unknown> }

type Asked = Parameters<typeof call<typeof askApproval>>[1]['body']

/** How a person signs what two people decide: the field for it, and what makes the proof. */
export const useSigning = () => {
  const say = useSigningWords()
  const { data: rights } = useQuery(rightsQuery)
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const signsWith = rights?.signsWith ?? 'passkey'
  const isMissing = signsWith === 'password' && password === ''
  return {
    signsWith,
    password,
    setPassword,
    /** To be called when the form is sent; false where it cannot be signed yet. */
    isReady: (): boolean => {
      setTried(true)
      return !isMissing && signsWith !== 'nothing'
    },
    error: isTried && isMissing ? say('passwordMissing') : undefined,
    prove: async (wanted: ToSign): Promise<Proof> => {
      if (signsWith === 'password') return { password }
      return signStepUp(await call(askApproval, { body: wanted as Asked }))
    },
  }
}

/** Whether it was the password that was wrong, which its field says. */
export const isWrongPassword = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'wrong-credentials'

type SignFieldProps = { readonly signing: ReturnType<typeof useSigning>; readonly problem: unknown }

/** Says with what it will be signed: a passkey, the password in the demo, or that a passkey is missing. */
export const SignField = ({ signing, problem }: SignFieldProps) => {
  const say = useSigningWords()
  if (signing.signsWith === 'nothing')
    return (
      <Note tone="wait" lead={say('passkeyMissing')}>
        <Link to="/security">{say('makePasskey')}</Link>
      </Note>
    )
  if (signing.signsWith === 'passkey') return <p className="small soft">{say('withPasskey')}</p>
  return (
    <PasswordField
      label={say('password')}
      hint={say('withPassword')}
      value={signing.password}
      onChange={signing.setPassword}
      autoComplete="current-password"
      error={signing.error ?? (isWrongPassword(problem) ? say('passwordWrong') : undefined)}
    />
  )
}
