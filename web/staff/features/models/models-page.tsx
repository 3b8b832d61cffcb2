import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { BankModel } from '#wire/fraud'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Note } from '../../../kit/note.tsx'
import { Moment } from '../../moment.tsx'
import { Pair, Part, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { Challengers, WaitingPromotion } from './challengers.tsx'
import { Calibration } from './charts/calibration.tsx'
import { PrecisionRecall, Roc } from './charts/curves.tsx'
import { DriftTable } from './charts/drift-table.tsx'
import { AgesTable, ConfusionTable } from './charts/tables.tsx'
import { AskPanel, DecidePanel, RetirePanel, RollBackPanel } from './deed-panel.tsx'
import { FigureStrip, ModelCard } from './figure-strip.tsx'
import { ModelLog } from './model-log.tsx'
import styles from './models.module.css'
import { modelDetailQuery, modelsQuery } from './models-queries.ts'
import { useModelsWords } from './models-words.ts'
import { TrainingPart } from './training-part.tsx'

type Open = 'nothing' | 'decide' | 'roll-back' | { readonly ask: string } | { readonly retire: string }
type Shown = NonNullable<ReturnType<typeof useModels>['data']>

const useModels = () => useQuery(modelsQuery)

const championOf = ({ items }: Shown) => items.find(({ state }) => state === 'champion')

const panelOf = (open: Open, shown: Shown | undefined, onClose: () => void) => {
  const champion = shown && championOf(shown)
  if (open === 'nothing' || !shown || !champion) return null
  // A promotion that has ended meanwhile takes its panel along.
  if (open === 'decide') return shown.waiting && <DecidePanel promotion={shown.waiting} onClose={onClose} />
  if (open === 'roll-back')
    return champion.replaced && <RollBackPanel model={champion.version} former={champion.replaced} onClose={onClose} />
  if ('ask' in open) return <AskPanel key={open.ask} model={open.ask} champion={champion.version} onClose={onClose} />
  return <RetirePanel key={open.retire} model={open.retire} onClose={onClose} />
}

const Heading = ({ model, onRollBack }: { model: BankModel; onRollBack?: () => void }) => {
  const say = useModelsWords()
  return (
    <div className={styles.head}>
      <div>
        <span className={styles.chip} data-state={model.state}>
          {say(model.state)}
        </span>
        <h1>{model.version}</h1>
      </div>
      {onRollBack && (
        <p className={styles.acts}>
          <Button onClick={onRollBack}>{say('rollBack')}</Button>
        </p>
      )}
    </div>
  )
}

/** Everything that is known of one model. */
const OneModel = ({ model }: { model: BankModel }) => {
  const say = useModelsWords()
  const { data: detail, error, refetch } = useQuery(modelDetailQuery(model.version))
  if (!detail) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />
  const figures = detail.inService ?? detail.trial
  const trial = detail.inService && detail.trial
  return (
    <>
      <FigureStrip model={model} detail={detail} />
      <div className={styles.charts}>
        {figures && (
          <>
            <PrecisionRecall figures={figures} trial={trial} />
            <Calibration figures={figures} />
            <Roc figures={figures} trial={trial} />
          </>
        )}
        <Part title={say('card')}>
          <ModelCard model={model} />
        </Part>
      </div>
      {figures && <ConfusionTable figures={figures} />}
      {model.state === 'champion' && (
        <>
          <DriftTable detail={detail} />
          <AgesTable ages={detail.ages} />
        </>
      )}
    </>
  )
}

const AllModels = ({ models }: { models: readonly BankModel[] }) => {
  const say = useModelsWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <thead>
        <tr>
          <th scope="col">{say('version')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col" className={table.end}>
            {say('trained')}
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map(({ version, state, trainedAt }) => (
          <tr key={version}>
            <td className={table.lead}>
              <Link className={table.link} to="/models" search={{ model: version }}>
                {version}
              </Link>
            </td>
            <td>{say(state)}</td>
            <td className={table.end}>
              <Moment at={trainedAt} width="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type InsideProps = { readonly shown: Shown; readonly model: BankModel; readonly setOpen: (open: Open) => void }

const Inside = ({ shown, model, setOpen }: InsideProps) => {
  const say = useModelsWords()
  return (
    <>
      {shown.trouble && (
        <Note tone="stop" lead={say('trouble')}>
          {say('troubleMore', { ...shown.trouble, serving: shown.serving })}
        </Note>
      )}
      {shown.waiting && <WaitingPromotion promotion={shown.waiting} onDecide={() => setOpen('decide')} />}
      <OneModel key={model.version} model={model} />
      <Pair>
        <Challengers
          models={shown.items}
          comparisons={shown.comparisons}
          shadow={shown.shadow}
          mayAsk={shown.waiting === null}
          onAsk={(ask) => setOpen({ ask })}
          onRetire={(retire) => setOpen({ retire })}
        />
        <TrainingPart training={shown.training} schedule={shown.schedule} />
      </Pair>
      <Part title={say('all')}>
        <AllModels models={shown.items} />
      </Part>
      <Part title={say('log')}>
        <ModelLog />
      </Part>
    </>
  )
}

/** The model that decides, or another one that somebody looks at; its challengers, trainings and history. */
export const ModelsPage = () => {
  const say = useModelsWords()
  const { data, error, refetch } = useModels()
  const { model: asked } = useSearch({ from: '/models' })
  const [open, setOpen] = useState<Open>('nothing')
  const champion = data && championOf(data)
  const model = data?.items.find(({ version }) => version === asked) ?? champion
  const mayRollBack = model === champion && champion?.replaced
  const heading = model && <Heading model={model} onRollBack={mayRollBack ? () => setOpen('roll-back') : undefined} />
  const crumb = model !== champion && <Link to="/models">{say('back')}</Link>
  return (
    <StaffPage
      title={say('models')}
      heading={heading}
      crumb={crumb || undefined}
      panel={panelOf(open, data, () => setOpen('nothing'))}
    >
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {data && model && <Inside shown={data} model={model} setOpen={setOpen} />}
    </StaffPage>
  )
}
