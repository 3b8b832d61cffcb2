import { IconSnowflake } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { askToEndHalt, beginHalt, endHalt } from '#wire/products'
import { call } from '../../../api/call.ts'
import { haltQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { dayAndTime } from '../../../kit/dates.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useFactorWords } from './factor-words.ts'
import { ProvedForm, useRefreshSecurity } from './proved-form.tsx'
import styles from './security-page.module.css'

/** Lets nothing leave, at once; to go on takes proof. */
export const Freeze = () => {
  const say = useFactorWords()
  const language = useLanguage()
  const refresh = useRefreshSecurity()
  const { data: since, error } = useQuery(haltQuery)
  const begin = useMutation({ mutationFn: () => call(beginHalt, {}), onSettled: refresh })
  if (error) return <ProblemNote error={error} />
  if (since === undefined) return null
  return (
    <Section title={say('freeze')} ruled>
      {since === null ? (
        <div className={styles.form}>
          <p className="small soft">{say('freezeLede')}</p>
          {begin.error && <ProblemNote error={begin.error} />}
          <div>
            <Button look="stop" busy={begin.isPending} onClick={() => begin.mutate()}>
              {say('freezeAct')}
            </Button>
          </div>
        </div>
      ) : (
        <div role="status">
          <Note tone="stop" icon={IconSnowflake} lead={say('frozen', { time: dayAndTime(new Date(since), language) })}>
            {say('frozenMore')}
          </Note>
          <ProvedForm
            label={say('unfreeze')}
            act={say('unfreeze')}
            what={say('signsUnfreeze')}
            ask={() => call(askToEndHalt, {})}
            send={(proof) => call(endHalt, { body: { proof } })}
          />
        </div>
      )}
    </Section>
  )
}
