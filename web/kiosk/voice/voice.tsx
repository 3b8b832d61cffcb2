/** What the kiosk says aloud: the browser's voice where it has one of the language, tones where it has none. Secrets are never said. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { type Earcon, play, wakeSound } from '../../kit/earcon.ts'
import { languages, useKioskLanguage } from '../languages.ts'

type Voice = {
  readonly isOn: boolean
  /** Whether this browser has a voice for the language that is shown. */
  readonly isThere: boolean
  readonly toggle: () => void
  /** Says the sentence, or plays the tone; done when it has been heard. */
  readonly say: (sentence: string, tone?: Earcon) => Promise<void>
}

const Place = createContext<Voice>({ isOn: false, isThere: false, toggle: () => undefined, say: async () => undefined })

export const useVoice = (): Voice => useContext(Place)

/** A voice that never says it is done does not hold anybody up for longer. */
const LONGEST_MS = 6_000
const TONE_MS = 450

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const voiceOf = (code: string) => globalThis.speechSynthesis?.getVoices().find(({ lang }) => lang.startsWith(code))

const speakAloud = (sentence: string, code: string): Promise<void> => {
  const spoken = new SpeechSynthesisUtterance(sentence)
  spoken.lang = languages.find((language) => language.code === code)?.voice ?? code
  spoken.voice = voiceOf(code) ?? null
  spoken.rate = 0.95
  const ended = new Promise<void>((resolve) => {
    spoken.onend = () => resolve()
    spoken.onerror = () => resolve()
  })
  speechSynthesis.cancel()
  speechSynthesis.speak(spoken)
  return Promise.race([ended, wait(LONGEST_MS)])
}

/** Voices come some time after the page. */
const useIsThere = (code: string): boolean => {
  const [isThere, setThere] = useState(() => voiceOf(code) !== undefined)
  useEffect(() => {
    const look = () => setThere(voiceOf(code) !== undefined)
    look()
    globalThis.speechSynthesis?.addEventListener('voiceschanged', look)
    return () => globalThis.speechSynthesis?.removeEventListener('voiceschanged', look)
  }, [code])
  return isThere
}

export const VoiceProvider = ({ children }: { children: ReactNode }) => {
  const language = useKioskLanguage()
  const isThere = useIsThere(language)
  const [isOn, setOn] = useState(true)
  useEffect(() => {
    // A browser lets nothing sound before somebody has touched the page.
    addEventListener('pointerdown', wakeSound, { once: true })
    addEventListener('keydown', wakeSound, { once: true })
  }, [])
  const say = useCallback(
    async (sentence: string, tone?: Earcon) => {
      if (tone) play(tone)
      if (isOn && isThere) await speakAloud(sentence, language)
      else if (tone) await wait(TONE_MS)
    },
    [isOn, isThere, language],
  )
  const voice = useMemo(
    () => ({
      isOn,
      isThere,
      say,
      toggle: () => {
        globalThis.speechSynthesis?.cancel()
        setOn((before) => !before)
      },
    }),
    [isOn, isThere, say],
  )
  return <Place value={voice}>{children}</Place>
}
