namespace Dicom.Storage.MongoDb;

/// <summary>Where the MongoDB server is, and the limits of its use.</summary>
public sealed class MongoDbDicomStorageOptions
{
    /// <summary>Gets or sets the connection string, <c>mongodb://</c> or <c>mongodb+srv://</c>. Required. A write concern in it has to be majority and journaled; without one it is.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Gets or sets the database. That of the connection string by default, else <c>dicom_storage</c>.</summary>
    public string? Database { get; set; }

    /// <summary>Gets or sets how long a server is looked for before a call fails, unless the connection string says so. 100 ms to 5 minutes; 5 seconds by default.</summary>
    public TimeSpan ServerSelectionTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long one command may take, and half as long a new connection, unless the connection string says so. 500 ms to 10 minutes; 60 seconds by default.</summary>
    public TimeSpan CommandTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how long a call is tried again that met another writer, a lost connection or a new primary, and how long a writer waits for others of its process where there are no transactions. 0 to 5 minutes; 15 seconds by default.</summary>
    public TimeSpan RetryTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long a writer of a server without transactions may be silent before another one ends its turn. 500 ms to 10 minutes; 15 seconds by default.</summary>
    public TimeSpan JournalTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets whether the server may be started on that loses acknowledged writes: a write concern below majority and journal, or a storage engine in memory. False by default.</summary>
    public bool AllowWeakDurability { get; set; }
}
