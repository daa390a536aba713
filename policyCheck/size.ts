const most = 1_000_000;
const deepest = 200;

/**
 * Why a value is too large to be judged. Aliases make one value stand in many places, or in itself: some hundred bytes
 * can mean more than any machine can walk through.
 */
export function sizeProblem(value: unknown): string | undefined {
    const sizes = new Map<object, number>();
    const open = new Set<object>();
    let cyclic = false;
    const size = (each: unknown, depth: number): number => {
        if (typeof each !== "object" || each === null) {
            return 1;
        }
        const known = sizes.get(each);
        if (known !== undefined) {
            return known;
        }
        if (open.has(each) || depth > deepest) {
            cyclic = true;
            return 1;
        }
        open.add(each);
        let sum = 1;
        for (const child of Object.values(each)) {
            sum += size(child, depth + 1);
        }
        open.delete(each);
        sizes.set(each, sum);
        return sum;
    };
    const total = size(value, 0);
    if (cyclic) {
        return `holds itself, or is nested more than ${deepest} levels deep`;
    }
    return total > most ? `comes to more than ${most} values once its aliases are followed` : undefined;
}
