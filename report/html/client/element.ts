type Child = Node | string;

/** An element with attributes; text goes in as text, so nothing that anybody wrote is ever markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
    name: Name,
    attributes: Readonly<Record<string, string>> = {},
    ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
}

/** An element that the page certainly has. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) {
        throw new Error(`internal error: the page has no ${kind.name} "${id}"`);
    }
    return found;
}

export function button(
    label: string,
    attributes: Readonly<Record<string, string>>,
    act: () => void,
): HTMLButtonElement {
    const made = element("button", { type: "button", ...attributes }, label);
    made.addEventListener("click", act);
    return made;
}
