/** Colours of the picture, as the style of the page gives them at the moment. */
export interface Palette {
    readonly text: string;
    readonly faint: string;
    readonly surface: string;
    readonly group: string;
    readonly line: string;
    readonly same: string;
    readonly opens: string;
    readonly closes: string;
    readonly changes: string;
    readonly accent: string;
}

const names = [
    "text",
    "faint",
    "surface",
    "group",
    "line",
    "same",
    "opens",
    "closes",
    "changes",
    "accent",
] as const;

/** A canvas knows no variables: an element is asked what colour each of them is now. */
export function paletteOf(probe: HTMLElement): Palette {
    const colours = names.map((name) => {
        probe.style.color = `var(--${name})`;
        return [name, getComputedStyle(probe).color] as const;
    });
    probe.style.color = "";
    return Object.fromEntries(colours) as unknown as Palette;
}
