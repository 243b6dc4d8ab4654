using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dicom.Storage.Sqlite;

/// <summary>
/// One connection with its prepared commands. SQLite works in the calling thread: the tasks are complete when they are returned,
/// so a session never moves between threads within a transaction.
/// </summary>
internal sealed class SqliteSession(SqliteConnection connection, SqliteDialect dialect) : SqlSession, IDisposable
{
    // Constant statements are about thirty; what searches build varies and is prepared anew beyond this.
    private const int MaxPrepared = 128;

    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (sqlite3_stmt Statement, SqliteRowWriter Writer)> _upserts = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    public override Task<int> ExecuteAsync(string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Use(sql, arguments, static command => command.ExecuteNonQuery()));
    }

    public override Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, object?[] arguments, Func<IRowReader, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<T>>(Use(sql, arguments, command => ReadAll(command, read, cancellationToken)));
    }

    public override Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        SqliteRowWriter writer = Writer(SqliteStatements<T>.Upsert(table, dialect));
        foreach (T row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            table.Write(row, writer);
            writer.Run();
        }

        return Task.CompletedTask;
    }

    public override Task RunScriptAsync(string sql, CancellationToken cancellationToken)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // An embedded file of this package.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    /// <summary>Runs a statement without parameters.</summary>
    public void Execute(string sql) => Use(sql, [], static command => command.ExecuteNonQuery());

    public void Dispose()
    {
        Forget();
        foreach ((sqlite3_stmt statement, _) in _upserts.Values)
            statement.Dispose();
        connection.Dispose();
    }

    private static List<T> ReadAll<T>(SqliteCommand command, Func<IRowReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        using SqliteDataReader reader = command.ExecuteReader();
        SqliteRowReader row = new(reader);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(Extract(row, read));
        }

        return rows;
    }

    private TResult Use<TResult>(string sql, object?[] arguments, Func<SqliteCommand, TResult> run)
    {
        SqliteCommand command = Prepared(sql, arguments.Length);
        for (int i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = dialect.Value(arguments[i]);
        return run(command);
    }

    private SqliteCommand Prepared(string sql, int parameters)
    {
        if (_prepared.TryGetValue(sql, out SqliteCommand? known))
            return known;

        if (_prepared.Count >= MaxPrepared)
            Forget();

        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from SqlStatements, ConditionSql and this package: constant fragments, values as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter(SqlDialect.Parameter(i), DBNull.Value));
        _prepared.Add(sql, command);
        return command;
    }

    private SqliteRowWriter Writer(string sql)
    {
        if (_upserts.TryGetValue(sql, out (sqlite3_stmt Statement, SqliteRowWriter Writer) known))
            return known.Writer;

        sqlite3 database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement), database);
        SqliteRowWriter writer = new(database, statement);
        _upserts.Add(sql, (statement, writer));
        return writer;
    }

    private void Forget()
    {
        foreach (SqliteCommand command in _prepared.Values)
            command.Dispose();
        _prepared.Clear();
    }
}
