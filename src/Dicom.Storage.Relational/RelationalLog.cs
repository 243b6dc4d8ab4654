using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Relational;

/// <summary>Log messages of the package. Only own ids, counts, codes and settings: nothing of a row.</summary>
internal static partial class RelationalLog
{
    [LoggerMessage(4001, LogLevel.Warning, "{Fault} AllowWeakDurability is set: the server is used all the same.")]
    internal static partial void WeakDurability(ILogger logger, string fault);

    [LoggerMessage(4002, LogLevel.Information, "Attempt {Attempt} of a transaction was undone by the server; it is tried again")]
    internal static partial void TransactionRetried(ILogger logger, int attempt, Exception error);

    [LoggerMessage(4003, LogLevel.Warning, "The answer to a commit was lost; the database says it was {Outcome}")]
    internal static partial void CommitLookedUp(ILogger logger, string outcome, Exception error);
}
