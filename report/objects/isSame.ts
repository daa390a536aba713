/** Whether two values say the same, in whatever order fields stand; much cheaper than their texts. */
export function isSame(left: unknown, right: unknown): boolean {
    if (
        left === right ||
        typeof left !== "object" ||
        typeof right !== "object" ||
        left === null ||
        right === null
    ) {
        return left === right;
    }
    // YAML knows points in time; they have no fields to compare.
    if (left instanceof Date || right instanceof Date) {
        return String(left) === String(right) && Number(left) === Number(right);
    }
    if (Array.isArray(left) || Array.isArray(right)) {
        return (
            Array.isArray(left) &&
            Array.isArray(right) &&
            left.length === right.length &&
            left.every((each, index) => isSame(each, right[index]))
        );
    }
    const [fields, others] = [left as Fields, right as Fields];
    for (const key in fields) {
        if (!isSame(fields[key], others[key])) {
            return false;
        }
    }
    for (const key in others) {
        if (others[key] !== undefined && fields[key] === undefined) {
            return false;
        }
    }
    return true;
}

type Fields = Readonly<Record<string, unknown>>;
