import './tokens.css'
import './base.css'
import './fonts.css'
import './mantine.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { startComfort } from './comfort.ts'
import { allowTextAlone, styleNonce } from './page-policy.ts'
import { resolver, theme } from './theme.ts'
import { useLanguage } from './words.ts'

const scheme = localStorageColorSchemeManager({ key: 'bankserver-appearance' })

allowTextAlone()
startComfort()

/** Puts the theme, the appearance of this device and the language of the page around an app. */
export const KitProvider = ({ children }: { children: ReactNode }) => {
  const language = useLanguage()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      colorSchemeManager={scheme}
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  )
}
