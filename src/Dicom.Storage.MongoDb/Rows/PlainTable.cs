namespace Dicom.Storage.MongoDb;

/// <summary>A collection of this adapter's own, whose documents are replaced whole.</summary>
internal sealed class PlainTable(string name) : IMongoTable
{
    private static readonly HashSet<string> s_none = [];

    public string Name => name;

    public IReadOnlySet<string> Kept => s_none;

    public IReadOnlySet<string> Latest => s_none;
}
