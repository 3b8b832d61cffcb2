/** Reasons that lie in where a payment comes from, and in what happened before it. */
import { digits, reason, type Tell } from './telling.ts'
import { counted } from './words.ts'

const newDevice: Tell = (values) =>
  values['device-new'] === 1 ? reason('new-device', 'you have never paid from this device') : null

const newNetwork: Tell = (values) =>
  values['network-new'] === 1 ? reason('new-network', 'you have never paid from this network') : null

const manyOnDevice: Tell = (values) =>
  values['device-payers'] >= 4 ? reason('shared-device', 'many people pay from this device') : null

const fraudFromDevice: Tell = (values) =>
  values['device-frauds'] > 0 || values['frauds-of-device-sharers'] > 0
    ? reason('device-reported', 'payments from this device were reported as fraud')
    : null

const fraudFromNetwork: Tell = (values) =>
  values['network-frauds'] > 0 || values['frauds-of-network-sharers'] > 0
    ? reason('network-reported', 'payments from this network were reported as fraud')
    : null

/** Faster than an airliner. */
const fastestKmh = 900

const farAway: Tell = (values) => {
  const [speed, distance] = [values['travel-speed'], values['place-distance']]
  if (speed > fastestKmh)
    return reason('too-fast', 'nobody can have come here in the time since your last payment', { kmh: digits(speed) })
  return distance >= 200
    ? reason('far-away', `this is ${Math.round(distance).toLocaleString('en-US')} km from where you usually pay`, {
        km: digits(distance),
      })
    : null
}

const unusualThing: Tell = (values) =>
  values['category-share'] < 0.03 ? reason('unusual-purchase', 'you seldom buy such things') : null

const wrongName: Tell = (values) =>
  values['payee-name-distance'] > 0.4
    ? reason('wrong-name', 'the name you typed is not the name of this account’s holder')
    : null

const changed =
  (feature: string, code: string, what: string): Tell =>
  (values) => {
    const days = values[feature]
    if (!(days < 14)) return null
    const when = days < 1 ? 'within the last day' : `${counted(days, 'day')} ago`
    return reason(code, `your ${what} was changed ${when}`, { days: digits(Math.floor(days)) })
  }

const strangeHand: Tell = (values) =>
  values['typing-distance'] > 2.5 ? reason('strange-typing', 'the password was not typed the way you type') : null

/** By feature. */
export const originTells: Readonly<Record<string, Tell>> = {
  'device-new': newDevice,
  'device-age': newDevice,
  'device-known-for': newDevice,
  'since-device-added': newDevice,
  'device-payers': manyOnDevice,
  'device-new-payers-1d': manyOnDevice,
  'device-frauds': fraudFromDevice,
  'device-fraud-share': fraudFromDevice,
  'frauds-of-device-sharers': fraudFromDevice,
  'network-new': newNetwork,
  'network-age': newNetwork,
  'network-frauds': fraudFromNetwork,
  'network-fraud-share': fraudFromNetwork,
  'frauds-of-network-sharers': fraudFromNetwork,
  'place-distance': farAway,
  'travel-speed': farAway,
  'category-new': unusualThing,
  'category-share': unusualThing,
  'payee-name-distance': wrongName,
  'limit-age': changed('limit-age', 'changed-limit', 'limit'),
  'phone-age': changed('phone-age', 'changed-phone', 'phone number'),
  'typing-distance': strangeHand,
}
