import { cleanText } from './plainText.ts'
import { THEME } from './theme.ts'

/** What the page margins say. */
export interface PageHeader {
  readonly header: string
  readonly reference: string
  readonly stamps: readonly string[]
}

/**
 * The style sheet of a document: A4 with 25 mm margins, 11 pt, left-aligned, header and 'sida (antal)' in the page
 * margins (domain.md 9). The same sheet reads well on a screen.
 */
export function printCss(page: PageHeader): string {
  return `${pageRules(page)}${BODY}${FRONT}${BLOCKS}${SCREEN}`
}

function pageRules(page: PageHeader): string {
  const small = `font-family:${FONT};font-size:8.5pt;line-height:1.35;color:${THEME.quiet}`
  const stamps = page.stamps.join(' · ')
  return `
@page{size:A4;margin:27mm 25mm 25mm;
@top-left{content:${cssString(page.header)} "\\A " ${cssString(page.reference)};white-space:pre-line;text-align:left;vertical-align:bottom;padding-bottom:7mm;width:115mm;${small}}
@top-right{content:${cssString(stamps)};text-align:right;vertical-align:bottom;padding-bottom:7mm;font-weight:700;${small};color:${THEME.warning}}
@bottom-right{content:counter(page) " (" counter(pages) ")";vertical-align:top;padding-top:8mm;${small}}}
@page:first{@top-left{content:none}@bottom-right{content:none}}
`
}

const FONT = `"Source Sans 3",Calibri,Carlito,"Segoe UI",Arial,sans-serif`

const BODY = `
:root{color-scheme:light}
*{box-sizing:border-box}
html{font-size:11pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;font-family:${FONT};font-size:1rem;line-height:1.42;color:${THEME.ink};background:${THEME.paper};text-align:left;overflow-wrap:break-word;font-variant-numeric:lining-nums}
p{margin:0 0 .65em;orphans:3;widows:3;max-width:76ch}
h1,h2,h3,h4{color:${THEME.accent};line-height:1.2;font-weight:600;break-after:avoid;break-inside:avoid;text-wrap:balance}
h2{font-size:1.75rem;margin:1.7em 0 .55em;padding-bottom:.22em;border-bottom:1.2pt solid ${THEME.accent}}
h3{font-size:1.32rem;margin:1.5em 0 .45em}
h4{font-size:1.09rem;margin:1.3em 0 .35em}
section:first-child>h2{margin-top:0}
ul,ol{margin:0 0 .8em;padding-left:1.35em;max-width:76ch}
li{margin:0 0 .25em}
li::marker{color:${THEME.accent}}
a{color:${THEME.accent};text-decoration:underline;text-underline-offset:.15em}
strong{font-weight:700}
`

const FRONT = `
.cover{border-top:5mm solid ${THEME.accent};padding-top:9mm}
.cover .organisation{font-size:1.15rem;font-weight:600;color:${THEME.accent};margin:0}
.cover h1{font-size:3.1rem;line-height:1.08;margin:46mm 0 0;max-width:15em;hyphens:manual}
.cover .subtitle{font-size:1.55rem;line-height:1.25;margin:5mm 0 0;color:${THEME.quiet}}
.stamps{list-style:none;padding:0;margin:9mm 0 0;display:flex;flex-wrap:wrap;gap:3mm}
.stamps li{margin:0;border:1.2pt solid ${THEME.warning};color:${THEME.warning};font-weight:700;padding:1mm 4mm;border-radius:1mm}
.cover .cover-lines{margin-top:22mm}
.contents ul{list-style:none;padding:0;margin:0;max-width:none}
.contents li{margin:0 0 .3em;break-inside:avoid}
.contents a{display:flex;align-items:baseline;gap:.6em;color:${THEME.ink};text-decoration:none}
.contents .toc-title{flex:0 1 auto}
.contents .toc-page{flex:1 0 auto;display:flex;align-items:baseline;gap:.6em;font-variant-numeric:tabular-nums}
.contents .toc-page::before{content:"";flex:1;border-bottom:.8pt dotted ${THEME.quiet}}
.toc-1{font-weight:600;padding-top:.5em}
.toc-2{padding-left:1.4em}
.toc-3{padding-left:2.8em}
`

const BLOCKS = `
.table-block{margin:1.1em 0 1.4em}
.table-block.short{break-inside:avoid}
table{width:100%;border-collapse:collapse;font-size:.864rem;line-height:1.32;table-layout:fixed;font-variant-numeric:lining-nums tabular-nums}
caption,figcaption{caption-side:top;text-align:left;font-size:.91rem;font-weight:600;color:${THEME.ink};line-height:1.3}
caption{padding:0 0 .5em;break-after:avoid}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{padding:.42em .6em;text-align:left;vertical-align:top;border-bottom:.6pt solid ${THEME.line};font-weight:400}
thead th{background:${THEME.tint};color:${THEME.ink};font-weight:600;vertical-align:bottom;border-top:1.2pt solid ${THEME.accent};border-bottom:1pt solid ${THEME.accent}}
.end{text-align:right}
.total th,.total td{font-weight:700;border-top:1pt solid ${THEME.accent}}
.table-note{font-size:.82rem;color:${THEME.quiet};margin:.45em 0 0;max-width:none}
figure{margin:1.2em 0 .6em;break-inside:avoid}
figure img{display:block;width:100%;height:auto}
figcaption{margin-top:.5em}
.facts{list-style:none;padding:0;max-width:none;margin:0 0 1.1em}
.facts>li{margin:0;display:grid;grid-template-columns:minmax(9em,30%) 1fr;gap:1.2em;padding:.34em 0;border-bottom:.6pt solid ${THEME.line};break-inside:avoid}
.facts>li:first-child{border-top:.6pt solid ${THEME.line}}
.facts .label{color:${THEME.quiet}}
.key-figures{list-style:none;padding:0;max-width:none;display:grid;gap:3.5mm;margin:.9em 0 1.4em;break-inside:avoid}
.key-figures.of-1{grid-template-columns:minmax(0,1fr)}.key-figures.of-2{grid-template-columns:repeat(2,minmax(0,1fr))}.key-figures.of-3{grid-template-columns:repeat(3,minmax(0,1fr))}.key-figures.of-4{grid-template-columns:repeat(4,minmax(0,1fr))}
.key-figures>li{margin:0;background:${THEME.tint};border-top:1.6pt solid ${THEME.accent};padding:3mm 3.5mm 3.2mm;display:flex;flex-direction:column}
.key-figures .label{font-size:.864rem;line-height:1.25}
.key-figures .value{font-size:1.9rem;line-height:1.15;font-weight:600;color:${THEME.accent};margin-top:auto;padding-top:1mm;font-variant-numeric:tabular-nums}
.key-figures .detail{font-size:.8rem;line-height:1.25;color:${THEME.quiet};margin-top:.8mm}
.note{background:${THEME.tint};border-left:1.4mm solid ${THEME.accent};padding:3.2mm 4.5mm;margin:1em 0 1.3em;break-inside:avoid}
.note p{margin:0}
.note .note-title{font-weight:700;margin-bottom:.2em}
`

const SCREEN = `
@media print{
.stamp-badge{display:none}
.cover,.contents{break-after:page}
.contents h2{margin-top:0}
.new-page{break-before:page}
.new-page>h2{margin-top:0}
}
@media screen{
html{font-size:112.5%}
body{max-width:52rem;margin:0 auto;padding:2.5rem 1.5rem 5rem}
.cover h1{margin-top:4rem;font-size:clamp(1.5rem,6.6vw,3.1rem)}
.cover .cover-lines{margin-top:3rem}
.contents{margin:4rem 0}
.stamp-badge{position:fixed;right:1rem;bottom:1rem;margin:0;background:${THEME.paper};color:${THEME.warning};border:2px solid ${THEME.warning};border-radius:.25rem;padding:.25rem .75rem;font-weight:700}
.contents a:hover,.contents a:focus-visible{text-decoration:underline}
a:focus-visible{outline:3px solid ${THEME.accent};outline-offset:2px}
.table-block{overflow-x:auto}
}
@media screen and (max-width:40rem){table{min-width:34rem}.key-figures[class]{grid-template-columns:repeat(2,minmax(0,1fr))}.facts>li{margin:0;grid-template-columns:1fr;gap:0}.facts .label{font-weight:600}}
`

/** A CSS string of the model's words: quoted, with nothing that ends the string, the rule or the style element. */
function cssString(text: string): string {
  const escaped = cleanText(text).replace(
    /["\\<>&\n]/g,
    (found) => `\\${(found.codePointAt(0) ?? 32).toString(16)} `,
  )
  return `"${escaped}"`
}
