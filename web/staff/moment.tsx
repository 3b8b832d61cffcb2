import { clockTime, dayAndTime, nearness, shortDay } from '../kit/dates.ts'
import { useLanguage } from '../kit/words.ts'

type MomentProps = { readonly at: string; readonly width?: 'day' | 'short' | 'long' }

/** An instant as staff read it: today's by the clock, others by the day. */
export const Moment = ({ at, width = 'short' }: MomentProps) => {
  const language = useLanguage()
  const date = new Date(at)
  const isToday = nearness(date, new Date()) === 'today'
  const short = isToday ? clockTime(date, language) : `${shortDay(date, language)}, ${clockTime(date, language)}`
  const text = { day: shortDay(date, language), short, long: dayAndTime(date, language) }[width]
  return (
    <time dateTime={at} title={dayAndTime(date, language)}>
      {text}
    </time>
  )
}
