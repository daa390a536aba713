/** A value without the fields that are null: to the API server of Kubernetes they are not there. */
export function withoutNulls<Value>(value: Value): Value {
    if (Array.isArray(value)) {
        return value.map(withoutNulls) as Value;
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const fields = Object.entries(value).filter(([, each]) => each !== null);
    return Object.fromEntries(fields.map(([key, each]) => [key, withoutNulls(each)])) as Value;
}
