/** Of the self-contained page. Light and dark by the reader's setting; print has everything open and black on white. */
export const style = `
:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #16181b); --ink: light-dark(#1c1b19, #e9e6df); --soft: light-dark(#5f5b54, #a8a399); --rule: light-dark(#d8d2c6, #3a3e44); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem); max-width: 72rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 "Iowan Old Style", Palatino, Georgia, "DejaVu Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.6rem, 4vw, 2.4rem); line-height: 1.15; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.4rem 0 .2rem; }
.counts, .facts, .how, time, table, summary, footer { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-size: .875rem; }
.facts, .how, time, footer { color: var(--soft); }
.story + .story { margin-top: 4rem; border-top: 3px double var(--rule); padding-top: 2rem; }
.tree, .tree ul { list-style: none; padding-left: 1.2rem; border-left: 1px solid var(--rule); margin: .2rem 0; }
.tree { padding-left: 0; border: 0; }
.tree li { padding: .15rem 0; } .tree ul > li { position: relative; } .tree ul > li::before { content: ""; position: absolute; left: -1.2rem; top: .95rem; width: .9rem; border-top: 1px solid var(--rule); } .tree .doubt::before { border-top-style: dashed; border-color: var(--soft); } .tree i { font-size: .9375rem; }
a { color: light-dark(#8a2b1d, #e8907f); text-underline-offset: .15em; text-decoration-thickness: 1px; }
.at { color: var(--soft); font-size: .8125rem; white-space: nowrap; }
td:last-child { min-width: 14rem; } .compare td:last-child { min-width: 0; }
.place:target::before { content: "▸"; color: light-dark(#8a2b1d, #e8907f); font-weight: 700; }
.unseen { font-style: italic; } .unseen::before { content: "○ "; font-style: normal; }
table { width: 100%; border-collapse: collapse; line-height: 1.4; }
th { text-align: start; font-weight: 600; color: var(--soft); } th, td { padding: .35rem .6rem .35rem 0; vertical-align: top; border-bottom: 1px solid var(--rule); font-variant-numeric: tabular-nums; }
.compare { table-layout: fixed; } .compare td { font-family: Georgia, "DejaVu Serif", serif; padding-inline-end: 1.2rem; }
ins { text-decoration: underline; background: light-dark(#e0f1df, #1f3a24); } ins::before { content: "+"; } del { background: light-dark(#fbe4e0, #47231d); } del::before { content: "−"; }
.moved { border-bottom: 2px dotted; } .moved::before { content: "↕"; }
.text { white-space: pre-wrap; max-width: 42rem; padding: .6rem 0; }
summary { cursor: pointer; padding: .3rem 0; }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: .6rem; }
@media print { :root { color-scheme: light; } details::details-content { content-visibility: visible; } h2, h3 { break-after: avoid; } }
`
