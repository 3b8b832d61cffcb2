/** Web push (RFC 8030, 8291, 8292): browsers that show messages although no page of the bank is open. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, newUuid, uuid } from '#platform/endpoint'

const base64url = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(/^[\w-]+={0,2}$/, 'base64url')

export const pushSubscription = z
  .strictObject({ id: uuid, name: z.string(), madeAt: instant })
  .meta({ id: 'PushSubscription', description: 'A browser of mine that shows messages.' })

export const push = endpoint({
  method: 'GET',
  path: '/v1/notifications/push',
  tag: 'Notifications',
  summary: 'My browsers that show messages, and the key that a new one subscribes with',
  answer: z.strictObject({
    publicKey: z.string().meta({ description: 'P-256, uncompressed, base64url: applicationServerKey.' }),
    items: z.array(pushSubscription),
  }),
})

export const subscribePush = endpoint({
  method: 'PUT',
  path: '/v1/notifications/push/{id}',
  tag: 'Notifications',
  summary: 'Have this browser show messages',
  description:
    'What the browser’s PushManager gave. A browser that showed somebody else’s messages shows these from now on.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    name: nameOfThing(60).meta({ description: 'How the person knows the browser.' }),
    endpoint: z
      .string()
      .min(10)
      .max(1000)
      .regex(/^https?:\/\/\S+$/, 'an address'),
    keys: z.strictObject({ p256dh: base64url(80, 100), auth: base64url(16, 40) }),
  }),
  answer: pushSubscription,
  refusals: ['callback-refused', 'too-many-browsers', 'id-taken'],
})

export const unsubscribePush = endpoint({
  method: 'DELETE',
  path: '/v1/notifications/push/{id}',
  tag: 'Notifications',
  summary: 'Have a browser of mine show no more messages',
  params: z.strictObject({ id: uuid }),
})

export type PushSubscriptionView = z.infer<typeof pushSubscription>
