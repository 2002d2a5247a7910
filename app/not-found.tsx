import { BarePage } from '@/components/ui/bare-page'
import { PageNotFound } from '@/components/ui/page-not-found'

export default function NotFound() {
  return (
    <BarePage>
      <PageNotFound />
    </BarePage>
  )
}
