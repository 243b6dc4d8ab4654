namespace Dicom.Storage.Core;

/// <summary>Settings of the storage as a whole; section <c>DicomStorage</c>.</summary>
public sealed class DicomStorageOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string SectionName = "DicomStorage";

    /// <summary>
    /// Gets or sets the directory under which everything lies whose own place is not set: <c>objects</c>, <c>spool</c>, <c>json</c>,
    /// <c>index.db</c>. <c>./data</c> by default.
    /// </summary>
    public string Root { get; set; } = "./data";

    /// <summary>Gets the settings of the spool.</summary>
    public SpoolOptions Spool { get; } = new();

    /// <summary>Gets the settings of the pipeline.</summary>
    public IngestOptions Ingest { get; } = new();

    /// <summary>Gets the settings of the indexer, where <c>AddIndexer</c> adds one.</summary>
    public IndexerOptions Indexer { get; } = new();

    /// <summary>Gets the settings of the objects' file system store.</summary>
    public FileSystemInstanceStoreOptions FileSystem { get; } = new();

    /// <summary>Gives the directories that are not set their place under <see cref="Root"/>.</summary>
    internal void ApplyRoot()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Root);
        if (Spool.Path.Length == 0)
            Spool.Path = Path.Combine(Root, "spool");
        if (FileSystem.Root.Length == 0)
            FileSystem.Root = Path.Combine(Root, "objects");
    }
}
