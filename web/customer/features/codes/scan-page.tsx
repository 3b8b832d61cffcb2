import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CodeReading } from '#wire/payments'
import { longestCode, readCode } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { beep } from '../../../kit/comfort.ts'
import { TextField } from '../../../kit/field.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { SafetyFindings } from '../../../kit/safety-findings.tsx'
import { Page } from '../../../kit/shell.tsx'
import { Camera } from './camera.tsx'
import { chargeIn } from './charge-link.ts'
import { useCodeWords } from './code-words.ts'
import styles from './codes.module.css'
import { openCodeFinder } from './find-code.ts'

const textIn = async (file: File): Promise<string | null> => {
  const finder = await openCodeFinder()
  try {
    return await finder.find(await createImageBitmap(file))
  } catch {
    // A file that is no picture has no code.
    return null
  } finally {
    finder.close()
  }
}

/** Has a text looked at by the bank; a payment code leads on to the form that it fills. */
const useReading = () => {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (text: string) => call(readCode, { body: { text: text.slice(0, longestCode) } }),
    onSuccess: ({ payment }, text) => {
      beep(payment ? 'step' : 'warned')
      if (payment && !payment.isOwn) void navigate({ to: '/send', search: { code: text } })
    },
    onError: () => beep('warned'),
  })
}

const Answer = ({ reading }: { reading: CodeReading }) => {
  const say = useCodeWords()
  if (reading.payment) return reading.payment.isOwn ? <Note tone="know">{say('own')}</Note> : null
  const { findings } = reading.safety
  return (
    <>
      <Note tone={findings.length > 0 ? 'stop' : 'know'} lead={say('foreign')}>
        {say(findings.length > 0 ? 'foreignBad' : 'foreignFine')}
      </Note>
      <SafetyFindings findings={findings} />
    </>
  )
}

const Picture = ({ onText }: { onText: (text: string) => void }) => {
  const say = useCodeWords()
  const [isEmpty, setEmpty] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    const text = await textIn(file)
    setEmpty(text === null)
    if (text !== null) onText(text)
  }
  return (
    <>
      <label className={styles.picture}>
        <input
          className={styles.file}
          type="file"
          accept="image/*"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <span>
          <Icon of={IconPhoto} />
          {say('picture')}
        </span>
      </label>
      <div role="status">{isEmpty && <Note tone="know">{say('noCodeInPicture')}</Note>}</div>
    </>
  )
}

const Paste = ({ onText, busy }: { onText: (text: string) => void; busy: boolean }) => {
  const say = useCodeWords()
  const [text, setText] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) onText(text.trim())
      }}
    >
      <TextField label={say('paste')} hint={say('pasteHint')} value={text} autoComplete="off" onChange={setText} />
      <Button type="submit" busy={busy}>
        {say('check')}
      </Button>
    </form>
  )
}

/** Reads a code with the camera, from a picture, or from a link; nothing moves before the payer has looked at it. */
export const ScanPage = () => {
  const say = useCodeWords()
  const [camera, setCamera] = useState<'off' | 'on' | 'failed'>('off')
  const { mutate, data, error, isPending, reset } = useReading()
  const navigate = useNavigate()
  const look = (text: string) => {
    setCamera((now) => (now === 'on' ? 'off' : now))
    const charge = chargeIn(text, window.location.origin)
    if (charge) {
      beep('step')
      return void navigate({ to: '/charges/$id/$signature', params: charge })
    }
    mutate(text)
  }
  return (
    <Page title={say('scan')} back="/overview">
      <div className={styles.form}>
        <p>{say('scanLede')}</p>
        <div role="status" className={styles.form}>
          {error && <ProblemNote error={error} />}
          {data && <Answer reading={data} />}
        </div>
        {camera === 'on' && <Camera onText={look} onFailure={() => setCamera('failed')} />}
        {camera === 'off' && (
          <Button
            look="go"
            big
            wide
            onClick={() => {
              reset()
              setCamera('on')
            }}
          >
            {say(data || error ? 'again' : 'cameraOn')}
          </Button>
        )}
        {camera === 'failed' && <Note tone="know">{say('cameraOff')}</Note>}
        <Picture onText={look} />
        <Paste onText={look} busy={isPending} />
      </div>
    </Page>
  )
}
