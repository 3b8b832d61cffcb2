import { ButtonLink } from '../kit/button.tsx'
import { Header, Page } from '../kit/shell.tsx'
import { useShellWords } from './shell-words.ts'

/** An address that leads nowhere. */
export const NotFoundPage = () => {
  const say = useShellWords()
  return (
    <>
      <Header home="/" places={[]} />
      <Page title={say('nothingHere')} acts={<ButtonLink to="/">{say('toHome')}</ButtonLink>}>
        <p className="soft">{say('nothingHereMore')}</p>
      </Page>
    </>
  )
}
