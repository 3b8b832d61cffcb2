import { createContext, useContext } from 'react'
import type { Person } from '#wire/identity'

/** The member of staff who is signed in. */
export const PersonContext = createContext<Person | null>(null)

/** Who is at the console. Only below the gate, where somebody is. */
export const usePerson = (): Person => {
  const person = useContext(PersonContext)
  if (person === null) throw new Error('nobody is signed in here')
  return person
}

/** What the member of staff may do now. */
export const PermissionsContext = createContext<ReadonlySet<string>>(new Set())

export const usePermissions = (): ReadonlySet<string> => useContext(PermissionsContext)

/** The name by which a sentence calls somebody. */
export const firstNameOf = (name: string): string => name.split(/\s+/)[0] ?? name
