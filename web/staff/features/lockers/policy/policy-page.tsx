import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type LockerPolicy, lockerPolicy, setPolicy } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { Checks } from '../../../../kit/checks.tsx'
import { Loading } from '../../../../kit/empty.tsx'
import { TextAreaField, TextField } from '../../../../kit/field.tsx'
import { StaffPage } from '../../../page.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { useCareWords } from '../care-words.ts'
import { useHallWords } from '../hall-words.ts'
import { policyQuery } from '../locker-queries.ts'
import styles from '../lockers.module.css'
import { Tabs } from '../tabs.tsx'
import { useDeed } from '../use-deed.ts'

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

const Form = ({ policy }: { policy: LockerPolicy }) => {
  const say = useCareWords()
  const [written, setWritten] = useState(() => writtenOf(policy))
  const [on, setOn] = useState<readonly Switch[]>(() => switches.filter((name) => policy[name]))
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = reason.trim().length < 3
  const { mutate, isPending, error } = useDeed(
    () => {
      const values = Object.fromEntries(numbers.map((name) => [name, Number(written[name])]))
      const holds = Object.fromEntries(switches.map((name) => [name, on.includes(name)]))
      const body = { policy: { ...values, ...holds } as LockerPolicy, reason: reason.trim() }
      return call(setPolicy, { body })
    },
    { text: say('set'), path: '/lockers/policy' },
    () => setReason(''),
  )
  const submit = () => {
    setTried(true)
    if (!isShort && numbers.every((name) => errorOf(name, written[name]) === undefined)) mutate(undefined)
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
      <div className={styles.pair}>
        {numbers.map((name) => (
          <TextField
            key={name}
            label={say(name)}
            inputMode="numeric"
            value={written[name]}
            onChange={(value) => setWritten({ ...written, [name]: value })}
            maxLength={8}
            error={errorOf(name, written[name])}
          />
        ))}
      </div>
      <Checks
        legend={say('switches')}
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
      {error && <StaffProblem error={error} />}
      <div>
        <Button type="submit" look="go" busy={isPending}>
          {say('setAct')}
        </Button>
      </div>
    </form>
  )
}

/** What the doors judge by, as data, with the limits of each value. */
export const LockerPolicyPage = () => {
  const say = useCareWords()
  const hall = useHallWords()
  const { data, error, refetch } = useQuery(policyQuery)
  return (
    <StaffPage title={hall('policy')} lead={say('policyLead')}>
      <Tabs />
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {data?.setBy && <p className="small soft">{say('setBy', { name: data.setBy.name, reason: data.reason })}</p>}
      {data && <Form policy={data.policy} />}
    </StaffPage>
  )
}
