import { useLocation } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useState } from 'react'

type Said = { readonly text: string; readonly path: string }
type Saying = { readonly said: Said | null; readonly say: (text: string, path: string) => void }

const SaidContext = createContext<Saying>({ said: null, say: () => undefined })

/** Keeps what the console last said, beyond the page that said it. */
export const SaidProvider = ({ children }: { children: ReactNode }) => {
  const [said, setSaid] = useState<Said | null>(null)
  return <SaidContext value={{ said, say: (text, path) => setSaid({ text, path }) }}>{children}</SaidContext>
}

/** Says in the status line what was done; it stands on the page of that path and goes with it. */
export const useSaying = (): Saying['say'] => useContext(SaidContext).say

/** What the status line shows on this page. */
export const useSaid = (): string => {
  const { said } = useContext(SaidContext)
  const { pathname } = useLocation()
  return said && pathname.endsWith(said.path) ? said.text : ''
}
