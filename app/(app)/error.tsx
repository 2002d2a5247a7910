'use client'

import { PageFailed } from '@/components/ui/page-failed'

/** Within the shell, so that the other pages stay one tap away. */
export default function AppPageFailed(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" tabIndex={-1} className="pt-6">
      <PageFailed {...props} />
    </main>
  )
}
