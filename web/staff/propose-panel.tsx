import type { ReactNode } from 'react'
import { useState } from 'react'
import { Checks } from '../kit/checks.tsx'
import { useProposeWords } from './propose-words.ts'
import { differenceOf } from './proposing.ts'
import { ReasonedPanel } from './reasoned-panel.tsx'
import type { useSigning } from './signing.tsx'

type Proposing<Change> = {
  readonly isPending: boolean
  readonly error: Error | null
  readonly signing: ReturnType<typeof useSigning>
  readonly mutate: (asked: { readonly change: Change; readonly reason: string }) => void
}

type ProposePanelProps<Change> = {
  readonly title: string
  readonly more: string
  /** What is asked for; null while something is missing, which its field then says. */
  readonly read: () => Change | null
  readonly proposing: Proposing<Change>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Where somebody signs what they want, and asks a second person for it. */
export const ProposePanel = <Change,>({
  title,
  more,
  read,
  proposing,
  onClose,
  children,
}: ProposePanelProps<Change>) => {
  const say = useProposeWords()
  return (
    <ReasonedPanel
      title={title}
      intro={<p className="small soft">{more}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('missing')}
      act={say('propose')}
      sending={proposing}
      signing={proposing.signing}
      isReady={() => read() !== null}
      onSend={(reason) => {
        const change = read()
        if (change !== null) proposing.mutate({ change, reason })
      }}
      onClose={onClose}
    >
      {children}
    </ReasonedPanel>
  )
}

type DifferencePanelProps<Value extends string, Change> = {
  readonly title: string
  readonly legend: string
  readonly options: readonly { readonly value: Value; readonly title: string }[]
  readonly has: readonly Value[]
  readonly changeOf: (difference: { add: Value[]; remove: Value[] }) => Change
  readonly proposing: Proposing<Change>
  readonly onClose: () => void
}

/** Asks that of a few things some be added and some taken away. */
export const DifferencePanel = <Value extends string, Change>(props: DifferencePanelProps<Value, Change>) => {
  const { title, legend, options, has, changeOf, proposing, onClose } = props
  const say = useProposeWords()
  const [wants, setWants] = useState<readonly Value[]>(has)
  const [isTried, setTried] = useState(false)
  const difference = differenceOf(has, wants)
  const isSame = difference.add.length + difference.remove.length === 0
  const read = () => {
    setTried(true)
    return isSame ? null : changeOf(difference)
  }
  return (
    <ProposePanel title={title} more={say('differenceMore')} read={read} proposing={proposing} onClose={onClose}>
      <Checks
        legend={legend}
        options={options}
        values={wants}
        onChange={setWants}
        error={isTried && isSame ? say('nothing') : undefined}
      />
    </ProposePanel>
  )
}
