import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { IconAlertCircle, IconChevronDown, IconEye, IconEyeOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import styles from './field.module.css'
import { Icon } from './icon.tsx'
import { useKitWords } from './kit-words.ts'

type FieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** A sentence that says what to do; it takes the place of the hint. */
  readonly error?: string
  readonly hint?: string
  readonly name?: string
  readonly required?: boolean
}

const classNames = {
  root: styles.field,
  label: styles.label,
  wrapper: styles.wrapper,
  input: styles.input,
  description: styles.hint,
  error: styles.error,
  section: styles.section,
}

/** The sentence below a field or a choice that is wrong. */
export const FieldError = ({ children }: { children: ReactNode }) => (
  <span className={styles.sentence}>
    <Icon of={IconAlertCircle} size={18} />
    <span>{children}</span>
  </span>
)

const shared = ({ label, value, error, hint, name, required }: FieldProps) => ({
  label,
  value,
  name,
  required,
  withAsterisk: false,
  classNames,
  error: error ? <FieldError>{error}</FieldError> : undefined,
  description: error ? undefined : hint,
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
})

type TextFieldProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'search' | 'date' | 'time' | 'url'
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'email' | 'numeric' | 'search' | 'url'
  readonly maxLength?: number
  readonly autoFocus?: boolean
  readonly onBlur?: () => void
}

/** One line of text. */
export const TextField = ({ type, autoComplete, inputMode, maxLength, onBlur, ...field }: TextFieldProps) => (
  <TextInput
    {...shared(field)}
    type={type}
    autoComplete={autoComplete}
    inputMode={inputMode}
    maxLength={maxLength}
    onBlur={onBlur}
    onChange={(event) => field.onChange(event.currentTarget.value)}
  />
)

/** A password; it may be pasted and shown. */
export const PasswordField = (
  field: FieldProps & {
    autoComplete: 'current-password' | 'new-password' | 'one-time-code'
    inputMode?: 'text' | 'numeric'
  },
) => {
  const say = useKitWords()
  const [isShown, setShown] = useState(false)
  return (
    <PasswordInput
      {...shared(field)}
      classNames={{ ...classNames, innerInput: styles.inner, visibilityToggle: styles.toggle }}
      autoComplete={field.autoComplete}
      inputMode={field.inputMode}
      visibilityToggleIcon={({ reveal }) => <Icon of={reveal ? IconEyeOff : IconEye} />}
      visible={isShown}
      onVisibilityChange={setShown}
      visibilityToggleButtonProps={{ 'aria-label': say(isShown ? 'hidePassword' : 'showPassword'), tabIndex: 0 }}
      onChange={(event) => field.onChange(event.currentTarget.value)}
    />
  )
}

/** Several lines of text. */
export const TextAreaField = ({ maxLength, ...field }: FieldProps & { maxLength?: number }) => (
  <Textarea {...shared(field)} maxLength={maxLength} onChange={(event) => field.onChange(event.currentTarget.value)} />
)

/** One of a list, with the device's own picker. */
export const SelectField = ({
  options,
  ...field
}: FieldProps & { options: readonly { readonly value: string; readonly label: string }[] }) => (
  <NativeSelect
    {...shared(field)}
    rightSection={<Icon of={IconChevronDown} size={18} />}
    data={[...options]}
    onChange={(event) => field.onChange(event.currentTarget.value)}
  />
)
