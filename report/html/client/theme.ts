import { byId } from "./element";

const themes = ["light dark", "light", "dark"] as const;
const names = { "light dark": "as the system", light: "light", dark: "dark" } as const;

/** Light, dark, or what the system says; `changed` is told when colours are other than before. */
export function theme(changed: () => void): void {
    const toggle = byId("theme", HTMLButtonElement);
    let chosen = 0;
    toggle.addEventListener("click", () => {
        chosen = (chosen + 1) % themes.length;
        const scheme = themes[chosen] ?? "light dark";
        document.documentElement.style.colorScheme = scheme;
        toggle.textContent = `Colours: ${names[scheme]}`;
        changed();
    });
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
        matchMedia(query).addEventListener("change", changed);
    }
}
