namespace Dicom.Storage.Core;

/// <summary>An object to take over from the spool.</summary>
/// <param name="Key">Whose object it is, and its UIDs.</param>
/// <param name="StudyDate">Study Date; null when the object has none that is a date.</param>
/// <param name="Entry">The spool entry.</param>
public sealed record PutRequest(InstanceKey Key, DateOnly? StudyDate, SpoolEntry Entry)
{
    /// <summary>The variant of an object as it came, beside the one in another transfer syntax that is stored in its stead.</summary>
    public const string Original = "original";

    /// <summary>
    /// Gets the object as it came when <see cref="Entry"/> is what was made of it; null, the default, for an object as it came. Where that is stored under this
    /// name already, sent before or left by an attempt that was cut off, it stays (<see cref="PutOutcome.PredecessorStored"/>).
    /// </summary>
    public SpoolEntry? Predecessor { get; init; }

    /// <summary>Gets which form of the object it is, a word of small letters; it becomes a part of the location. Empty, the default, for the one that the index names.</summary>
    public string Variant { get; init; } = string.Empty;
}

/// <summary>Where an object went.</summary>
/// <param name="Location">Its location in the store.</param>
/// <param name="Outcome">What happened to it.</param>
public sealed record PutResult(string Location, PutOutcome Outcome);

/// <summary>An object that <see cref="IInstanceStore.EnumerateAsync"/> found.</summary>
/// <param name="Location">Its location.</param>
/// <param name="Length">Its length in bytes, file meta included.</param>
public sealed record StoredObject(string Location, long Length);
