import type { Drift } from "./driftIn";

const most = 100;

export function driftTitle(stack: string): string {
    return `Drift: the ${stack} cluster is not what its stack says`;
}

/** What is not as it was left, and the two ways to end that. */
export function driftText(stack: string, drift: readonly Drift[], run: string | undefined): string {
    const left = drift.length - most;
    return [
        `${drift.length === 1 ? "One object is" : `${drift.length} objects are`} not as \`${stack}\` left them:`,
        "",
        ...drift.slice(0, most).map(line),
        ...(left > 0 ? [`- … and ${left} more`] : []),
        "",
        "Somebody or something else changed them. Either it is wanted: then it belongs into the catalogue or the stack file.",
        `Or it is not: \`pulumi up --refresh --run-program --stack ${stack}\` puts it back.`,
        "",
        `This issue is kept up to date by the nightly look, and closed by it when nothing differs any more.${run === undefined ? "" : ` Last look: ${run}`}`,
    ].join("\n");
}

function line({ type, name, what, paths }: Drift): string {
    const kind = type.split(":").at(-1) ?? type;
    const where = paths.length === 0 ? "" : `: ${paths.map(code).join(", ")}`;
    return `- ${code(`${kind} ${name}`)} ${what === "deleted" ? "is gone" : `was changed${where}`}`;
}

/** Names come from the cluster; a code span of backticks that are not in it shows them as they are. */
function code(text: string): string {
    return `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
