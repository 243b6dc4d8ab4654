using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>An entry of the <see cref="SpoolQuarantine"/>.</summary>
/// <param name="Entry">The object.</param>
/// <param name="Reason">Why it is there.</param>
public sealed record QuarantinedEntry(SpoolEntry Entry, QuarantineReason Reason);

/// <summary>Why an object is in quarantine; the content of its reason file.</summary>
/// <param name="Reason">What failed, without patient data.</param>
/// <param name="Since">When, UTC.</param>
public sealed record QuarantineReason(string Reason, DateTimeOffset Since)
{
    internal static QuarantineReason Unknown { get; } = new("The reason file is missing or unreadable.", default);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(QuarantineReason))]
internal sealed partial class SpoolJsonContext : JsonSerializerContext;
