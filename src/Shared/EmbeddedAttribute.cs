namespace Microsoft.CodeAnalysis;

// The compiler knows it by this name: what carries it is seen in its own assembly alone, also where internals are visible to others.
[Embedded]
[AttributeUsage(AttributeTargets.All)]
internal sealed class EmbeddedAttribute : Attribute;
