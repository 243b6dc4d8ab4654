using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>An object that was taken out of the database, and where its file is, so that it can be deleted too.</summary>
/// <param name="Key">The key that is gone.</param>
/// <param name="Locations">
/// Every key of the instance store that the image row and the receive journal named for the object, each once; more than one where
/// duplicates were kept.
/// </param>
public sealed record RemovedInstance(InstanceKey Key, IReadOnlyList<string> Locations);
