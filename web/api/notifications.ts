import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { NotificationView } from '#wire/notifications'
import { notification, notificationSettings, notificationStream, notifications } from '#wire/notifications'
import { call } from './call.ts'

const PAGE = '25'
const INBOX = 'inbox'

/** What I was told, page by page into the past. */
export const inboxQuery = infiniteQueryOptions({
  queryKey: [INBOX, 'all'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(notifications, { query: { before: pageParam, limit: PAGE }, signal }),
  getNextPageParam: (page) => page.next ?? undefined,
})

/** How many I have not read; asked again when something comes, and now and then for what another page has read. */
export const unreadQuery = queryOptions({
  queryKey: [INBOX, 'unread'],
  refetchInterval: 60_000,
  queryFn: async ({ signal }) => (await call(notifications, { query: { limit: '1' }, signal })).unread,
})

/** On which channels I am told of what, and when not. */
export const settingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: ({ signal }) => call(notificationSettings, { signal }),
})

/** Returns what asks the bank again what I was told. */
export const useRefreshInbox = (): (() => Promise<void>) => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [INBOX] })
}

/** Hears what the bank tells at once, for as long as the page is open. The browser comes back by itself and is told what it missed. */
export const useNotifications = (hear: (told: NotificationView) => void, isOn: boolean): void => {
  const told = useRef(hear)
  useEffect(() => {
    told.current = hear
  })
  useEffect(() => {
    if (!isOn) return
    const source = new EventSource(notificationStream.path)
    source.addEventListener('notification', ({ data }: MessageEvent<string>) => {
      const read = notification.safeParse(JSON.parse(data))
      // What a newer bank than this page tells of is left to the pages that ask by themselves.
      if (read.success) told.current(read.data)
    })
    return () => source.close()
  }, [isOn])
}
