import type { Config } from 'tailwindcss'

const token = (name: string) => `var(--${name})`

/** Utilities speak in tokens only: a colour or a size that is not in the design does not exist here. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    screens: { sm: '600px', lg: '1024px' },
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      inherit: 'inherit',
      bg: token('bg'),
      surface: token('surface'),
      text: token('text'),
      muted: token('muted'),
      minor: token('minor'),
      control: token('control'),
      rule: token('rule'),
      hairline: token('hairline'),
      accent: { DEFAULT: token('accent'), on: token('on-accent'), press: token('accent-press'), wash: token('accent-wash') },
      positive: { DEFAULT: token('positive'), wash: token('positive-wash') },
      warning: { DEFAULT: token('warning'), wash: token('warning-wash') },
      danger: { DEFAULT: token('danger'), wash: token('danger-wash') },
    },
    fontSize: {
      12: ['0.75rem', '1rem'],
      14: ['0.875rem', '1.25rem'],
      16: ['1rem', '1.5rem'],
      20: ['1.25rem', '1.75rem'],
      28: ['1.75rem', '1.2'],
      40: ['2.5rem', '1.1'],
      xs: ['0.75rem', '1rem'],
      sm: ['0.875rem', '1.25rem'],
      base: ['1rem', '1.5rem'],
      xl: ['1.25rem', '1.75rem'],
    },
    fontFamily: { sans: ['var(--font)'] },
    borderRadius: { none: '0', 4: '4px', 8: '0.5rem', 12: '0.75rem', 16: '1rem', full: '9999px' },
  },
} satisfies Config
