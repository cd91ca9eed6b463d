import { applyTheme, currentTheme } from "./preferences.js";

// Before anything is painted: the theme, and that there is a script.
document.documentElement.classList.add("js");
applyTheme(currentTheme());
