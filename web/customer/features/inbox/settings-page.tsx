import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NotificationSettings } from '#wire/notifications'
import { setNotificationSettings } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { settingsQuery } from '../../../api/notifications.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { Browsers } from './browsers.tsx'
import { Channels } from './channels.tsx'
import { useInboxWords } from './inbox-words.ts'
import { QuietHours } from './quiet-hours.tsx'

/** Each change is taken at once; until the bank has answered the page shows what was asked for. */
const useSave = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NotificationSettings) => call(setNotificationSettings, { body }),
    onMutate: (body) => client.setQueryData(settingsQuery.queryKey, body),
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  })
}

/** What reaches me besides the inbox, how, and when it waits. */
export const InboxSettingsPage = () => {
  const say = useInboxWords()
  const { data, error, refetch } = useQuery(settingsQuery)
  const { mutate, isSuccess, error: failed } = useSave()
  return (
    <Page title={say('settings')} back="/inbox">
      <p className="small soft">{say('lede')}</p>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && (
        <>
          <Section title={say('channels')}>
            <Channels settings={data} onChange={mutate} />
          </Section>
          <Section title={say('quiet')} ruled>
            <QuietHours settings={data} onChange={mutate} />
          </Section>
        </>
      )}
      <div role="status" className="small soft">
        {isSuccess && say('saved')}
      </div>
      {failed && <ProblemNote error={failed} />}
      <Section title={say('browsers')} ruled>
        <Browsers />
      </Section>
    </Page>
  )
}
