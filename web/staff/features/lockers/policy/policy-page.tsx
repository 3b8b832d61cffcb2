import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isStricter, type LockerPolicy, lockerPolicy, setPolicy } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { Checks } from '../../../../kit/checks.tsx'
import { Loading } from '../../../../kit/empty.tsx'
import { TextAreaField, TextField } from '../../../../kit/field.tsx'
import { StaffPage } from '../../../page.tsx'
import { isWrongPassword, SignField, useSigning } from '../../../signing.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { useCareWords } from '../care-words.ts'
import { useHallWords } from '../hall-words.ts'
import { policyQuery } from '../locker-queries.ts'
import styles from '../lockers.module.css'
import { Tabs } from '../tabs.tsx'
import { useDeed } from '../use-deed.ts'
import { DecidePolicy, POLICY_KIND, WaitingPolicy } from './waiting-policy.tsx'

const numbers = [
  'ownerUpTo',
  'unsureUpTo',
  'motions',
  'challengeSeconds',
  'personTries',
  'codeTries',
  'freshSeconds',
  'attemptSeconds',
  'doorOpenSeconds',
  'keepPicturesDays',
  'keepDeniedDays',
  'offlineMinutes',
] as const
const switches = ['mayQueueOffline', 'mayOpenOffline', 'asksForPasskeyToo'] as const

type Written = Readonly<Record<(typeof numbers)[number], string>>
type Switch = (typeof switches)[number]

const writtenOf = (policy: LockerPolicy): Written =>
  Object.fromEntries(numbers.map((name) => [name, String(policy[name])])) as Written

/** What is wrong with a number, in the words of the schema itself: it knows the limits. */
const errorOf = (name: (typeof numbers)[number], text: string): string | undefined => {
  const read = lockerPolicy.shape[name].safeParse(text.trim() === '' ? Number.NaN : Number(text))
  return read.success ? undefined : read.error.issues[0]?.message
}

/** What is written in the form, as a policy; undefined where a number is missing or out of its limits. */
const policyOf = (written: Written, on: readonly Switch[]): LockerPolicy | undefined => {
  const values = Object.fromEntries(numbers.map((name) => [name, Number(written[name])]))
  const holds = Object.fromEntries(switches.map((name) => [name, on.includes(name)]))
  const areRight = numbers.every((name) => errorOf(name, written[name]) === undefined)
  return areRight ? ({ ...values, ...holds } as LockerPolicy) : undefined
}

type Sent = { readonly policy: LockerPolicy; readonly reason: string; readonly isSigned: boolean }

/** Sends it: what only makes the doors stricter as it is, everything else signed. */
const useSend = (signing: ReturnType<typeof useSigning>, onDone: () => void) => {
  const say = useCareWords()
  const [id, setId] = useState(newId)
  return useDeed(
    async ({ policy, reason, isSigned }: Sent) => {
      const asked = { policy, reason }
      const proof = isSigned ? await signing.prove({ kind: POLICY_KIND, subject: id, asked }) : undefined
      return call(setPolicy, { params: { id }, body: { ...asked, proof } })
    },
    { text: ({ waits }) => say(waits ? 'policyProposed' : 'set'), path: '/lockers/policy' },
    () => {
      setId(newId())
      onDone()
    },
  )
}

const Numbers = ({ written, onWrite }: { written: Written; onWrite: (written: Written) => void }) => {
  const say = useCareWords()
  return (
    <div className={styles.pair}>
      {numbers.map((name) => (
        <TextField
          key={name}
          label={say(name)}
          inputMode="numeric"
          value={written[name]}
          onChange={(value) => onWrite({ ...written, [name]: value })}
          maxLength={8}
          error={errorOf(name, written[name])}
        />
      ))}
    </div>
  )
}

const Form = ({ policy }: { policy: LockerPolicy }) => {
  const say = useCareWords()
  const signing = useSigning()
  const [written, setWritten] = useState(() => writtenOf(policy))
  const [on, setOn] = useState<readonly Switch[]>(() => switches.filter((name) => policy[name]))
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = reason.trim().length < 3
  const wanted = policyOf(written, on)
  const needsTwo = wanted !== undefined && !isStricter(policy, wanted)
  const { mutate, isPending, error } = useSend(signing, () => setReason(''))
  const submit = () => {
    setTried(true)
    const isSigned = needsTwo ? signing.isReady() : true
    if (!isShort && wanted && isSigned) mutate({ policy: wanted, reason: reason.trim(), isSigned: needsTwo })
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Numbers written={written} onWrite={setWritten} />
      <Checks
        legend={say('switches')}
        isRoomy
        options={switches.map((value) => ({ value, title: say(value) }))}
        values={on}
        onChange={setOn}
      />
      <TextAreaField
        label={say('why')}
        hint={say('whyHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={isTried && isShort ? say('whyMissing') : undefined}
      />
      {needsTwo && <p>{say('policyNeedsTwo')}</p>}
      {needsTwo && <SignField signing={signing} problem={error} />}
      {error && !(needsTwo && isWrongPassword(error)) && <StaffProblem error={error} />}
      <div>
        <Button type="submit" look="go" busy={isPending}>
          {say(needsTwo ? 'policyPropose' : 'setAct')}
        </Button>
      </div>
    </form>
  )
}

/** What the doors judge by, as data, with the limits of each value; what loosens them waits for a second person. */
export const LockerPolicyPage = () => {
  const say = useCareWords()
  const hall = useHallWords()
  const { data, error, refetch } = useQuery(policyQuery)
  const [isDeciding, setDeciding] = useState(false)
  const close = () => setDeciding(false)
  const { policy, waits, setBy, grantedBy, reason = '' } = data ?? {}
  const panel = policy && waits && isDeciding && <DecidePolicy waits={waits} policy={policy} onClose={close} />
  return (
    <StaffPage title={hall('policy')} lead={say('policyLead')} panel={panel || null}>
      <Tabs />
      {!policy && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {setBy && <p className="small soft">{say('setBy', { name: setBy.name, reason })}</p>}
      {grantedBy && <p className="small soft">{say('policyGrantedBy', { name: grantedBy.name })}</p>}
      {policy && waits && <WaitingPolicy waits={waits} policy={policy} onDecide={() => setDeciding(true)} />}
      {policy && !waits && <Form key={JSON.stringify(policy)} policy={policy} />}
    </StaffPage>
  )
}
