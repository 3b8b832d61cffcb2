import { Part } from '../../page.tsx'
import { useFeatureWords } from '../../whole/feature-words.ts'
import type { Tried } from './draft.ts'
import styles from './try-it.module.css'
import { useTryWords } from './try-words.ts'

const MOST = 6
/** What is shown has two digits. */
const LEAST = 0.005

const signed = (value: number): string => `${value <= -LEAST ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`

/** The effects that changed the most between two predictions. */
const changesOf = (before: Tried, now: Tried) => {
  const was = new Map(before.contributions.map((one) => [one.feature, one]))
  const is = new Map(now.contributions.map((one) => [one.feature, one]))
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((feature) => {
      const [from, to] = [was.get(feature), is.get(feature)]
      return { feature, from, to, by: Math.abs((to?.logOdds ?? 0) - (from?.logOdds ?? 0)) }
    })
    .filter(({ by }) => by >= LEAST)
    .sort((one, other) => other.by - one.by)
    .slice(0, MOST)
}

const Effect = ({ of }: { of: { readonly value: string; readonly logOdds: number } | undefined }) => {
  const words = useFeatureWords()
  return (
    <td>
      {signed(of?.logOdds ?? 0)} {of && of.value !== '' && <small>{words.value(of.value)}</small>}
    </td>
  )
}

/** What a change moved: the prediction before beside the present one. */
export const Moved = ({ before, now }: { before: Tried; now: Tried }) => {
  const say = useTryWords()
  const words = useFeatureWords()
  const changes = changesOf(before, now)
  const isSame = changes.length === 0 && before.verdict === now.verdict && before.probability === now.probability
  return (
    <Part title={say('moved')}>
      {isSame ? (
        <p className={styles.told}>{say('movedNothing')}</p>
      ) : (
        <table className={styles.moved}>
          <caption className="vh">{say('moved')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="vh">{say('addsUp')}</span>
              </th>
              <th scope="col">{say('before')}</th>
              <th scope="col">{say('now')}</th>
            </tr>
          </thead>
          <tbody>
            <tr className={styles.whole}>
              <th scope="row">{say('probability')}</th>
              <td>{before.probability.toFixed(2)}</td>
              <td>{now.probability.toFixed(2)}</td>
            </tr>
            <tr className={styles.whole}>
              <th scope="row">{say('verdict')}</th>
              <td>{say(before.verdict)}</td>
              <td>{say(now.verdict)}</td>
            </tr>
            {changes.map(({ feature, from, to }) => (
              <tr key={feature}>
                <th scope="row">{words.label(feature, to?.label ?? from?.label ?? feature)}</th>
                <Effect of={from} />
                <Effect of={to} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  )
}
