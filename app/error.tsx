'use client'

import { BarePage } from '@/components/ui/bare-page'
import { PageFailed } from '@/components/ui/page-failed'

export default function RootPageFailed(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <BarePage>
      <PageFailed {...props} />
    </BarePage>
  )
}
