namespace Dicom.Storage.Sqlite;

/// <summary>Where the embedded database is, and its limits.</summary>
public sealed class SqliteDicomStorageOptions
{
    /// <summary>Gets or sets the database file, <c>data/index.db</c> by default. Its folder is made when it is not there. It must be on a local disk: WAL does not work over a network share.</summary>
    public string Path
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = System.IO.Path.Combine("data", "index.db");

    /// <summary>Gets or sets a connection string for Microsoft.Data.Sqlite that takes the place of <see cref="Path"/>, for a password for example; null by default. Pooling and mode are set by this package.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets how long a statement waits for another process's lock. 0 to 5 minutes; 5 seconds by default.</summary>
    public TimeSpan BusyTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the largest number of connections that read at once. 1 to 64; 4 by default.</summary>
    public int MaxReaders
    {
        get;
        set => field = OptionRange.Check(value, 1, 64);
    } = 4;

    /// <summary>Gets or sets the number of rows after which saves that wait no longer join a shared transaction. 1 to 100,000; 4,000 by default. 1 gives each save its own.</summary>
    public int MaxRowsPerCommit
    {
        get;
        set => field = OptionRange.Check(value, 1, 100_000);
    } = 4_000;

    /// <summary>Gets or sets the page cache of the writing connection, in bytes. 1 MiB to 4 GiB; 64 MiB by default. A reading connection has a quarter.</summary>
    public long CacheBytes
    {
        get;
        set => field = OptionRange.Check(value, 1L << 20, 4L << 30);
    } = 64L << 20;

    /// <summary>Gets or sets the size of a database up to which every page is checked at start, in bytes; a larger one is only opened. 0 to 1 TiB; 256 MiB by default.</summary>
    public long CheckAtStartBytes
    {
        get;
        set => field = OptionRange.Check(value, 0, 1L << 40);
    } = 256L << 20;
}
