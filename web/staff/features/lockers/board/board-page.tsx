import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AlarmView } from '#wire/locker'
import { useBoardEvents } from '../../../../api/locker-board.ts'
import { Empty, Loading } from '../../../../kit/empty.tsx'
import { Note } from '../../../../kit/note.tsx'
import { Pair, Part, StaffPage } from '../../../page.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import { AlarmRows, EndPanel, PastAlarms } from '../alarms/alarm-rows.tsx'
import { useHallWords } from '../hall-words.ts'
import { boardQuery, lockerKey } from '../locker-queries.ts'
import { Tabs } from '../tabs.tsx'
import { BoxTiles } from './box-tiles.tsx'
import { EventLog } from './event-log.tsx'
import { KioskTable } from './kiosk-table.tsx'

/** Whatever happens in a hall asks for the board anew. */
const useLive = (): void => {
  const client = useQueryClient()
  useBoardEvents(() => void client.invalidateQueries({ queryKey: lockerKey }))
}

/** The live board: alarms first, then the boxes, the kiosks, and what happens. */
export const BoardPage = () => {
  const say = useHallWords()
  const { data, error, refetch } = useQuery(boardQuery)
  const [ending, setEnding] = useState<AlarmView>()
  useLive()
  return (
    <StaffPage
      title={say('lockers')}
      lead={say('boardLead')}
      panel={ending && <EndPanel key={ending.id} alarm={ending} onClose={() => setEnding(undefined)} />}
    >
      <Tabs />
      {data?.face === 'not-installed' && <Note tone="wait" lead={say('faceOff')} />}
      <Part title={say('ringing')}>
        <AlarmRows onEnd={setEnding} />
      </Part>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && (
        <>
          <Part title={say('allBoxes')}>
            {data.boxes.length === 0 ? <Empty>{say('noBoxes')}</Empty> : <BoxTiles boxes={data.boxes} />}
          </Part>
          <Pair>
            <Part title={say('allKiosks')}>
              {data.kiosks.length === 0 ? <Empty>{say('noKiosks')}</Empty> : <KioskTable kiosks={data.kiosks} />}
            </Part>
            <Part title={say('happens')}>
              <EventLog events={data.happened} boxes={data.boxes} />
            </Part>
          </Pair>
        </>
      )}
      <Part title={say('over')}>
        <PastAlarms />
      </Part>
    </StaffPage>
  )
}
