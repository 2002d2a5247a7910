import { PageNotFound } from '@/components/ui/page-not-found'

export default function AppNotFound() {
  return (
    <main id="main" tabIndex={-1} className="pt-6">
      <PageNotFound />
    </main>
  )
}
