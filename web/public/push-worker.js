// Shows what the bank pushes, although no page of it is open. What arrives was sealed for this browser alone.
const pathOf = (link) => (typeof link === 'string' && /^\/[^/\\]/.test(link) ? link : '/inbox')

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  const { title = 'Bankserver', text = '', language = 'en', link, id } = event.data?.json() ?? {}
  const shown = { body: text, lang: language, tag: id, icon: '/mark.svg', data: { path: pathOf(link) } }
  event.waitUntil(self.registration.showNotification(title, shown))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = event.notification.data
  const open = async () => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const page = pages.find(({ url }) => !new URL(url).pathname.startsWith('/staff'))
    if (!page) return self.clients.openWindow(path)
    await page.focus()
    return page.navigate(path)
  }
  event.waitUntil(open())
})
