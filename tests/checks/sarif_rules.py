"""The part of the SARIF 2.1.0 schema that our reports use, as a JSON schema.

The published schema file is not at hand; these are its required properties, enumerations, ranges and types for the
objects that are written, with unknown properties refused as the published schema does.
"""

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string"}},
    "additionalProperties": False,
}
BAG = {"type": "object"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def closed(required, **properties):
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


REGION = closed([], startLine={"type": "integer", "minimum": 1})
ARTIFACT = closed([], uri={"type": "string", "pattern": "^[^\\s]*$"})
PHYSICAL = closed([], artifactLocation=ARTIFACT, region=REGION, properties=BAG)
LOGICAL = closed([], name={"type": "string"}, fullyQualifiedName={"type": "string"}, kind={"type": "string"})
LOCATION = closed(
    [], physicalLocation=PHYSICAL, logicalLocations={"type": "array", "items": LOGICAL, "uniqueItems": True}
)
RULE = closed(
    ["id"], id={"type": "string"}, name={"type": "string"}, shortDescription=TEXT, fullDescription=TEXT, help=TEXT, properties=BAG,
    defaultConfiguration=closed([], level=LEVEL),
)  # fmt: skip
RESULT = closed(
    ["message"], ruleId={"type": "string"}, ruleIndex={"type": "integer", "minimum": -1}, level=LEVEL, message=TEXT,
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    locations={"type": "array", "items": LOCATION}, relatedLocations={"type": "array", "items": LOCATION, "uniqueItems": True},
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}}, properties=BAG,
    rank={"type": "number", "minimum": -1, "maximum": 100},
    suppressions={"type": "array", "uniqueItems": True, "items": closed(
        ["kind"], kind={"enum": ["inSource", "external"]}, status={"enum": ["accepted", "underReview", "rejected"]},
        justification={"type": "string"})},
)  # fmt: skip
NOTIFICATION = closed(
    ["message"], level=LEVEL, message=TEXT, associatedRule=closed([], id={"type": "string"}, index={"type": "integer", "minimum": -1})
)  # fmt: skip
RUN = closed(
    ["tool"], results={"type": "array", "items": RESULT}, properties=BAG, columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    tool=closed(["driver"], driver=closed(["name"], name={"type": "string"}, informationUri={"type": "string", "format": "uri"},
                                          rules={"type": "array", "items": RULE, "uniqueItems": True})),
    invocations={"type": "array", "items": closed(["executionSuccessful"], executionSuccessful={"type": "boolean"},
                                                  toolExecutionNotifications={"type": "array", "items": NOTIFICATION})},
)  # fmt: skip
SARIF = {
    "type": "object", "required": ["version", "runs"], "additionalProperties": False,
    "properties": {"$schema": {"type": "string"}, "version": {"enum": ["2.1.0"]}, "runs": {"type": "array", "items": RUN}},
}  # fmt: skip
