import { useMantineColorScheme } from '@mantine/core'
import { useKitWords } from './kit-words.ts'
import type { Language } from './language.ts'
import { isLanguage, languages, rememberLanguage } from './language.ts'
import { Picks } from './picks.tsx'
import styles from './preferences.module.css'
import { speak, useLanguage } from './words.ts'

const choose = (language: Language): void => {
  rememberLanguage(language)
  speak(language)
}

/** The languages as a row of words, each in itself; the one spoken now is marked. */
export const LanguageRow = ({ onChoose }: { onChoose?: (language: Language) => void }) => {
  const say = useKitWords()
  const now = useLanguage()
  return (
    <fieldset className={styles.row}>
      <legend className="vh">{say('language')}</legend>
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={now === code}
          onClick={() => {
            choose(code)
            onChoose?.(code)
          }}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

/** The languages as a choice in a form. */
export const LanguagePicks = ({ onChoose }: { onChoose?: (language: Language) => void }) => {
  const say = useKitWords()
  const now = useLanguage()
  return (
    <Picks
      legend={say('language')}
      options={languages.map(({ code, name }) => ({ value: code, title: name, lang: code }))}
      value={isLanguage(now) ? now : 'en'}
      onChange={(code) => {
        choose(code)
        onChoose?.(code)
      }}
    />
  )
}

/** Light, dark or as the device has it. */
export const AppearancePicks = () => {
  const say = useKitWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Picks
      legend={say('appearance')}
      options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, title: say(value) }))}
      value={colorScheme}
      onChange={setColorScheme}
    />
  )
}
