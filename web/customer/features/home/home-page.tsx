import { IconCash, IconCoins, IconEye, IconListNumbers, IconPlayerPause, IconSend } from '@tabler/icons-react'
import { ButtonLink } from '../../../kit/button.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { LanguageRow } from '../../../kit/preferences.tsx'
import { BookPage } from './book-page.tsx'
import styles from './home-page.module.css'
import { useHomeWords } from './home-words.ts'
import { JoinForm } from './join-form.tsx'
import { PublicFrame, Wrap } from './public-frame.tsx'

const promises = [
  ['p1', 'k1', 'c1'],
  ['p2', 'k2', 'c2'],
  ['p3', 'k3', 'c3'],
  ['p4', 'k4', 'c4'],
] as const

const features = [
  [IconSend, 'f1', 'd1'],
  [IconPlayerPause, 'f2', 'd2'],
  [IconCash, 'f3', 'd3'],
  [IconCoins, 'f4', 'd4'],
  [IconListNumbers, 'f5', 'd5'],
  [IconEye, 'f6', 'd6'],
] as const

const Hero = () => {
  const say = useHomeWords()
  return (
    <div className={styles.hero}>
      <div>
        <h1>{say('headline')}</h1>
        <p className={styles.lede}>{say('lede')}</p>
        <div className={styles.acts}>
          <ButtonLink to="/register" look="go" big>
            {say('open')}
          </ButtonLink>
          <ButtonLink to="/features" big>
            {say('seeAll')}
          </ButtonLink>
        </div>
      </div>
      <BookPage />
    </div>
  )
}

const Promises = () => {
  const say = useHomeWords()
  return (
    <section className={styles.block} id="safe">
      <h2>{say('trust')}</h2>
      <table className={styles.promises}>
        <thead>
          <tr>
            <th scope="col">{say('promise')}</th>
            <th scope="col">{say('keep')}</th>
            <th scope="col">{say('check')}</th>
          </tr>
        </thead>
        <tbody>
          {promises.map(([promise, keep, check]) => (
            <tr key={promise}>
              <th scope="row">{say(promise)}</th>
              <td>{say(keep)}</td>
              <td>{say(check)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Everyday = () => {
  const say = useHomeWords()
  return (
    <section className={styles.block}>
      <h2>{say('everyday')}</h2>
      <ul className={styles.features}>
        {features.map(([icon, title, text]) => (
          <li key={title}>
            <Icon of={icon} size={26} />
            <div>
              <h3>{say(title)}</h3>
              <p>{say(text)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Join = () => {
  const say = useHomeWords()
  return (
    <section className={styles.join}>
      <Wrap>
        <div className={styles.two}>
          <div>
            <h2>{say('open')}</h2>
            <p>{say('joinText')}</p>
            <ol>
              {(['step1', 'step2', 'step3'] as const).map((step, index) => (
                <li key={step}>
                  <b aria-hidden="true">{index + 1}</b>
                  {say(step)}
                </li>
              ))}
            </ol>
          </div>
          <JoinForm />
        </div>
      </Wrap>
    </section>
  )
}

/** The first page: what the bank promises and how it is kept, saying only what is there. */
export const HomePage = () => {
  const say = useHomeWords()
  return (
    <PublicFrame title={say('title')}>
      <Wrap>
        <Hero />
        <Promises />
        <Everyday />
        <section className={styles.block}>
          <h2>{say('languages')}</h2>
          <div className={styles.languages}>
            <LanguageRow />
          </div>
        </section>
      </Wrap>
      <Join />
    </PublicFrame>
  )
}
