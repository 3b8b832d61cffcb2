import type { Confusion, Figures, LabelAge } from '#wire/fraud'
import { Empty } from '../../../../kit/empty.tsx'
import { Part } from '../../../page.tsx'
import table from '../../../table.module.css'
import { useModelsWords } from '../models-words.ts'
import { asPercent, shareOf, toThree } from './read.ts'

const counts = ['truePositives', 'falseNegatives', 'falsePositives', 'trueNegatives'] as const

const ConfusionRow = ({ word, confusion }: { word: string; confusion: Confusion }) => {
  const say = useModelsWords()
  return (
    <tr>
      <th scope="row" className={table.wide}>
        {word}
      </th>
      {counts.map((count) => (
        <td key={count} className={table.end}>
          <span className={table.word}>{say(count)} </span>
          {confusion[count].toLocaleString('en-IN')}
        </td>
      ))}
    </tr>
  )
}

/** The confusion matrix at each threshold of the policy. */
export const ConfusionTable = ({ figures }: { figures: Figures }) => {
  const say = useModelsWords()
  const word = (key: 'challengeFrom' | 'reviewFrom' | 'blockFrom', { threshold }: Confusion) =>
    say(key, { threshold: toThree(threshold) })
  return (
    <Part title={say('confusion')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('verdict')}</th>
            {counts.map((count) => (
              <th key={count} scope="col" className={table.end}>
                {say(count)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <ConfusionRow word={word('challengeFrom', figures.challenge)} confusion={figures.challenge} />
          <ConfusionRow word={word('reviewFrom', figures.review)} confusion={figures.review} />
          <ConfusionRow word={word('blockFrom', figures.block)} confusion={figures.block} />
        </tbody>
      </table>
    </Part>
  )
}

/** Of what was stopped, how much is known to be fraud, by the age of the payments. */
export const AgesTable = ({ ages }: { ages: readonly LabelAge[] }) => {
  const say = useModelsWords()
  return (
    <Part title={say('ages')}>
      {ages.length === 0 ? (
        <Empty>{say('agesNone')}</Empty>
      ) : (
        <>
          <p className={table.note}>{say('agesLead')}</p>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('payments')}</th>
                <th scope="col" className={table.end}>
                  {say('flagged')}
                </th>
                <th scope="col" className={table.end}>
                  {say('knownFrauds')}
                </th>
                <th scope="col" className={table.end}>
                  {say('precision')}
                </th>
              </tr>
            </thead>
            <tbody>
              {ages.map(({ weeks, flagged, frauds }) => (
                <tr key={weeks}>
                  <th scope="row" className={table.lead}>
                    {weeks === 0 ? say('thisWeek') : say('weeksAgo', { count: weeks })}
                  </th>
                  <td className={table.end}>
                    <span className={table.word}>{say('flagged')} </span>
                    {flagged}
                  </td>
                  <td className={table.end}>
                    <span className={table.word}>{say('knownFrauds')} </span>
                    {frauds}
                  </td>
                  <td className={`${table.end} ${table.figure}`}>{asPercent(shareOf(frauds, flagged))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Part>
  )
}
