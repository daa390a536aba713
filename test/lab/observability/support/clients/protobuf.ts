/** As much of protobuf's encoding as a span takes. */

export function message(field: number, content: Buffer): Buffer {
    return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
}

export function text(field: number, value: string): Buffer {
    return message(field, Buffer.from(value, "utf8"));
}

export function hexBytes(field: number, value: string): Buffer {
    return message(field, Buffer.from(value, "hex"));
}

export function whole(field: number, value: number): Buffer {
    return Buffer.concat([varint(field << 3), varint(value)]);
}

export function fixed64(field: number, value: bigint): Buffer {
    const content = Buffer.alloc(8);
    content.writeBigUInt64LE(value);
    return Buffer.concat([varint((field << 3) | 1), content]);
}

function varint(value: number): Buffer {
    const bytes: number[] = [];
    let rest = value;
    while (rest > 127) {
        bytes.push((rest & 127) | 128);
        rest >>>= 7;
    }
    return Buffer.from([...bytes, rest]);
}
