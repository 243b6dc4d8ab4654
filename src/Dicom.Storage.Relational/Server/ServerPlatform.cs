using System.Data.Common;

namespace Dicom.Storage.Relational;

/// <summary>A kind of server and the way to one of them: what an adapter gives to <see cref="ServerDbProvider"/>.</summary>
public abstract class ServerPlatform
{
    /// <summary>Gets the server's name for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the pool of connections.</summary>
    public abstract DbDataSource DataSource { get; }

    /// <summary>Gets the dialect.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Gets the statements about transactions and schema.</summary>
    public abstract ServerStatements Statements { get; }

    /// <summary>Gets what errors mean.</summary>
    public abstract ServerErrors Errors { get; }

    /// <summary>Gets the settings without which the server may lose or change what it has acknowledged.</summary>
    public abstract IReadOnlyList<ServerSetting> RequiredSettings { get; }

    /// <summary>Makes a session of a connection.</summary>
    public abstract ServerSession Session(DbConnection connection);

    /// <summary>Closes idle connections, which a server that went away has left dead.</summary>
    public abstract void ForgetConnections(DbConnection connection);

    /// <summary>Brings the schema up to date under a lock that keeps other processes from doing the same.</summary>
    public abstract Task MigrateAsync(DbConnection connection, TimeProvider timeProvider, CancellationToken cancellationToken);
}
