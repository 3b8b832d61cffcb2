import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
const useSettings = () => {
  const client = useQueryClient()
  const { queryKey } = settingsQuery
  const { data, error, refetch } = useQuery(settingsQuery)
  // The cache tells its news a moment late, in which a box would spring back under the finger.
  const [asked, setAsked] = useState<NotificationSettings>()
  const saving = useMutation({
    mutationFn: (body: NotificationSettings) => call(setNotificationSettings, { body }),
    onMutate: (body) => client.setQueryData(queryKey, body),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey }),
  })
  const save = (body: NotificationSettings) => {
    setAsked(body)
    saving.mutate(body, { onSettled: () => setAsked(undefined) })
  }
  return { settings: asked ?? data, error, refetch, save, isSaved: saving.isSuccess, failed: saving.error }
}

/** What reaches me besides the inbox, how, and when it waits. */
export const InboxSettingsPage = () => {
  const say = useInboxWords()
  const { settings, error, refetch, save, isSaved, failed } = useSettings()
  return (
    <Page title={say('settings')} back="/inbox">
      <p className="small soft">{say('lede')}</p>
      {!settings && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {settings && (
        <>
          <Section title={say('channels')}>
            <Channels settings={settings} onChange={save} />
          </Section>
          <Section title={say('quiet')} ruled>
            <QuietHours settings={settings} onChange={save} />
          </Section>
        </>
      )}
      <div role="status" className="small soft">
        {isSaved && say('saved')}
      </div>
      {failed && <ProblemNote error={failed} />}
      <Section title={say('browsers')} ruled>
        <Browsers />
      </Section>
    </Page>
  )
}
