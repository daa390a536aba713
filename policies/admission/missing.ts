/** Mandatory object rules without a twin, and why an API server cannot ask what they ask. */
export const withoutTwin: Readonly<Record<string, string>> = {
    "B-05": "the keys stand in a text that is JSON, which CEL cannot read",
    "D-29": "istiod's webhook refuses the same of every object that an API server is given",
    "D-30": "istiod's webhook refuses the same of every object that an API server is given",
    "E-24": "istiod's webhook refuses the same of every object that an API server is given",
    "F-03": "it refuses values of charts, and no API server sees those apart",
    "F-04": "it refuses values of charts, and the same as YAML in a text, which CEL cannot read",
    "G-28": "istiod's webhook refuses the same of every object that an API server is given",
    "V-01": "the API server judges by the same schemas itself, once the CRDs are there",
    "V-02": "the API server judges by the same schemas itself, once the CRDs are there",
    "V-03": "the API server judges by the same schemas itself, once the CRDs are there",
    "V-04": "the API server judges by the same schemas itself, once the CRDs are there",
};

export const stackReason = "it needs other objects, and an expression sees one";
