namespace Dicom.Storage.MongoDb;

/// <summary>What a save has to know of a collection.</summary>
internal interface IMongoTable
{
    string Name { get; }

    /// <summary>Gets the fields that keep the value of the first save.</summary>
    IReadOnlySet<string> Kept { get; }

    /// <summary>Gets the fields that take the greater of stored and given.</summary>
    IReadOnlySet<string> Latest { get; }
}
