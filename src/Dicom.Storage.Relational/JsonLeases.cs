using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Leases of series whose document is to be made.</summary>
internal sealed class JsonLeases(SqlStatements statements)
{
    public async Task<IReadOnlyList<DicomStateMeta>> AcquireAsync(SqlSession session, JsonLeaseRequest request, CancellationToken cancellationToken)
    {
        object?[] arguments = [StoredText.ForStorage(request.EndTime), request.Limit, StoredText.ForStorage(request.Now)];
        IReadOnlyList<DicomStateMeta> free = await session
            .QueryAsync(statements.AcquirableSeries, arguments, MetaTables.State.Read, cancellationToken).ConfigureAwait(false);

        // The rows were chosen by what was committed when the statement began: a lease committed since is only seen now, under their locks.
        List<DicomStateMeta> taken = [];
        foreach (DicomStateMeta state in free)
        {
            object?[] key = SaveCommands.Arguments(new SeriesKey(state.TenantId, state.StudyUid, state.SeriesUid));
            object?[] lease = [.. key, StoredText.ForStorage(request.Owner.Value), StoredText.ForStorage(request.Until)];
            await session.ExecuteAsync(statements.EndLease, [.. key, StoredText.ForStorage(request.Now)], cancellationToken).ConfigureAwait(false);
            if (await session.ExecuteAsync(statements.TakeLease, lease, cancellationToken).ConfigureAwait(false) > 0)
                taken.Add(state);
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
}
