/**
 * What the library writes though Grafana takes it for granted; it would be a third of every file. Of one key it writes
 * what Grafana does not: links would be in a menu instead of on the page.
 */
const omitted: Readonly<Record<string, readonly unknown[]>> = {
    transparent: [false],
    repeatDirection: ["h"],
    skipUrlSync: [false],
    multi: [false],
    includeAll: [false],
    allowCustomValue: [true],
    auto: [false],
    auto_min: ["10s"],
    auto_count: [30],
    icon: [""],
    tooltip: [""],
    asDropdown: [false],
    targetBlank: [false],
    includeVars: [false],
    keepTime: [false],
    placement: ["inControlsMenu"],
    justifyMode: ["auto"],
    textMode: ["auto"],
    orientation: ["auto"],
    wideLayout: [true],
    showPercentChange: [false],
    percentChangeColorMode: ["standard"],
    fiscalYearStartMonth: [0],
    collapsed: [false],
};

interface Numbered {
    readonly panels?: readonly object[];
}

/** The dashboard as a person would have written it, with panels numbered so that a link to one stays true. */
export function tidied(dashboard: Numbered): object {
    const panels = dashboard.panels?.map((panel, at) => ({ ...panel, id: at + 1 }));
    return Object(lean({ ...dashboard, panels }));
}

function lean(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(lean);
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key, each]) => !omitted[key]?.includes(each) && !isEmpty(key, each))
            .map(([key, each]) => [key, lean(each)]),
    );
}

/** Settings that hold nothing; a row's list of panels must be there. */
function isEmpty(key: string, value: unknown): boolean {
    const hollow = value !== null && typeof value === "object" && Object.keys(value).length === 0;
    return hollow && ["overrides", "custom", "annotations", "tags"].includes(key);
}
