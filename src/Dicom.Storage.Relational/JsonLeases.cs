using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Leases of series whose document is to be made.</summary>
internal sealed class JsonLeases(SqlStatements statements)
{
    // Rivals that take what was chosen here at the same moment are few; whoever meets them this often goes away with less.
    private const int MaxRounds = 8;

    public async Task<IReadOnlyList<DicomStateMeta>> AcquireAsync(SqlSession session, JsonLeaseRequest request, CancellationToken cancellationToken)
    {
        List<DicomStateMeta> taken = [];
        for (int round = 0; round < MaxRounds; round++)
        {
            object?[] arguments = [StoredText.ForStorage(request.EndTime), request.Limit - taken.Count, StoredText.ForStorage(request.Now)];
            IReadOnlyList<DicomStateMeta> free = await session
                .QueryAsync(statements.AcquirableSeries, arguments, MetaTables.State.Read, cancellationToken).ConfigureAwait(false);
            int before = taken.Count;
            foreach (DicomStateMeta state in free)
            {
                if (await TakeAsync(session, state, request, cancellationToken).ConfigureAwait(false))
                    taken.Add(state);
            }

            if (taken.Count - before == free.Count)
                break;
        }

        return taken;
    }

    public async Task<bool> RenewAsync(
        SqlSession session, SeriesKey series, BoundedString<Max64> owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        object?[] arguments =
        [
            .. SaveCommands.Arguments(series), StoredText.ForStorage(owner.Value), StoredText.ForStorage(now), StoredText.ForStorage(until),
        ];
        return await session.ExecuteAsync(statements.RenewLease, arguments, cancellationToken).ConfigureAwait(false) > 0;
    }

    public Task<int> ReleaseAsync(SqlSession session, SeriesKey series, BoundedString<Max64> owner, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            statements.ReleaseLease, [.. SaveCommands.Arguments(series), StoredText.ForStorage(owner.Value)], cancellationToken);

    // The rows were chosen by what was committed when the query began: a lease committed since is only seen now, under their locks.
    private async Task<bool> TakeAsync(SqlSession session, DicomStateMeta state, JsonLeaseRequest request, CancellationToken cancellationToken)
    {
        object?[] key = SaveCommands.Arguments(new SeriesKey(state.TenantId, state.StudyUid, state.SeriesUid));
        object?[] lease = [.. key, StoredText.ForStorage(request.Owner.Value), StoredText.ForStorage(request.Until)];
        await session.ExecuteAsync(statements.EndLease, [.. key, StoredText.ForStorage(request.Now)], cancellationToken).ConfigureAwait(false);
        return await session.ExecuteAsync(statements.TakeLease, lease, cancellationToken).ConfigureAwait(false) > 0;
    }
}
