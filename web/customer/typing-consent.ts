const KEY = 'typing-rhythm'

/** Whether somebody allowed in this browser that the rhythm of their typing is looked at. The bank asks for its own consent besides. */
export const allowsTyping = (): boolean => localStorage.getItem(KEY) === 'yes'

/** Remembers it in this browser, or forgets it. */
export const rememberTyping = (isAllowed: boolean): void =>
  isAllowed ? localStorage.setItem(KEY, 'yes') : localStorage.removeItem(KEY)
