import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { NotificationView } from '#wire/notifications'
import { useNotifications, useRefreshInbox } from '../api/notifications.ts'
import { useRefreshMoney } from '../api/queries.ts'
import { AlertLine } from '../kit/alert-line.tsx'
import { useSentence } from './notification-words.ts'
import { useShellWords } from './shell-words.ts'

/** Tells in place what has just happened, unless its page or the inbox is the one that is open, and has the money looked at again. */
export const Alerts = ({ isOn }: { isOn: boolean }) => {
  const say = useShellWords()
  const sentence = useSentence()
  const refreshMoney = useRefreshMoney()
  const refreshInbox = useRefreshInbox()
  const { pathname } = useLocation()
  const [last, setLast] = useState<NotificationView>()
  const isOpen = last !== undefined && (pathname === last.link || pathname === '/inbox')
  useNotifications((told) => {
    void refreshMoney()
    void refreshInbox()
    setLast(told)
  }, isOn)
  useEffect(() => {
    if (isOpen) setLast(undefined)
  }, [isOpen])
  const shown = isOpen ? undefined : last
  return (
    <AlertLine
      text={shown && sentence(shown)}
      link={shown?.link ? { to: shown.link, label: say('look') } : undefined}
      onClose={() => setLast(undefined)}
    />
  )
}
