/** The frame of the pages that the server writes itself: the reference and the problem pages. */
import { type Html, html } from '#platform/html'

export const referenceStyle = '/docs/reference.css'

/** A whole page in the bank's look. */
export const wholePage = (title: string, main: Html, navigation: Html | null = null): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Bankserver</title>
<link rel="icon" href="/mark.svg">
<link rel="stylesheet" href="${referenceStyle}">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header><a class="mark" href="/">Bankserver</a><nav aria-label="Pages"><a href="/docs">Reference</a><a href="/problems">Refusals</a><a href="/openapi.json">OpenAPI</a></nav></header>
<div class="frame">
${navigation}
<main id="main">
${main}
</main>
</div>
</body>
</html>
`.text
  }`
