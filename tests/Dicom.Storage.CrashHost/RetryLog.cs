using Microsoft.Extensions.Logging;

namespace Dicom.Storage.CrashHost;

/// <summary>Counts, by the log, how often the pipeline has tried a batch in vain.</summary>
internal sealed class RetryLog : ILoggerFactory, ILogger
{
    private const int IngestRetried = 1011;

    private readonly SemaphoreSlim _retries = new(0);

    /// <summary>Waits for that many retries from now on.</summary>
    public async Task RetriesAsync(int count)
    {
        for (int i = 0; i < count; i++)
            await _retries.WaitAsync();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == IngestRetried)
            _retries.Release();
    }

    public void Dispose() => _retries.Dispose();
}
