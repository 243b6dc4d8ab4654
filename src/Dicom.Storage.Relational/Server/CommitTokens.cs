using System.Collections.Concurrent;
using System.Data.Common;
using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>
/// Every transaction notes a token of its own as its last statement. When the answer to its commit is lost, the token tells the
/// outcome: it is there, or its place is taken, after which the transaction cannot commit any more, however late its
/// message reaches the server.
/// </summary>
internal sealed class CommitTokens(ServerPlatform platform, TimeSpan lookupTimeout, RetryDelays delays, TimeProvider timeProvider)
{
    // A token is of no use once its answer has come. Forgetting many at a time costs a commit next to nothing.
    private const int ForgetAtOnce = 64;

    private readonly ConcurrentQueue<string> _answered = new();
    private readonly string _forget = $"DELETE FROM dicom_commit WHERE {platform.Dialect.AnyOf("token", SqlDialect.Parameter(0))}";

    public static string Next() => Guid.CreateVersion7().ToString("N");

    /// <summary>Notes that a token's transaction was answered.</summary>
    public void Answered(string token) => _answered.Enqueue(token);

    /// <summary>Forgets answered tokens within a transaction, when there are enough of them.</summary>
    public async Task ForgetAsync(ServerSession session, CancellationToken cancellationToken)
    {
        if (_answered.Count < ForgetAtOnce)
            return;

        List<string> tokens = [];
        while (tokens.Count < ForgetAtOnce && _answered.TryDequeue(out string? token))
            tokens.Add(token);
        await session.ExecuteAsync(_forget, [platform.Dialect.AnyOfValue(tokens)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds out whether a token's transaction was committed; once it says no, it will never be.</summary>
    /// <exception cref="DicomStorageException">Of kind TransactionFailed: the database could not be asked in time.</exception>
    public async Task<bool> WasCommittedAsync(string token, CancellationToken cancellationToken)
    {
        long start = timeProvider.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await LookUpAsync(token, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (platform.Errors.IsOfServer(error))
            {
                if (timeProvider.GetElapsedTime(start) >= lookupTimeout)
                {
                    throw new DicomStorageException(
                        StorageErrorKind.TransactionFailed,
                        "The answer to a commit was lost, and the database could not be asked for its outcome.",
                        isTransient: true,
                        error);
                }
            }

            await delays.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> LookUpAsync(string token, CancellationToken cancellationToken)
    {
        DbConnection connection = await platform.DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            ServerSession session = platform.Session(connection);
            await session.ExecuteAsync(platform.Statements.FenceCommit, [token], cancellationToken).ConfigureAwait(false);
            return await session.CountAsync(platform.Statements.CommitFenced, [token], cancellationToken).ConfigureAwait(false) == 0;
        }
    }
}
