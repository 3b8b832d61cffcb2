import type { Figures } from '#wire/fraud'
import { useModelsWords } from '../models-words.ts'
import { ChartPart, LineKey } from './chart-part.tsx'
import { Line, Mark, Plane } from './plane.tsx'
import { inHundred, shareOf, toThree } from './read.ts'

type CurveProps = {
  readonly figures: Figures /** Of the trial, where the figures are of the service. */
  readonly trial: Figures | null
}

const precisionOf = ({ challenge }: Figures): number =>
  shareOf(challenge.truePositives, challenge.truePositives + challenge.falsePositives)
const recallOf = ({ challenge }: Figures): number =>
  shareOf(challenge.truePositives, challenge.truePositives + challenge.falseNegatives)
const alarmsOf = ({ challenge }: Figures): number =>
  shareOf(challenge.falsePositives, challenge.falsePositives + challenge.trueNegatives)

const rowsOf = (points: readonly (readonly [number, number])[]) => points.map((point) => point.map(toThree))

const Legend = ({ hasTrial }: { hasTrial: boolean }) => {
  const say = useModelsWords()
  if (!hasTrial) return null
  return (
    <>
      <LineKey>{say('inService')}</LineKey>
      <LineKey dashed>{say('trial')}</LineKey>
    </>
  )
}

/** Precision against recall, with the place of the lowest threshold. */
export const PrecisionRecall = ({ figures, trial }: CurveProps) => {
  const say = useModelsWords()
  const threshold = toThree(figures.challenge.threshold)
  const finding = say('curvesFinding', {
    threshold,
    precision: inHundred(precisionOf(figures)),
    recall: inHundred(recallOf(figures)),
  })
  return (
    <ChartPart
      title={say('curves')}
      head={[say('recall'), say('precision')]}
      rows={rowsOf(figures.precisionRecall)}
      legend={trial && <Legend hasTrial />}
    >
      {(width) => (
        <Plane width={width} finding={finding} across={say('recall')} up={say('precision')}>
          {(places) => (
            <>
              {trial && <Line points={trial.precisionRecall} places={places} dashed />}
              <Line points={figures.precisionRecall} places={places} />
              <Mark
                at={[recallOf(figures), precisionOf(figures)]}
                places={places}
                label={say('fromThreshold', { threshold })}
              />
            </>
          )}
        </Plane>
      )}
    </ChartPart>
  )
}

/** Recall against false alarms. */
export const Roc = ({ figures, trial }: CurveProps) => {
  const say = useModelsWords()
  const finding = say('rocFinding', { recall: inHundred(figures.recallAtOnePercent), auc: toThree(figures.auc) })
  const legend = trial ? <Legend hasTrial /> : <LineKey dashed>{say('chance')}</LineKey>
  return (
    <ChartPart title={say('roc')} head={[say('falseAlarms'), say('recall')]} rows={rowsOf(figures.roc)} legend={legend}>
      {(width) => (
        <Plane width={width} finding={finding} across={say('falseAlarms')} up={say('recall')}>
          {(places) => (
            <>
              <Line
                points={
                  trial
                    ? trial.roc
                    : [
                        [0, 0],
                        [1, 1],
                      ]
                }
                places={places}
                dashed
              />
              <Line points={figures.roc} places={places} />
              <Mark
                at={[alarmsOf(figures), recallOf(figures)]}
                places={places}
                label={say('fromThreshold', { threshold: toThree(figures.challenge.threshold) })}
              />
            </>
          )}
        </Plane>
      )}
    </ChartPart>
  )
}
