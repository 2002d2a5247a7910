import Link from 'next/link'

type LinkOption = { href: string; label: string; isCurrent: boolean; /** Said instead of a short label such as "1 M". */ title?: string }

/** Two to four views that exclude each other, each with its own address; works without scripts. */
export function SegmentedLinks({ label, options }: { label: string; options: readonly LinkOption[] }) {
  return (
    <nav className="seg" aria-label={label}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          scroll={false}
          aria-label={option.title}
          aria-current={option.isCurrent ? 'true' : undefined}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  )
}
