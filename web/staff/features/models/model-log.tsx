import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './models.module.css'
import { modelEventsQuery } from './models-queries.ts'
import { useModelsWords } from './models-words.ts'

const deeds = {
  registered: 'didRegister',
  'promotion refused': 'didRefuse',
  'promotion asked': 'didAsk',
  'promotion denied': 'didDeny',
  'promotion withdrawn': 'didWithdraw',
  promoted: 'didPromote',
  'rolled back': 'didRollBack',
  retired: 'didRetire',
} as const

/** What the bank gives as its own reason is a word; what people wrote stays as they wrote it. */
const ownReasons: Readonly<Record<string, 'reasonRoom' | 'reasonUpgrade'>> = {
  room: 'reasonRoom',
  upgrade: 'reasonUpgrade',
}

/** Who did what with the models, newest first. */
export const ModelLog = () => {
  const say = useModelsWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(modelEventsQuery)
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />
  return (
    <>
      <ol className={styles.log}>
        {data.pages
          .flatMap((page) => page.items)
          .map(({ at, what, model, person, reason }) => {
            const own = person === null ? ownReasons[reason] : undefined
            return (
              <li key={`${at} ${what} ${model}`}>
                <Moment at={at} />
                <b>{say(deeds[what], { model })}</b>
                <span>{person?.name ?? say('bank')}</span>
                {reason && <q>{own ? say(own) : reason}</q>}
              </li>
            )
          })}
      </ol>
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {say('more')}
          </Button>
        </p>
      )}
    </>
  )
}
