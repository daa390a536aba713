export { jsonSchemaOf } from "./jsonSchema";
export {
    anyList,
    type Content,
    decimal,
    either,
    flag,
    list,
    mapOf,
    nothingDerives,
    oneOf,
    only,
    refuse,
    section,
    type Trouble,
    text,
    whole,
} from "./leaves";
export { inFile, inStack, type Place, type Steps } from "./location";
export { isMap } from "./plainCopy";
export { readShape, type Shape } from "./readShape";
export { shown } from "./shown";
