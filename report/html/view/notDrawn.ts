/** What the picture leaves out, and how to see it. */
export function notDrawn(left: number, isAfar: boolean): string {
    const more =
        left === 0
            ? ""
            : `${left} more ${left === 1 ? "call" : "calls"} of the same workloads, which stay the same, are not drawn; the whole mesh has them.`;
    const strands = isAfar
        ? "From so far a line between two namespaces stands for all calls between them that stay the same; come nearer for each of them."
        : "";
    return [more, strands].filter((each) => each !== "").join(" ");
}
