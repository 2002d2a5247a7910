import type { StepUpActions } from '@/components/auth/step-up-actions'
import { askPasskey, proveCode, provePasskey, provePassword } from './actions'

/** What the layout hands to whatever may ask for a proof. */
export const stepUpActions: StepUpActions = { askPasskey, proveCode, provePasskey, provePassword }
