import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { TextField } from '../kit/field.tsx'
import { Filters } from './page.tsx'

const TYPING_MS = 250

/** What is searched for: the text in the field, and what of it holds since nobody typed for a moment. */
export const useSearchText = (first = '') => {
  const [text, setText] = useState(first)
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS)
  return { text, setText, search: settled || undefined }
}

type SearchFieldProps = { readonly label: string } & Pick<ReturnType<typeof useSearchText>, 'text' | 'setText'>

/** A field above a list that it narrows. */
export const SearchField = ({ label, text, setText }: SearchFieldProps) => (
  <Filters>
    <TextField type="search" label={label} value={text} onChange={setText} maxLength={120} />
  </Filters>
)
