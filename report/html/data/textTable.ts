/** Texts that many places share are written once; the places hold numbers. */
export class TextTable {
    readonly texts: string[] = [];
    private readonly places = new Map<string, number>();

    add(text: string): number {
        const known = this.places.get(text);
        if (known !== undefined) {
            return known;
        }
        this.places.set(text, this.texts.length);
        return this.texts.push(text) - 1;
    }

    addAll(texts: readonly string[]): readonly number[] {
        return texts.map((each) => this.add(each));
    }
}
