/** Hosts that say something by themselves. */
const listOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Services that hide where a link leads. */
export const shorteners = listOf(`
  bit.ly tinyurl.com goo.gl t.co ow.ly is.gd buff.ly adf.ly cutt.ly rb.gy shorturl.at tiny.cc rebrand.ly bl.ink s.id v.gd qr.ae
  lnkd.in t.ly soo.gd u.to x.co tr.im short.io clck.ru zpr.io urlz.fr shrtco.de dub.sh 2no.co grabify.link linktr.ee surl.li
  tinyurl.in bitly.ws kutt.it zipansion.com hyperurl.co yourls.org qrco.de me-qr.com q-r.to`)

/** Where anybody puts up pages without being known; many good ones as well. */
export const freeHosts = listOf(`
  blogspot.com wordpress.com weebly.com wixsite.com 000webhostapp.com webcindario.com netlify.app vercel.app herokuapp.com github.io
  gitlab.io glitch.me web.app firebaseapp.com appspot.com pages.dev workers.dev r2.dev repl.co replit.app godaddysites.com
  square.site weeblysite.com webflow.io carrd.co site123.me jimdosite.com jimdofree.com strikingly.com mystrikingly.com
  moonfruit.com yolasite.com webnode.com ucoz.net tripod.com angelfire.com 000webhost.com infinityfreeapp.com rf.gd epizy.com
  byethost.com atspace.cc freehostia.com awardspace.net awardspace.com biz.nf co.nf duckdns.org ddns.net no-ip.org hopto.org
  zapto.org sytes.net serveo.net ngrok.io ngrok-free.app trycloudflare.com codesandbox.io statictab.com typeform.com jotform.com
  formstack.com surge.sh onrender.com fly.dev azurewebsites.net cloudfront.net sharepoint.com tumblr.com weblium.site wikidot.com
  htmlcomponentservice.com temporary.link netsolhost.com wz.cz byefree.org wcomhost.com plesk.page translate.goog`)

/** Endings that are cheap or free and met in fraud more than elsewhere. */
export const riskyEndings = listOf(`
  tk ml ga cf gq xyz top club click link work live online site website icu buzz rest fit cam surf monster quest cyou sbs cfd
  bond lol zip mov host press fun space store shop vip win bid loan men date review stream download racing party trade science
  accountant faith cricket gdn pw cc ws su country kim`)

/** Widely known sites, for their name alone. */
export const knownSites = listOf(`
  google.com youtube.com facebook.com wikipedia.org amazon.com amazon.in instagram.com linkedin.com twitter.com x.com reddit.com
  microsoft.com apple.com github.com stackoverflow.com netflix.com yahoo.com bing.com duckduckgo.com mozilla.org w3.org
  nytimes.com bbc.co.uk bbc.com cnn.com theguardian.com washingtonpost.com reuters.com bloomberg.com forbes.com wsj.com
  economist.com ft.com npr.org aljazeera.com thehindu.com indiatimes.com ndtv.com hindustantimes.com indianexpress.com
  elpais.com elmundo.es lemonde.fr spiegel.de zeit.de medium.com quora.com pinterest.com vimeo.com imdb.com tripadvisor.com
  booking.com airbnb.com expedia.com irctc.co.in makemytrip.com flipkart.com myntra.com swiggy.com zomato.com bigbasket.com
  ebay.com walmart.com target.com etsy.com ikea.com bestbuy.com homedepot.com costco.com alibaba.com aliexpress.com
  nih.gov cdc.gov nasa.gov usa.gov gov.uk nhs.uk europa.eu who.int un.org india.gov.in archive.org britannica.com
  merriam-webster.com dictionary.com thefreedictionary.com yourdictionary.com wiktionary.org fandom.com wikia.com
  mit.edu harvard.edu stanford.edu berkeley.edu ox.ac.uk cam.ac.uk iitb.ac.in coursera.org edx.org khanacademy.org
  zoom.us slack.com dropbox.com adobe.com spotify.com soundcloud.com twitch.tv steampowered.com discord.com telegram.org
  whatsapp.com paypal.com stripe.com visa.com mastercard.com hdfcbank.com icicibank.com axisbank.com sbi.co.in kotak.com
  weather.com accuweather.com wunderground.com espn.com nba.com fifa.com icc-cricket.com espncricinfo.com cricbuzz.com
  goodreads.com slideshare.net scribd.com academia.edu researchgate.net springer.com nature.com sciencedirect.com ieee.org
  yelp.com glassdoor.com indeed.com monster.com naukri.com zillow.com craigslist.org healthline.com webmd.com mayoclinic.org
  howstuffworks.com nationalgeographic.com smithsonianmag.com ted.com wired.com theverge.com techcrunch.com cnet.com zdnet.com
  hackaday.com instructables.com allrecipes.com foodnetwork.com npmjs.com pypi.org docker.com gitlab.com atlassian.com`)

/** What lets somebody else see or steer a screen. */
export const screenSharing = listOf(
  'anydesk.com teamviewer.com get.teamviewer.com rustdesk.com ultraviewer.net airdroid.com',
)
