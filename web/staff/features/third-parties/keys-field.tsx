import { TextAreaField } from '../../../kit/field.tsx'
import { useThirdPartyWords } from './third-party-words.ts'

type KeysFieldProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isWrong: boolean
}

/** Where the public keys of a client are pasted. */
export const KeysField = ({ value, onChange, isWrong }: KeysFieldProps) => {
  const say = useThirdPartyWords()
  return (
    <TextAreaField
      label={say('keys')}
      hint={say('keysHint')}
      value={value}
      onChange={onChange}
      error={isWrong ? say('keysWrong') : undefined}
    />
  )
}
