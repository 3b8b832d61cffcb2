import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { unreadQuery } from '../api/notifications.ts'
import { IconLink } from '../kit/shell.tsx'
import { useShellWords } from './shell-words.ts'

/** The way to the inbox, with how much in it is new. */
export const Bell = () => {
  const say = useShellWords()
  const { data: unread = 0 } = useQuery(unreadQuery)
  return (
    <IconLink
      to="/inbox"
      icon={IconBell}
      label={say(unread > 0 ? 'inboxNew' : 'inbox', { count: unread })}
      count={unread}
    />
  )
}
