using System.Data.Common;
using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>One connection to a server, used by one caller at a time.</summary>
public abstract class ServerSession(DbConnection connection, SqlDialect dialect, ServerStatements statements) : SqlSession
{
    /// <summary>Gets the connection.</summary>
    public DbConnection Connection => connection;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        DbCommand command = Command(sql, arguments);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, object?[] arguments, Func<IRowReader, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        List<T> rows = [];
        DbCommand command = Command(sql, arguments);
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                DbRowReader row = RowReader(reader);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    rows.Add(Extract(row, read));
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    public override async Task RunScriptAsync(string sql, CancellationToken cancellationToken)
    {
        DbCommand command = Command(sql, []);
        command.CommandTimeout = 0; // A large table takes its time; the caller's token ends it.
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task LockStudiesAsync(IEnumerable<StudyKey> studies, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> stripes = StudyStripes.Of(studies);
        if (stripes.Count > 0)
            await ExecuteAsync(statements.LockStripes, [StripesValue(stripes)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the value of the parameter of <see cref="ServerStatements.LockStripes"/>.</summary>
    protected abstract object StripesValue(IReadOnlyList<int> stripes);

    /// <summary>Makes a reader of the driver's rows.</summary>
    protected abstract DbRowReader RowReader(DbDataReader reader);

    /// <summary>Gives a parameter its value in the driver's form.</summary>
    protected virtual DbParameter Parameter(DbCommand command, object? value)
    {
        ArgumentNullException.ThrowIfNull(command);
        DbParameter parameter = command.CreateParameter();
        parameter.Value = dialect.Value(value);
        return parameter;
    }

    private DbCommand Command(string sql, object?[] arguments)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant fragments of this package and the adapter's; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < arguments.Length; i++)
        {
            DbParameter parameter = Parameter(command, arguments[i]);
            parameter.ParameterName = SqlDialect.Parameter(i);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
