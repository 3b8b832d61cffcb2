import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../../api/queries.ts'
import { BeepPicks, MotionPicks, TypePicks } from '../../../kit/comfort-picks.tsx'
import { AppearancePicks, LanguagePicks } from '../../../kit/preferences.tsx'
import { MoreLink, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useUpdateMe } from './changes.ts'
import { Leave } from './leave.tsx'
import { PasswordForm } from './password-form.tsx'
import { PhoneForm } from './phone-form.tsx'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'
import { You } from './you.tsx'

/** Who I am to the bank, how it looks and speaks to me, my password, and the ways out. */
export const ProfilePage = () => {
  const say = useProfileWords()
  const { data: person } = useQuery(meQuery)
  const { mutate } = useUpdateMe()
  if (!person) return null
  return (
    <Page title={say('title')} width="wide">
      <div className={styles.columns}>
        <div>
          <You key={person.id} person={person} />
          <PhoneForm />
          <PasswordForm />
        </div>
        <div>
          <Section title={say('look')} ruled>
            <div className={styles.form}>
              <LanguagePicks onChoose={(language) => mutate({ language })} />
              <AppearancePicks />
            </div>
          </Section>
          <Section title={say('comfort')} ruled>
            <div className={styles.form}>
              <p>{say('comfortMore')}</p>
              <TypePicks />
              <MotionPicks />
              <BeepPicks />
            </div>
          </Section>
          <Section title={say('limits')} more={<MoreLink to="/limits">{say('toLimits')}</MoreLink>} ruled>
            <p className={styles.form}>{say('limitsMore')}</p>
          </Section>
          <Section title={say('fees')} more={<MoreLink to="/fees">{say('toFees')}</MoreLink>} ruled>
            <p className={styles.form}>{say('feesMore')}</p>
          </Section>
          <Section title={say('charges')} more={<MoreLink to="/charges">{say('toCharges')}</MoreLink>} ruled>
            <p className={styles.form}>{say('chargesMore')}</p>
          </Section>
          <Section title={say('aliases')} more={<MoreLink to="/aliases">{say('toAliases')}</MoreLink>} ruled>
            <p className={styles.form}>{say('aliasesMore')}</p>
          </Section>
          <Section title={say('lockers')} more={<MoreLink to="/lockers">{say('toLockers')}</MoreLink>} ruled>
            <p className={styles.form}>{say('lockersMore')}</p>
          </Section>
          <Section title={say('security')} more={<MoreLink to="/security">{say('toSecurity')}</MoreLink>} ruled>
            <p className={styles.form}>{say('securityMore')}</p>
          </Section>
          <Section title={say('consents')} more={<MoreLink to="/consents">{say('toConsents')}</MoreLink>} ruled>
            <p className={styles.form}>{say('consentsMore')}</p>
          </Section>
          <Section title={say('looked')} more={<MoreLink to="/who-looked">{say('toLooked')}</MoreLink>} ruled>
            <p className={styles.form}>{say('lookedMore')}</p>
          </Section>
          <Leave />
        </div>
      </div>
    </Page>
  )
}
