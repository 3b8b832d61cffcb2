import { ButtonLink } from '../../../kit/button.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { useSendWords } from './send-words.ts'

/** Nothing can move before there is an account. */
export const NoAccount = () => {
  const say = useSendWords()
  return (
    <Empty>
      <p>{say('noAccount')}</p>
      <p>
        <ButtonLink to="/open" look="go">
          {say('openFirst')}
        </ButtonLink>
      </p>
    </Empty>
  )
}
