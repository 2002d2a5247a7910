import type { ReactNode } from 'react'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { StepUpActionsProvider } from '@/components/auth/step-up-actions'
import { RefreshOnOpen } from '@/components/banks/refresh-on-open'
import { AppShell } from '@/components/ui/app-shell'
import { DisplayProvider } from '@/components/ui/display-context'
import { requireViewer } from '@/lib/auth/require-viewer'
import { env } from '@/lib/env'
import { mayDo } from '@/lib/households/viewer'
import { getDisplay } from '@/lib/i18n/get-display'
import { refreshStaleBanks } from './banks/actions'
import { stepUpActions } from './step-up/step-up-actions'

/** Every page behind sign-in: the shell around it, and things written as the viewer writes them. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  const display = await getDisplay(viewer)
  return (
    <DisplayProvider display={display}>
      <AppShell viewer={viewer} mayPay={mayDo(viewer, 'pay')} simulated={env().simulator.enabled} signOut={<SignOutButton />}>
        <StepUpActionsProvider actions={stepUpActions}>{children}</StepUpActionsProvider>
        {mayDo(viewer, 'connect_banks') && <RefreshOnOpen refreshStaleBanks={refreshStaleBanks} />}
      </AppShell>
    </DisplayProvider>
  )
}
