import { decidePolicy, type LockerPolicy, type PolicyView } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { Moment } from '../../../moment.tsx'
import { FactRow, Part } from '../../../page.tsx'
import table from '../../../table.module.css'
import { useCareWords } from '../care-words.ts'
import { DecidePanel } from '../decide-panel.tsx'

export const POLICY_KIND = 'locker.policy'
const PATH = '/lockers/policy'

type Waiting = NonNullable<PolicyView['waits']>
type Name = keyof LockerPolicy

const namesOf = (policy: LockerPolicy) => Object.keys(policy) as Name[]

const Changes = ({ before, after }: { before: LockerPolicy; after: LockerPolicy }) => {
  const say = useCareWords()
  const shown = (value: number | boolean) => (typeof value === 'number' ? String(value) : say(value ? 'on' : 'off'))
  const changed = namesOf(after).filter((name) => before[name] !== after[name])
  return (
    <table className={table.table}>
      <caption className="vh">{say('changes')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('value')}</th>
          <th scope="col">{say('now')}</th>
          <th scope="col">{say('after')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((name) => (
          <tr key={name}>
            <td className={table.lead}>{say(name)}</td>
            <td>{shown(before[name])}</td>
            <td>
              <b>{shown(after[name])}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const About = ({ waits, policy }: { waits: Waiting; policy: LockerPolicy }) => {
  const say = useCareWords()
  return (
    <>
      <FactRow
        facts={[
          [say('proposedBy'), waits.askedBy.name],
          [say('begunAt'), <Moment key="at" at={waits.askedAt} />],
          [say('goodUntil'), <Moment key="until" at={waits.endsAt} />],
          [say('why'), waits.reason],
        ]}
      />
      <Changes before={policy} after={waits.policy} />
    </>
  )
}

/** The policy that somebody proposed, value by value beside the one in force; who proposed it only reads it. */
export const WaitingPolicy = ({
  waits,
  policy,
  onDecide,
}: {
  waits: Waiting
  policy: LockerPolicy
  onDecide: () => void
}) => {
  const say = useCareWords()
  return (
    <Part title={say('policyWaits')}>
      <About waits={waits} policy={policy} />
      <p className={table.act}>
        {waits.isMine ? (
          say('policyIsMine')
        ) : (
          <Button look="go" onClick={onDecide}>
            {say('decide')}
          </Button>
        )}
      </p>
    </Part>
  )
}

/** Where a second person signs the policy, or denies it. */
export const DecidePolicy = ({
  waits,
  policy,
  onClose,
}: {
  waits: Waiting
  policy: LockerPolicy
  onClose: () => void
}) => (
  <DecidePanel
    kind={POLICY_KIND}
    subject={waits.id}
    intro={<About waits={waits} policy={policy} />}
    path={PATH}
    send={(body) => call(decidePolicy, { params: { id: waits.id }, body })}
    onClose={onClose}
  />
)
