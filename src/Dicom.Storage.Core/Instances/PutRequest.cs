namespace Dicom.Storage.Core;

/// <summary>An object to take over from the spool.</summary>
/// <param name="Key">Whose object it is, and its UIDs.</param>
/// <param name="StudyDate">Study Date; null when the object has none that is a date.</param>
/// <param name="Entry">The spool entry.</param>
public sealed record PutRequest(InstanceKey Key, DateOnly? StudyDate, SpoolEntry Entry);

/// <summary>Where an object went.</summary>
/// <param name="Location">Its location in the store.</param>
/// <param name="Outcome">What happened to it.</param>
public sealed record PutResult(string Location, PutOutcome Outcome);

/// <summary>An object that <see cref="IInstanceStore.EnumerateAsync"/> found.</summary>
/// <param name="Location">Its location.</param>
/// <param name="Length">Its length in bytes, file meta included.</param>
public sealed record StoredObject(string Location, long Length);
