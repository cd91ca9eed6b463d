import type { Labels, Language } from "../model.js";

/** What the reader chose, kept by the browser where it lets a page keep anything. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tishu.${key}`);
    else localStorage.setItem(`tishu.${key}`, value);
  } catch {
    // A page opened from a file may be refused storage: the choice then lasts as long as the page.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`tishu.${key}`);
  } catch {
    return null;
  }
}

export interface Speech {
  language: Language;
  /** The label of `key` with numbers in its places; for a value that has none `fallback`, else the key. */
  say(key: string, places?: { readonly n?: string | number; readonly m?: string | number }, fallback?: string): string;
}

/** The labels in the language that was asked for at the command line, chosen before, or is the browser's. */
export function makeSpeech(labels: Labels, fixed: Language | null): Speech {
  const chosen = recall("language");
  const browser = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? navigator.language;
  return {
    language: chosen === "zh" || chosen === "en" ? chosen : (fixed ?? (/^zh\b/i.test(browser) ? "zh" : "en")),
    say(key, places = {}, fallback = key) {
      const pair = labels[key];
      if (pair === undefined) return fallback;
      return (this.language === "zh" ? pair[0] : pair[1])
        .replace("$n", String(places.n ?? ""))
        .replace("$m", String(places.m ?? ""));
    },
  };
}

/** Puts every label of the page's frame into the language. */
export function relabel(speech: Speech): void {
  document.documentElement.lang = speech.language === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]"))
    element.textContent = speech.say(element.dataset.label ?? "", {}, element.textContent ?? "");
  for (const element of document.querySelectorAll<HTMLElement>("[data-label-title]"))
    element.title = speech.say(element.dataset.labelTitle ?? "");
  for (const element of document.querySelectorAll<HTMLElement>("[data-label-name]"))
    element.setAttribute("aria-label", speech.say(element.dataset.labelName ?? ""));
}

export type Theme = "auto" | "light" | "dark";
const THEMES: readonly Theme[] = ["auto", "light", "dark"];

export function currentTheme(): Theme {
  const chosen = recall("theme");
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark on the root element, where the style sheet looks for it. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme === "auto" ? (prefersDark.matches ? "dark" : "light") : theme;
}

export function onSystemTheme(changed: () => void): void {
  prefersDark.addEventListener("change", changed);
}
