/** The element of the page with this id, which the template promises. */
export function byId<E extends HTMLElement = HTMLElement>(id: string, type?: new () => E): E {
  const found = document.getElementById(id);
  if (found === null || (type !== undefined && !(found instanceof type))) throw new Error(`the page has no #${id}`);
  return found as E;
}

interface Attributes {
  readonly [name: string]: string | number | boolean | null;
}

/** A new element with attributes and children; text children can never become markup. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}
