using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Scp;

/// <summary>
/// Composes a server without host and container. Nothing has to be set: objects and spool go under <c>./data</c>, the index to
/// SQLite there when its package is referenced, events to the in-process bus.
/// </summary>
public sealed class StorageScpBuilder
{
    private readonly DicomStorageOptions _storage = new();
    private readonly StorageScpOptions _scp = new();
    private IInstanceStore? _store;
    private IDbProvider? _database;
    private IMessagePublisher? _publisher;
    private ITenantResolver? _tenants;
    private TranscodeRules? _rules;
    private CodecRegistry? _codecs;
    private TimeProvider _time = TimeProvider.System;
    private ILoggerFactory _loggers = NullLoggerFactory.Instance;

    internal StorageScpBuilder()
    {
    }

    /// <summary>Gets or sets who is told each step on the way of an object; for tests.</summary>
    internal IFaultPoints FaultPoints { get; set; } = IFaultPoints.None;

    /// <summary>Sets options of the server.</summary>
    public StorageScpBuilder Configure(Action<StorageScpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_scp);
        return this;
    }

    /// <summary>Sets options of the storage: its directories, spool and pipeline.</summary>
    public StorageScpBuilder ConfigureStorage(Action<DicomStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_storage);
        return this;
    }

    /// <summary>Keeps objects in another store than the file system. It stays its owner's.</summary>
    public StorageScpBuilder UseStore(IInstanceStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        return this;
    }

    /// <summary>Indexes in this database. It stays its owner's.</summary>
    public StorageScpBuilder UseDatabase(IDbProvider database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        return this;
    }

    /// <summary>Publishes events here. It stays its owner's.</summary>
    public StorageScpBuilder UsePublisher(IMessagePublisher publisher)
    {
        ArgumentNullException.ThrowIfNull(publisher);
        _publisher = publisher;
        return this;
    }

    /// <summary>Decides on tenants here instead of by the options.</summary>
    public StorageScpBuilder UseTenants(ITenantResolver tenants)
    {
        ArgumentNullException.ThrowIfNull(tenants);
        _tenants = tenants;
        return this;
    }

    /// <summary>Brings objects into another transfer syntax where a rule says so, after they were acknowledged.</summary>
    public StorageScpBuilder UseTranscoding(Action<TranscodeRules> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _rules ??= new TranscodeRules();
        configure(_rules);
        return this;
    }

    /// <summary>Decodes and encodes frames with these codecs. Those of Dicom.Storage.Codecs by default.</summary>
    public StorageScpBuilder UseCodecs(CodecRegistry codecs)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        _codecs = codecs;
        return this;
    }

    /// <summary>Logs here.</summary>
    public StorageScpBuilder UseLogging(ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        _loggers = loggers;
        return this;
    }

    /// <summary>Takes time from here. The system's by default.</summary>
    public StorageScpBuilder UseTime(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        return this;
    }

    /// <summary>Makes the server; <see cref="StorageScpServer.StartAsync"/> sets it to work.</summary>
    /// <exception cref="ArgumentException">An option is malformed; the message names it.</exception>
    /// <exception cref="InvalidOperationException">No database was given and the default's package is not referenced.</exception>
    /// <exception cref="IOException">The directories cannot be made, or another process works with the spool.</exception>
    public StorageScpServer Build()
    {
        _storage.ApplyRoot();
        IDbProvider database = _database ?? DefaultDatabase.Create(_storage.Root, _time, _loggers);
        Spool spool = new(_storage.Spool, _time, _loggers.CreateLogger<Spool>(), FaultPoints);
        IInstanceStore store = _store ?? new FileSystemInstanceStore(_storage.FileSystem, FaultPoints);
        IMessagePublisher publisher = _publisher ?? new InProcessBus();
        IngestPipeline pipeline = new(spool, store, database, publisher, _storage.Ingest, _time, _loggers.CreateLogger<IngestPipeline>(), Transform(), FaultPoints);
        StorageEngine engine = new(spool, store, database, publisher, pipeline);
        StorageScp scp = new(engine, _scp, _time, _loggers, _tenants, _codecs);
        return new StorageScpServer(scp, engine, ownsDatabase: _database is null);
    }

    private TranscodingTransform? Transform() => _rules is null ? null : new TranscodingTransform(_rules, _codecs ?? CodecRegistry.Default, _loggers.CreateLogger<TranscodingTransform>());
}
