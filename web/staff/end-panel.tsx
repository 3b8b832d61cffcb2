import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '../kit/button.tsx'
import { Panel, PanelForm } from './panel.tsx'
import { useSaying } from './said.tsx'
import { StaffProblem } from './staff-problem.tsx'

export type EndPanelProps = {
  readonly title: string
  readonly more: string
  readonly act: string
  readonly keep: string
  /** What is said afterwards, and on which page. */
  readonly done: string
  readonly page: string
  /** Ends it for good. */
  readonly onEnd: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asks once more before something ends for good. */
export const EndPanel = ({ title, more, act, keep, done, page, onEnd, onClose }: EndPanelProps) => {
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: onEnd,
    onSuccess: async () => {
      await client.invalidateQueries()
      tell(done, page)
      onClose()
    },
  })
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="stop" wide busy={isPending}>
        {act}
      </Button>
      <Button wide onClick={onClose}>
        {keep}
      </Button>
    </>
  )
  return (
    <Panel title={title} onClose={onClose} isCalled>
      <PanelForm onSubmit={() => mutate()} foot={foot}>
        <p className="soft">{more}</p>
      </PanelForm>
    </Panel>
  )
}
