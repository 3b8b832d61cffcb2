import { type ReactNode, useState } from 'react'
import { Button, type ButtonLook } from '../kit/button.tsx'
import { TextAreaField } from '../kit/field.tsx'
import { Panel, PanelForm } from './panel.tsx'
import { isWrongPassword, SignField, type useSigning } from './signing.tsx'
import { StaffProblem } from './staff-problem.tsx'

/** As many characters as a reason has at least, and at most; the server asks for the same. */
const LEAST_USUAL = 3
const MOST = 500

type ReasonedPanelProps = {
  readonly title: string
  /** What stands above the form. */
  readonly intro: ReactNode
  /** Fields above the reason. */
  readonly children?: ReactNode
  readonly label: string
  readonly hint: string
  /** Characters that it takes; three where it is not said. */
  readonly least?: number
  /** What is said where the reason is missing. */
  readonly missing: string
  /** The one button, which names what is done. */
  readonly act: string
  readonly look?: ButtonLook
  /** What sends it: a mutation's answer to the call. */
  readonly sending: { readonly isPending: boolean; readonly error: Error | null }
  readonly onSend: (reason: string) => void
  /** Whether the fields above the reason are filled in, which they say themselves where not. */
  readonly isReady?: () => boolean
  /** What signs it, where it is signed. */
  readonly signing?: ReturnType<typeof useSigning>
  readonly onClose: () => void
}

/** The panel of a deed that needs a reason: what it is, the reason, and one button that names it. */
export const ReasonedPanel = (props: ReasonedPanelProps) => {
  const {
    title,
    intro,
    children,
    label,
    hint,
    missing,
    act,
    look = 'go',
    sending,
    onSend,
    onClose,
    signing,
    isReady = () => true,
    least = LEAST_USUAL,
  } = props
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = reason.trim().length < least
  const submit = () => {
    setTried(true)
    const areReady = [isReady(), signing?.isReady() ?? true, !isShort]
    if (areReady.includes(false)) return
    onSend(reason.trim())
  }
  const foot = (
    <>
      {signing && <SignField signing={signing} problem={sending.error} />}
      {sending.error && !(signing && isWrongPassword(sending.error)) && <StaffProblem error={sending.error} />}
      <Button type="submit" look={look} wide busy={sending.isPending}>
        {act}
      </Button>
    </>
  )
  return (
    <Panel title={title} onClose={onClose} isCalled>
      {intro}
      <PanelForm onSubmit={submit} foot={foot}>
        {children}
        <TextAreaField
          label={label}
          hint={hint}
          value={reason}
          onChange={setReason}
          maxLength={MOST}
          error={isTried && isShort ? missing : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
