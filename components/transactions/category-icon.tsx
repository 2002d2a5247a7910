import {
  ArrowDownLeft,
  ArrowLeftRight,
  ArrowUpRight,
  Baby,
  Banknote,
  Bus,
  CircleEllipsis,
  Heart,
  House,
  Landmark,
  PiggyBank,
  Plane,
  Repeat,
  ShoppingBag,
  ShoppingBasket,
  Ticket,
  Umbrella,
  Utensils,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import type { Category } from '@/lib/accounts/category'
import { findNamedCategory } from './category-name'

const ICONS: Record<Category, LucideIcon> = {
  groceries: ShoppingBasket,
  eating_out: Utensils,
  transport: Bus,
  health: Heart,
  home: House,
  energy: Zap,
  insurance: Umbrella,
  childcare: Baby,
  salary: ArrowDownLeft,
  savings: PiggyBank,
  transfer: ArrowLeftRight,
  subscriptions: Repeat,
  shopping: ShoppingBag,
  cash: Banknote,
  fees: Landmark,
  travel: Plane,
  leisure: Ticket,
  other: CircleEllipsis,
}

type CategoryIconProps = { category: string | null; isIncoming: boolean; isOwnTransfer: boolean }

/** The category as a grey drawing; without one, which way the money went. Its name stands beside it on the desk. */
export function CategoryIcon({ category, isIncoming, isOwnTransfer }: CategoryIconProps) {
  const named = findNamedCategory(category)
  const Icon = isOwnTransfer ? ArrowLeftRight : named ? ICONS[named] : isIncoming ? ArrowDownLeft : ArrowUpRight
  return <Icon className="ic" aria-hidden="true" />
}
