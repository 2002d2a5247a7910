'use client'

import './globals.css'

/**
 * The last resort, when even the root layout failed: no catalogue, no fonts, no providers. Its few words are English
 * because nothing that could translate them is left.
 */
export default function EverythingFailed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <div className="bare">
          <header>
            <span className="mark">Saldo</span>
          </header>
          <main role="alert">
            <h1>Saldo could not answer</h1>
            <p className="mt-2 text-muted">Something failed before the page could be put together. No money moved, and nothing is lost.</p>
            <div className="actions stackable mt-5">
              <button type="button" className="btn main" onClick={reset}>
                Try again
              </button>
            </div>
            {error.digest && <p className="code mt-8 text-14 text-muted">For support: {error.digest}</p>}
          </main>
        </div>
      </body>
    </html>
  )
}
