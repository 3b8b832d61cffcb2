import type { BoardEvent } from '#wire/locker'
import { defineWords } from '../../../../kit/words.ts'
import { useHallWords } from '../hall-words.ts'

const useWords = defineWords('staff-locker-events', {
  en: {
    attempt: 'Somebody stands before box {{box}}',
    door: 'Box {{box}}: a door was passed, {{what}}',
    denied: 'Box {{box}}: not let in',
    opening: 'Box {{box}} is being opened',
    open: 'Box {{box}} is open',
    closed: 'Box {{box}} is shut',
    over: 'Box {{box}}: the visit is over',
    alarm: 'Alarm: {{what}}',
    box: 'Box {{box}} was changed',
    kiosk: 'A kiosk was changed',
    enrollment: 'The enrollment of a face goes on',
  },
  hi: {
    attempt: 'लॉकर {{box}} के सामने कोई है',
    door: 'लॉकर {{box}}: एक दरवाज़ा पार हुआ, {{what}}',
    denied: 'लॉकर {{box}}: अंदर नहीं गए',
    opening: 'लॉकर {{box}} खुल रहा है',
    open: 'लॉकर {{box}} खुला है',
    closed: 'लॉकर {{box}} बंद है',
    over: 'लॉकर {{box}}: आना पूरा हुआ',
    alarm: 'अलार्म: {{what}}',
    box: 'लॉकर {{box}} बदला गया',
    kiosk: 'एक मशीन बदली गई',
    enrollment: 'चेहरे का नाम लिखना आगे बढ़ा',
  },
})

const doors = new Set(['person', 'owner', 'secret', 'code', 'opening'])

/** An event of the stream as a sentence. */
export const useEventSentence = (): ((event: BoardEvent, box: string | undefined) => string) => {
  const say = useWords()
  const hall = useHallWords()
  return ({ kind, what }, box = '') => {
    const known = doors.has(what)
      ? hall(what as 'person')
      : hall(what === 'forced' ? 'forced-alarm' : (what as 'not-me'))
    return say(kind, { box, what: kind === 'door' || kind === 'alarm' ? known : what })
  }
}
