import type { BankModel, Figures, ModelDetail } from '#wire/fraud'
import { longDay } from '../../../kit/dates.ts'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { asPercent, shareOf, toThree } from './charts/read.ts'
import styles from './models.module.css'
import { useModelsWords } from './models-words.ts'

type Told = { readonly key: string; readonly value: string; readonly word: string; readonly trial?: string }

/** The five figures that a model is known by. */
const readingsOf = (figures: Figures) => {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = figures.challenge
  return {
    area: figures.averagePrecision.toFixed(2),
    right: asPercent(shareOf(truePositives, truePositives + falsePositives)),
    found: asPercent(shareOf(truePositives, truePositives + falseNegatives)),
    disturbed: (1000 * shareOf(falsePositives, falsePositives + trueNegatives)).toFixed(1),
    auc: figures.auc.toFixed(2),
  }
}

/** From the card alone, whose figures are few. */
const readingsOfCard = ({ metrics }: BankModel) => ({
  area: (metrics.averagePrecision ?? 0).toFixed(2),
  right: asPercent(metrics.precision ?? 0),
  found: asPercent(metrics.recall ?? 0),
  disturbed: (1000 * (metrics.genuineStopped ?? 0)).toFixed(1),
  auc: (metrics.auc ?? 0).toFixed(2),
})

const names = ['area', 'right', 'found', 'disturbed', 'auc'] as const

const Strip = ({ told }: { told: readonly Told[] }) => (
  <dl className={styles.figures}>
    {told.map(({ key, value, word, trial }) => (
      <div key={key}>
        <dt>
          {word}
          {trial && <small>{trial}</small>}
        </dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

const useSpan = () => {
  const language = useLanguage()
  const now = new Date()
  return (from: string, to: string) => ({
    from: longDay(new Date(from), language, now),
    to: longDay(new Date(to), language, now),
  })
}

const Origin = ({ figures, isService }: { figures: Figures; isService: boolean }) => {
  const say = useModelsWords()
  const span = useSpan()
  return (
    <p className="small soft">
      {say(isService ? 'ofService' : 'ofTrial', {
        payments: figures.payments.toLocaleString('en-IN'),
        frauds: figures.frauds.toLocaleString('en-IN'),
        ...span(figures.from, figures.to),
      })}
    </p>
  )
}

/** With fewer frauds than a promotion asks for, figures are mostly luck, and the page says so. */
const fewFrauds = 50

/** How good the model is, in five figures, and what they were measured on. */
export const FigureStrip = ({ model, detail }: { model: BankModel; detail: ModelDetail }) => {
  const say = useModelsWords()
  const figures = detail.inService ?? detail.trial
  const trial = detail.inService && detail.trial ? readingsOf(detail.trial) : null
  const readings = figures ? readingsOf(figures) : readingsOfCard(model)
  if (!figures && model.metrics.auc === undefined) return <p className="small soft">{say('noFigures')}</p>
  const told = names.map((key) => ({
    key,
    value: readings[key],
    word: say(key),
    trial: trial ? say('onTrial', { value: trial[key] }) : undefined,
  }))
  // Only a model that was tried on payments of the bank says something about it.
  const isGenerated = !detail.inService && model.notes.startsWith('Generated')
  return (
    <>
      <Strip told={told} />
      <div className={styles.notes}>
        {figures && <Origin figures={figures} isService={detail.inService !== null} />}
        {figures && figures.frauds < fewFrauds && <Note tone="know" lead={say('fewFrauds')} />}
        {isGenerated && (
          <Note tone="know" lead={say('generated')}>
            {model.state === 'champion' && say('generatedMore')}
          </Note>
        )}
      </div>
    </>
  )
}

/** Where a model comes from, and what it is for. */
export const ModelCard = ({ model }: { model: BankModel }) => {
  const say = useModelsWords()
  const language = useLanguage()
  const span = useSpan()
  const learned = say('learnedIs', {
    rows: model.rows.toLocaleString('en-IN'),
    positives: model.positives.toLocaleString('en-IN'),
    ...span(model.window.from, model.window.to),
  })
  const facts = [
    [say('purpose'), say('purposeIs')],
    [say('notFor'), say('notForIs')],
    [say('learnedFrom'), learned],
    [
      say('notes'),
      <span key="notes" lang="en">
        {model.notes}
      </span>,
    ],
    [say('trainedAt'), longDay(new Date(model.trainedAt), language, new Date())],
    [say('registeredAt'), `${longDay(new Date(model.registeredAt), language, new Date())}. ${say(model.origin)}`],
    ...(model.replaced ? [[say('replaced'), model.replaced] as const] : []),
    ...(model.metrics.brier === undefined ? [] : [['Brier', toThree(model.metrics.brier)] as const]),
  ] as const
  return (
    <dl className={styles.card}>
      {facts.map(([word, value]) => (
        <div key={String(word)}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
