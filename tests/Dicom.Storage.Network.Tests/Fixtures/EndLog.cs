using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Network.Tests;

/// <summary>Keeps the lines of the log and the reasons with which connections ended.</summary>
internal sealed class EndLog : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ConcurrentQueue<AssociationEndReason> Reasons { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue(formatter(state, exception));
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            return;
        foreach ((string key, object? value) in values)
        {
            if (key == "Reason" && value is AssociationEndReason reason)
                Reasons.Enqueue(reason);
        }
    }
}
