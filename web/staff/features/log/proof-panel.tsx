import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { canonicalOf, type Json, leafReceipt, oneLeaf } from '#wire/audit'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Note } from '../../../kit/note.tsx'
import { Panel } from '../../panel.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { climb, type LeafWithProof } from './climb.ts'
import styles from './log.module.css'
import { useTreeWords } from './log-words.ts'
import { TreeDrawing } from './tree-drawing.tsx'

const save = async (index: number) => {
  const receipt = await call(leafReceipt, { params: { index: index.toString() } })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([canonicalOf(receipt as Json)], { type: 'application/json' }))
  link.download = `leaf-${index}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

const useProof = (index: number) =>
  useQuery({
    queryKey: ['leaf', index],
    queryFn: async ({ signal }) => {
      const leaf = await call(oneLeaf, { params: { index: index.toString() }, signal })
      return { leaf, hashes: await climb(leaf) }
    },
  })

const StepLine = ({ leaf, taken }: { readonly leaf: LeafWithProof; readonly taken: number }) => {
  const say = useTreeWords()
  const step = leaf.steps[taken - 1]
  if (!step) return <p className="small">{say('leafStep')}</p>
  const reach = { from: step.from, to: step.to - 1 }
  return <p className="small">{say(step.side === 'left' ? 'joinLeft' : 'joinRight', reach)}</p>
}

const Shown = ({ leaf, hashes }: { readonly leaf: LeafWithProof; readonly hashes: readonly string[] }) => {
  const say = useTreeWords()
  const [taken, take] = useState(0)
  const last = leaf.steps.length
  const isRight = hashes[last] === leaf.root
  return (
    <>
      <TreeDrawing leaf={leaf} taken={taken} onTake={take} />
      <div role="status">
        <p className="strong">{say('step', { step: taken, steps: last })}</p>
        <StepLine leaf={leaf} taken={taken} />
        <p className="small mut">{say('hash')}</p>
        <p className={styles.hash}>{hashes[taken]}</p>
        {taken === last && (
          <Note tone={isRight ? 'go' : 'stop'}>{say(isRight ? 'agrees' : 'differs', { size: leaf.size })}</Note>
        )}
      </div>
      <div className={styles.acts}>
        <Button disabled={taken === 0} onClick={() => take(taken - 1)}>
          {say('down')}
        </Button>
        <Button look="go" disabled={taken === last} onClick={() => take(taken + 1)}>
          {say('up')}
        </Button>
      </div>
      <p className="small strong">{say('says')}</p>
      {leaf.content === null ? (
        <p className="small mut">{say('kept')}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
          <pre className={styles.says} tabIndex={0}>
            {JSON.stringify(JSON.parse(leaf.content), null, 1)}
          </pre>
          <div className={styles.acts}>
            <Button onClick={() => void save(leaf.index)}>{say('save')}</Button>
          </div>
        </>
      )}
    </>
  )
}

/** The proof of one leaf, drawn, and gone through step by step; this browser does the sums. */
export const ProofPanel = ({ index, onClose }: { readonly index: number; readonly onClose: () => void }) => {
  const say = useTreeWords()
  const { data, error, refetch } = useProof(index)
  return (
    <Panel title={say('proof', { index })} isCalled onClose={onClose}>
      {data ? (
        <Shown key={index} {...data} />
      ) : error ? (
        <StaffProblem error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </Panel>
  )
}
