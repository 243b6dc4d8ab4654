namespace Dicom.Storage.Core;

/// <summary>An object to take over from the spool.</summary>
/// <param name="Key">Whose object it is, and its UIDs.</param>
/// <param name="StudyDate">Study Date; null when the object has none that is a date.</param>
/// <param name="Entry">The spool entry.</param>
public sealed record PutRequest(InstanceKey Key, DateOnly? StudyDate, SpoolEntry Entry)
{
    /// <summary>
    /// Gets the object as it came when <see cref="Entry"/> is what was made of it; null, the default, for an object as it came. Where that is stored already
    /// under its own name, sent before or left by an attempt that was cut off, it stays (<see cref="PutResult.IsPredecessor"/>).
    /// </summary>
    public PutRequest? Predecessor { get; init; }

    /// <summary>Gets whether <see cref="Predecessor"/> is stored too, beside the object and where <see cref="IInstanceStore.OriginalOf"/> says. False by default.</summary>
    public bool KeepsPredecessor { get; init; }
}

/// <summary>Where an object went.</summary>
/// <param name="Location">Its location in the store.</param>
/// <param name="Outcome">What happened to it.</param>
public sealed record PutResult(string Location, PutOutcome Outcome)
{
    /// <summary>Gets whether all this is said of <see cref="PutRequest.Predecessor"/>, which was there already, and the object itself was not stored.</summary>
    public bool IsPredecessor { get; init; }
}

/// <summary>An object that <see cref="IInstanceStore.EnumerateAsync"/> found.</summary>
/// <param name="Location">Its location.</param>
/// <param name="Length">Its length in bytes, file meta included.</param>
public sealed record StoredObject(string Location, long Length);
