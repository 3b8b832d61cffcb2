import { queryOptions } from '@tanstack/react-query'
import { push, subscribePush, unsubscribePush } from '#wire/notifications'
import { call } from './call.ts'
import { newId } from './new-id.ts'

const worker = '/push-worker.js'
const kept = 'bankserver-push'

/** My browsers that show messages, and the key that a new one subscribes with. */
export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => call(push, { signal }),
})

/** Whether this browser can show messages at all, and whether its person has forbidden it. */
export const pushState = (): 'impossible' | 'forbidden' | 'possible' => {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'impossible'
  return Notification.permission === 'denied' ? 'forbidden' : 'possible'
}

/** The id under which this browser is subscribed, as far as it remembers. */
export const pushId = (): string | null => localStorage.getItem(kept)

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))

/** Asks the person and the browser, and has the bank send here. False where the person said no. */
export const enterPush = async (publicKey: string, name: string): Promise<boolean> => {
  if ((await Notification.requestPermission()) !== 'granted') return false
  await navigator.serviceWorker.register(worker)
  const { pushManager } = await navigator.serviceWorker.ready
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })
  const { endpoint = '', keys } = made.toJSON()
  const id = newId()
  const body = { name, endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } }
  await call(subscribePush, { params: { id }, body })
  localStorage.setItem(kept, id)
  return true
}

/** Has the bank send no more to a browser; here the browser forgets its subscription too. */
export const leavePush = async (id: string): Promise<void> => {
  await call(unsubscribePush, { params: { id } })
  if (id !== pushId()) return
  localStorage.removeItem(kept)
  const registration = await navigator.serviceWorker?.getRegistration(worker)
  const subscription = await registration?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}
