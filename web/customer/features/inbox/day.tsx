import type { TablerIcon } from '@tabler/icons-react'
import {
  IconArrowDownLeft,
  IconCalendarRepeat,
  IconCheck,
  IconHourglass,
  IconMessageDots,
  IconShieldLock,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { NotificationKind, NotificationView } from '#wire/notifications'
import { readNotification } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { useRefreshInbox } from '../../../api/notifications.ts'
import { clockTime, longDay, nearness } from '../../../kit/dates.ts'
import { Icon } from '../../../kit/icon.tsx'
import { SafetyFindings } from '../../../kit/safety-findings.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useSentence } from '../../notification-words.ts'
import styles from './inbox.module.css'
import { useInboxWords } from './inbox-words.ts'

const iconOf = (kind: NotificationKind): TablerIcon => {
  if (kind === 'arrived' || kind === 'arrived-abroad' || kind === 'request-paid') return IconArrowDownLeft
  if (kind.startsWith('request-')) return IconMessageDots
  if (kind.startsWith('order-')) return IconCalendarRepeat
  const isOfPayment = /^(challenged|held|stopped|waiting|gone|released|returned|given-back|expired)$/.test(kind)
  return isOfPayment ? IconHourglass : IconShieldLock
}

const useRead = (id: string) => {
  const refresh = useRefreshInbox()
  return useMutation({ mutationFn: () => call(readNotification, { params: { id } }), onSettled: refresh })
}

const Row = ({ item }: { item: NotificationView }) => {
  const say = useInboxWords()
  const language = useLanguage()
  const sentence = useSentence()(item)
  const { mutate, isPending } = useRead(item.id)
  const isNew = item.readAt === null
  const words = (
    <>
      {isNew && <span className={styles.new}>{say('new')}</span>} {sentence}
    </>
  )
  return (
    <li className={styles.row} data-new={isNew || undefined}>
      <Icon of={iconOf(item.kind)} />
      <div className={styles.words}>
        {item.link ? (
          <Link to={item.link} onClick={() => isNew && mutate()}>
            {words}
          </Link>
        ) : (
          <p>{words}</p>
        )}
        {item.note && <q className={styles.note}>{item.note}</q>}
        {item.warning && <SafetyFindings findings={[item.warning]} />}
        <p className="tiny mut">
          <time dateTime={item.at}>{clockTime(new Date(item.at), language)}</time>
        </p>
      </div>
      {isNew && (
        <button type="button" className={styles.tick} aria-busy={isPending} onClick={() => mutate()}>
          <Icon of={IconCheck} label={say('readOne', { what: sentence })} />
        </button>
      )}
    </li>
  )
}

/** What one day brought, under its name. */
export const DayOfNews = ({ items }: { items: readonly NotificationView[] }) => {
  const say = useInboxWords()
  const language = useLanguage()
  const now = new Date()
  const at = new Date(items[0]?.at ?? now)
  const near = nearness(at, now)
  return (
    <>
      <h3 className={styles.day}>{near === 'earlier' ? longDay(at, language, now) : say(near)}</h3>
      <ul className={styles.rows}>
        {items.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ul>
    </>
  )
}
