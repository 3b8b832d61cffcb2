import { Button } from './button.tsx'
import { beep, chooseComfort, motions, typeSizes, useComfort } from './comfort.ts'
import styles from './comfort-picks.module.css'
import { useComfortWords } from './comfort-words.ts'
import { wakeSound } from './earcon.ts'
import { Picks } from './picks.tsx'

/** How large everything is written, shown at its own size. */
export const TypePicks = () => {
  const say = useComfortWords()
  const { type } = useComfort()
  return (
    <Picks
      legend={say('type')}
      options={typeSizes.map((value) => ({
        value,
        title: <span className={styles[`size${value}`]}>{say(`type_${value}`)}</span>,
      }))}
      value={type}
      onChange={(chosen) => chooseComfort({ type: chosen })}
    />
  )
}

/** Whether anything moves by itself. */
export const MotionPicks = () => {
  const say = useComfortWords()
  const { motion } = useComfort()
  return (
    <Picks
      legend={say('motion')}
      options={motions.map((value) => ({ value, title: say(`motion_${value}`) }))}
      value={motion}
      onChange={(chosen) => chooseComfort({ motion: chosen })}
    />
  )
}

const earcons = ['payee', 'amount', 'sent', 'warned', 'refused'] as const

/** A beep for each step of a payment, by choice; each can be heard beforehand. */
export const BeepPicks = () => {
  const say = useComfortWords()
  const { beeps } = useComfort()
  return (
    <div>
      <Picks
        legend={say('beeps')}
        options={[
          { value: 'off', title: say('beeps_off') },
          { value: 'on', title: say('beeps_on'), detail: say('beepsMore') },
        ]}
        value={beeps ? 'on' : 'off'}
        onChange={(chosen) => chooseComfort({ beeps: chosen === 'on' })}
      />
      {beeps && (
        <ul className={styles.beeps} aria-label={say('hear')}>
          {earcons.map((earcon) => (
            <li key={earcon}>
              <Button
                onClick={() => {
                  wakeSound()
                  beep(earcon)
                }}
              >
                {say(`beep_${earcon}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
