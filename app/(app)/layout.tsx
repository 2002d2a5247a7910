import type { ReactNode } from 'react'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { AppShell } from '@/components/ui/app-shell'
import { DisplayProvider } from '@/components/ui/display-context'
import { requireViewer } from '@/lib/auth/require-viewer'
import { env } from '@/lib/env'
import { getDisplay } from '@/lib/i18n/get-display'

/** Every page behind sign-in: the shell around it, and things written as the viewer writes them. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  const display = await getDisplay(viewer)
  return (
    <DisplayProvider display={display}>
      <AppShell viewer={viewer} simulated={env().simulator.enabled} signOut={<SignOutButton />}>
        {children}
      </AppShell>
    </DisplayProvider>
  )
}
