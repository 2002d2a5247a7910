/** The bank pages' only style sheet: no inline style, so that their policy can forbid it. */
export const PAGE_STYLE = `
*, *::before, *::after { box-sizing: border-box; }
:root { color-scheme: light dark; --ink: #1b2430; --quiet: #4a5666; --paper: #ffffff; --ground: #eef1f5; --line: #c4ccd6; --key: #1f4f8f; --key-ink: #ffffff; --note: #fff4d6; --note-ink: #5a4300; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf2; --quiet: #b3bdc9; --paper: #1a212a; --ground: #10151b; --line: #4a5666; --key: #9cc3ff; --key-ink: #0b1b30; --note: #3b3009; --note-ink: #ffe9a8; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
.banner { background: var(--note); color: var(--note-ink); padding: .5rem 1rem; text-align: center; font-weight: 600; margin: 0; }
.sheet { max-width: 30rem; margin: 1.5rem auto; padding: 1.5rem 1.25rem; background: var(--paper); border-radius: 1rem; }
.bank { display: flex; align-items: center; gap: .75rem; margin: 0 0 1.25rem; }
.bank img { width: 2.5rem; height: 2.5rem; border-radius: .5rem; }
.bank p { margin: 0; font-size: 1.125rem; font-weight: 650; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .5rem; }
.choice { display: flex; gap: .75rem; align-items: center; min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .625rem; margin-bottom: .5rem; }
.choice input { width: 1.25rem; height: 1.25rem; flex: none; accent-color: var(--key); }
.choice small { display: block; color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.field { display: block; margin-bottom: .75rem; }
.field span { display: block; font-weight: 600; margin-bottom: .25rem; }
.field input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--paper); color: var(--ink); font: inherit; }
details { margin-bottom: 1.25rem; }
summary { min-height: 2.75rem; line-height: 2.75rem; cursor: pointer; }
dl { margin: 0 0 1.25rem; }
dt { color: var(--quiet); font-size: .875rem; }
dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
dd ul { margin: 0; padding-left: 1.1rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
button { flex: 1 1 9rem; min-height: 3rem; padding: 0 1.25rem; border-radius: .75rem; border: 1px solid var(--line); background: transparent; color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
button.main { background: var(--key); border-color: var(--key); color: var(--key-ink); }
:focus-visible { outline: 3px solid var(--key); outline-offset: 2px; }
.wrong { border-left: 4px solid #c0362c; padding: .5rem .75rem; background: var(--ground); }
`
