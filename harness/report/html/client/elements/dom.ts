export type Child = Node | string | number | false | null | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | EventListener | undefined>>;

/**
 * Makes an element. A function is a listener of the event that it is named by; `true` is an attribute without a value.
 * Text becomes text, never markup.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(
    ...children
      .flat()
      .filter(isShown)
      .map((child) => (child instanceof Node ? child : String(child))),
  );
  return element;
}

function isShown(child: Child): child is Node | string | number {
  return child !== null && child !== undefined && child !== false;
}

/** `1 scenario`, `2 scenarios`. */
export function formatCount(count: number, noun: string) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinNames(names: readonly string[]) {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function cutText(text: string, longest: number) {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

export function formatDuration(durationMs: number) {
  return durationMs < 1_000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1_000).toFixed(1)} s`;
}

/** `2026-11-24 18:59 UTC` */
export function formatInstant(instant: string) {
  return instant.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*$/, '$1 $2 UTC');
}

/** A command with a button that copies it. */
export function renderCommand(command: string, label: string) {
  const button = h('button', { type: 'button', class: 'copy', 'aria-label': `Copy the command: ${command}` }, 'Copy');
  button.addEventListener('click', () => {
    copyText(command).then(
      () => announce(button, 'Copied'),
      () => announce(button, 'Select and copy'),
    );
  });
  return h('div', { class: 'command' }, h('span', { class: 'command-label' }, label), h('code', {}, command), button);
}

/** The clipboard of the page first; where a page from a file may not use it, the selection. */
async function copyText(text: string) {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = h('textarea', { class: 'visually-hidden' }, text);
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (!isCopied) {
    throw new Error('The browser does not let this page copy.');
  }
}

function announce(button: HTMLButtonElement, text: string) {
  button.textContent = text;
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2_000);
}
