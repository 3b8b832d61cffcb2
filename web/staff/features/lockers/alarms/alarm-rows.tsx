import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type AlarmRemark, type AlarmView, endAlarm, policeReport, takeAlarm } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { download, keep } from '../../../../api/download.ts'
import { Button } from '../../../../kit/button.tsx'
import { clockTime, dayAndTime } from '../../../../kit/dates.ts'
import { Loading } from '../../../../kit/empty.tsx'
import { useLanguage } from '../../../../kit/words.ts'
import { Moment } from '../../../moment.tsx'
import { ReasonedPanel } from '../../../reasoned-panel.tsx'
import { useSaying } from '../../../said.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useHallWords } from '../hall-words.ts'
import { alarmsQuery, lockerKey } from '../locker-queries.ts'
import styles from '../lockers.module.css'
import { LockerPicture } from '../picture.tsx'

/** What an alarm tells of, in words. */
export const useAlarmTitle = (): ((kind: AlarmView['kind']) => string) => {
  const say = useHallWords()
  return (kind) => say(kind === 'forced' ? 'forced-alarm' : kind)
}

const PoliceForm = ({ report }: { report: string }) => {
  const say = useHallWords()
  const language = useLanguage() === 'hi' ? 'hi' : 'en'
  const fetching = useMutation({
    mutationFn: async () =>
      keep(await download(policeReport, { params: { id: report }, query: { language }, onProgress: () => undefined })),
  })
  return (
    <>
      <Button busy={fetching.isPending} onClick={() => fetching.mutate()}>
        {say(fetching.isPending ? 'reportBusy' : 'report')}
      </Button>
      {fetching.error && <StaffProblem error={fetching.error} />}
    </>
  )
}

const Take = ({ id }: { id: string }) => {
  const say = useHallWords()
  const tell = useSaying()
  const client = useQueryClient()
  const taking = useMutation({
    mutationFn: () => call(takeAlarm, { params: { id } }),
    onSuccess: () => tell(say('took'), '/lockers'),
    onSettled: () => client.invalidateQueries({ queryKey: lockerKey }),
  })
  return (
    <>
      <Button look="go" busy={taking.isPending} onClick={() => taking.mutate()}>
        {say('take')}
      </Button>
      {taking.error && <StaffProblem error={taking.error} />}
    </>
  )
}

/** What the bank says of an alarm, in the language of the page. */
const useRemark = () => {
  const say = useHallWords()
  const language = useLanguage()
  return (remark: AlarmRemark): string => {
    if (remark.what === 'entries-missing') return say('entriesMissing', { from: remark.from, to: remark.to })
    if (remark.what === 'permitted') return say('permitted', { at: dayAndTime(new Date(remark.at), language) })
    return say(remark.what)
  }
}

const Row = ({ alarm, onEnd }: { alarm: AlarmView; onEnd: () => void }) => {
  const say = useHallWords()
  const titleOf = useAlarmTitle()
  const remarkOf = useRemark()
  const language = useLanguage()
  const { id, kind, branch, box, kiosk, at, state, endedAt, takenBy, remark, note, picture, report, attempt } = alarm
  const where = [branch, box && say('box', { number: box.number }), kiosk?.name].filter(Boolean).join(', ')
  return (
    <li className={`${styles.alarm} ${state === 'over' ? '' : styles[state]}`}>
      <div>
        <h3>{titleOf(kind)}</h3>
        <p>
          {where}, <Moment at={at} />
          {takenBy && <> · {say('takenBy', { name: takenBy.name })}</>}
          {endedAt && <> · {say('endedItself', { at: clockTime(new Date(endedAt), language) })}</>}
        </p>
        {remark && <p className="small soft">{remarkOf(remark)}</p>}
        {note && <q>{note}</q>}
      </div>
      <div className={styles.acts}>
        {attempt && (
          <Link className={table.above} to="/lockers/visits/$id" params={{ id: attempt }}>
            {say('visit')}
          </Link>
        )}
        {state === 'ringing' && <Take id={id} />}
        {state !== 'over' && <Button onClick={onEnd}>{say('end')}</Button>}
      </div>
      {(picture || report) && (
        <div className={`${styles.below} ${styles.acts}`}>
          {picture && <LockerPicture id={picture} />}
          {report && <PoliceForm report={report} />}
        </div>
      )}
    </li>
  )
}

/** The panel where somebody says what became of an alarm. */
export const EndPanel = ({ alarm, onClose }: { alarm: AlarmView; onClose: () => void }) => {
  const say = useHallWords()
  const titleOf = useAlarmTitle()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (note: string) => call(endAlarm, { params: { id: alarm.id }, body: { note } }),
    onSuccess: () => {
      tell(say('ended'), '/lockers')
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: lockerKey }),
  })
  return (
    <ReasonedPanel
      title={say('endTitle')}
      intro={<p className="small soft">{titleOf(alarm.kind)}</p>}
      label={say('endLabel')}
      hint={say('endHint')}
      missing={say('endMissing')}
      act={say('endAct')}
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    />
  )
}

type RowsProps = { readonly onEnd: (alarm: AlarmView) => void }

/** What rings and what somebody looks after, newest first. */
export const AlarmRows = ({ onEnd }: RowsProps) => {
  const say = useHallWords()
  const ringing = useQuery(alarmsQuery('ringing'))
  const taken = useQuery(alarmsQuery('taken'))
  const error = ringing.error ?? taken.error
  if (!ringing.data || !taken.data) return error ? <StaffProblem error={error} /> : <Loading rows={2} />
  const shown = [...ringing.data, ...taken.data]
  if (shown.length === 0) return <p className={table.note}>{say('noneRings')}</p>
  return (
    <ul className={styles.alarms}>
      {shown.map((alarm) => (
        <Row key={alarm.id} alarm={alarm} onEnd={() => onEnd(alarm)} />
      ))}
    </ul>
  )
}

/** Alarms that are over, where somebody asks for them. */
export const PastAlarms = () => {
  const say = useHallWords()
  const [isShown, setShown] = useState(false)
  const { data, error } = useQuery({ ...alarmsQuery('over'), enabled: isShown })
  if (!isShown)
    return (
      <p className={table.act}>
        <Button onClick={() => setShown(true)}>{say('showOver')}</Button>
      </p>
    )
  if (!data) return error ? <StaffProblem error={error} /> : <Loading rows={2} />
  if (data.length === 0) return <p className={table.note}>{say('noneOver')}</p>
  return (
    <ul className={styles.alarms}>
      {data.map((alarm) => (
        <Row key={alarm.id} alarm={alarm} onEnd={() => undefined} />
      ))}
    </ul>
  )
}
